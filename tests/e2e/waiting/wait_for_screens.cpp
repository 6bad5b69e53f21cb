// wait_for where full-screen programs come and go: no old line matches, and no new one is missed.
#include <string>

#include "e2e/reading/polled.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// Cuts the lines themselves where a window becomes narrower behind a program's screen.
constexpr TmuxVersion kCutsLines{3, 1};

/// Somebody who waits for "FAILED" in a pane, and looks on in between.
class Waiting {
 public:
  Waiting(LiveServer& live, Polled& job) : live_(live), job_(job) {}

  /// Without a cursor what is there when it begins is old; that it has begun is seen by the processor time
  /// that it takes from tmux, so something is printed until a line of it has come.
  void start(const std::string& more = {}) {
    live_.server.send(stateless_call_request(
        "\"w\"", "wait_for",
        more.empty()
            ? object("name", "job", "pattern", "FAILED|over", "timeout_seconds", 60)
            : object("name", "job", "pattern", "FAILED|over", "timeout_seconds", 60, "since", more)));
    live_.ok("list_sessions");  // answered later than the wait has asked what is there
  }
  /// What the wait ends with. "over" ends it if nothing else does.
  std::string end() {
    job_.print("\r\nover\r\n");
    const Json result = live_.server.receive();
    const Json& answer = result["result"];
    INFO(text_of(answer));
    REQUIRE_FALSE(is_error(answer));
    about = Json::parse(text_of(answer, answer["content"].size() - 1));
    REQUIRE(about["outcome"].string() == "matched");
    return about["line"].string();
  }

  Json about;

 private:
  LiveServer& live_;
  Polled& job_;
};

}  // namespace

TEST_CASE("wait_for: an old line does not match because a full-screen program comes or goes") {
  LiveServer live;
  Polled job(live);
  Waiting wait(live, job);
  SECTION("on the screen") {
    job.print("FAILED\n" + numbers(1, 10));
  }
  SECTION("in the history") {
    job.print("FAILED\n" + numbers(1, 100));
  }
  SECTION("wrapped over the top of the screen") {
    job.print(numbers(1, 60) + "FAILED " + std::string(300, 'x') + " FAILED\n" + numbers(1, 21));
  }
  SECTION("the last one, wrapped over the top") {
    job.print(numbers(1, 60) + "FAILED " + std::string(1850, 'x') + " FAILED");
  }
  SECTION("hidden when it begins") {
    job.print("FAILED\n$ less" + std::string(kEnterAlternate) + "menu");
  }
  wait.start();
  for (const bool seen : {true, false, true}) {
    job.print(std::string(kEnterAlternate) + "menu");
    if (seen) job.poll();
    job.print(kLeaveAlternate);
    if (seen) job.poll();
  }
  CHECK(wait.end() == "over");
}

TEST_CASE("wait_for: since a cursor, what came after it matches, and nothing else, whatever is shown") {
  LiveServer live;
  Polled job(live);
  Waiting wait(live, job);
  job.print("FAILED\n" + numbers(1, 40) + "FAILED\n$ ");
  std::string expected = "over";
  SECTION("before a program came that is still there") {
    job.poll();
    job.print("less\r\n" + std::string(kEnterAlternate) + "menu");
    wait.start(job.cursor);
    job.print(kLeaveAlternate);
  }
  SECTION("while one was there that has gone") {
    job.print("less\r\n" + std::string(kEnterAlternate) + "menu");
    job.poll();
    job.print(kLeaveAlternate);
    wait.start(job.cursor);
  }
  SECTION("by the keys that make one go") {
    job.print("less\r\n" + std::string(kEnterAlternate) + "menu");
    const Json typed = live.ok("send_keys", object("name", "job", "keys", "q", "enter", false));
    job.print(kLeaveAlternate);
    wait.start(typed["cursor"].string());
  }
  SECTION("before one hides the line") {
    job.poll();
    job.print("make\r\nFAILED again\r\n" + std::string(kEnterAlternate) + "menu");
    wait.start(job.cursor);
    expected = "FAILED again";
  }
  SECTION("a line of the program's own screen") {
    job.poll();
    job.print("top\r\n" + std::string(kEnterAlternate) + "FAILED again");
    wait.start(job.cursor);
    expected = "FAILED again";
  }
  SECTION("before a prompt of two lines becomes one of one") {
    job.print("\r+ dir\r\n+> ");
    job.poll();
    job.print("make\033[1A\r\033[J> make\r\n");
    wait.start(job.cursor);
  }
  CHECK(wait.end() == expected);
}

TEST_CASE("wait_for: what comes between two programs, or right after one, is not missed") {
  LiveServer live;
  Polled job(live);
  Waiting wait(live, job);
  job.print(numbers(1, 40));
  wait.start();
  job.print(std::string(kEnterAlternate) + "menu");
  job.poll();
  SECTION("between them") {
    job.print(kLeaveAlternate + std::string("FAILED\n") + kEnterAlternate + "menu");
  }
  SECTION("long before the newest line") {
    job.print(kLeaveAlternate + std::string("FAILED\n") + numbers(1, 1500));
  }
  CHECK(wait.end() == "FAILED");
}

TEST_CASE("wait_for: a last line that a program keeps below its output, or moves down, is old") {
  LiveServer live;
  Polled job(live);
  Waiting wait(live, job);
  SECTION("kept below") {
    job.print(numbers(1, 40) + "1 FAILED");
    wait.start();
    for (int i = 0; i < 3; ++i) job.print("\r\033[Klog " + std::to_string(i) + "\r\n1 FAILED");
  }
  SECTION("moved down") {
    job.print(numbers(1, 40) + "1 FAILED\n");
    wait.start();
    job.print(numbers(1, 22) + "\033[H\033M\033M\033[24;1H");
  }
  CHECK(wait.end() == "over");
}

TEST_CASE("wait_for: a window that is resized behind a program's screen makes nothing new of what is old") {
  LiveServer live;
  Polled job(live);
  Waiting wait(live, job);
  job.print(numbers(1, 10) + "FAILED " + std::string(120, 'x') + "\n$ ");
  wait.start();
  job.print("vi\r\n" + std::string(kEnterAlternate) + "~");
  const int width = GENERATE(60, 100);
  if (width < 80 && live.tmux.version() <= kCutsLines) return;
  live.tmux.must({"resize-window", "-t", "=job:", "-x", std::to_string(width), "-y", "20"});
  job.print("\r\n~");
  job.poll();
  job.print(kLeaveAlternate + std::string("$ "));
  job.poll();
  CHECK(wait.end() == "over");
  CHECK(wait.about["reset"].string() == "resize");
}
