// capture_pane since where programs come and go with a screen of their own: exactly the lines since, whatever
// was shown meanwhile.
#include "e2e/reading/polled.hpp"

using namespace smcp::test;

namespace {

/// Gives back the upper rows only where the window has become lower behind a program's screen.
constexpr TmuxVersion kCutsHeight{3, 1};

/// As less does.
constexpr const char* kEnterAsLess = "\033[?1049h\033[22;0;0t\033[?1h\033=\033[H\033[2J";
constexpr const char* kLeaveAsLess = "\r\033[K\033[?1l\033>\033[?1049l\033[23;0;0t";

/// So does a program come, show this and go.
std::string visit(const std::string& screen) {
  return kEnterAsLess + screen + kLeaveAsLess;
}

std::string with_returns(const std::string& lines) {
  std::string text;
  for (const char c : lines) text += c == '\n' ? "\r\n" : std::string(1, c);
  return text;
}

void resize(LiveServer& live, int width, int height) {
  live.tmux.must({"resize-window", "-t", "=job:", "-x", std::to_string(width), "-y", std::to_string(height)});
}

}  // namespace

TEST_CASE("alternate screen: a program that comes and goes between two polls leaves no trace") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  SECTION("nothing else") {
    job.print(visit("menu\r\nitem"));
    job.poll();
    CHECK(job.unchanged());
  }
  SECTION("with what was typed, and what comes after it") {
    job.print("less\n" + visit(with_returns(numbers(500, 600))) + "done\n$ ");
    CHECK(job.poll() == "$ less\ndone\n$");
    CHECK(job.replaces());
    CHECK(job.reset().empty());
  }
  SECTION("with more than a screen, before and after") {
    job.print("less\n" + numbers(101, 200) + visit(with_returns(numbers(500, 600))) + numbers(201, 300));
    CHECK(job.poll("lines", 1000) + "\n" == "$ less\n" + numbers(101, 300));
  }
  SECTION("by the older ways, which do not give the cursor back its place") {
    job.print("top\n\033[?47hmenu\033[?47l\033[24;1H\033[?1047hmenu\033[?1047l\033[24;1H$ ");
    CHECK(job.poll() == "$ top\n$");
  }
}

TEST_CASE("alternate screen: a last line that is wrapped over the top of the screen is not told again") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 60) + "FAILED " + std::string(1900, 'x'));
  job.poll();
  job.print(visit("menu"));
  job.poll();
  CHECK(job.unchanged());
  job.print("\nnext\n");
  CHECK(job.poll() == "next");
  CHECK_FALSE(job.replaces());
}

TEST_CASE("alternate screen: while it is shown, the lines since, hidden or not, and then the screen") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  job.print("make\n" + numbers(101, 110) + kEnterAsLess + "title\r\nmenu");
  CHECK(job.poll() == "$ make\n" + numbers(101, 110) + "title\nmenu");
  CHECK(job.reset() == "alternate_screen");
  CHECK(job.replaces());
  CHECK(job.about["screen_lines"].integer() == 2);
  job.poll();
  CHECK(job.unchanged());
  job.print("\033[1;1HTITLE");
  CHECK(job.poll() == "TITLE\nmenu");
  CHECK(job.reset() == "alternate_screen");
  job.print(kLeaveAsLess);
  CHECK(job.poll().empty());
  CHECK(job.reset() == "alternate_screen");
  CHECK_FALSE(job.about["screen_lines"].exists());
  job.print("$ ");
  CHECK(job.poll() == "$");
  CHECK(job.reset().empty());
}

TEST_CASE(
    "alternate screen: what came between two programs is told, though the second looks like the first") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  job.print(std::string("\n") + kEnterAsLess + "menu");
  job.poll();
  job.print(kLeaveAsLess + numbers(101, 200) + kEnterAsLess + "menu");
  CHECK(job.poll("lines", 1000) == numbers(101, 200) + "menu");
  job.print(kLeaveAsLess + std::string("$ "));
  CHECK(job.poll() == "$");
}

TEST_CASE("alternate screen: the first capture shows what a person sees, the next one also what was hidden") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ " + kEnterAsLess + "menu");
  CHECK(job.poll("lines", 3) == "76\n77\nmenu");
  CHECK(job.about["screen_lines"].integer() == 1);
  job.print(kLeaveAsLess + std::string("ls\nfile\n"));
  const std::string text = job.poll();
  CHECK(text == numbers(78, 100) + "$ ls\nfile");
  CHECK(job.reset() == "alternate_screen");
  CHECK_FALSE(job.replaces());
}

TEST_CASE("alternate screen: left behind by a program that was killed, the screen is told as it is") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ vi\n");
  job.poll();
  job.print(kEnterAsLess + std::string("~\r\n~\r\nKilled\r\n$ ls\r\n") + with_returns(numbers(201, 230)) +
            "$ ");
  CHECK(job.poll() == numbers(208, 230) + "$");
  CHECK(job.about["screen_lines"].integer() == 24);
  job.print("reset\r\n\033[?1049l$ ");  // a person has noticed
  CHECK(job.poll() == "$");
  CHECK(job.reset() == "alternate_screen");
}

TEST_CASE("alternate screen: a window that is resized meanwhile") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  job.print(std::string("vi\n") + kEnterAsLess + "~");
  job.poll();
  SECTION("another height changes no line") {
    const int height = GENERATE(12, 40);
    resize(live, 80, height);
    job.print("\033[H\033[2J~~");
    CHECK(job.poll() == "~~");
    job.print(kLeaveAsLess + std::string("new\n"));
    const std::string text = job.poll();
    if (height < 24 && live.tmux.version() <= kCutsHeight) {
      CHECK(text.ends_with("\nnew"));
      CHECK(job.reset() == "redraw");
    } else {
      CHECK(text == "new");
      CHECK(job.reset() == "alternate_screen");
    }
  }
  SECTION("in another width, all lines are wrapped anew, which is said each time") {
    resize(live, 60, 24);
    job.print("~");
    job.poll("lines", 2);
    CHECK(job.reset() == "resize");
    job.print("~");
    CHECK(job.poll() == "~~~");
    job.print(kLeaveAsLess + std::string("new\n"));
    CHECK(job.poll("lines", 1) == "new");
    CHECK(job.reset() == "resize");
    job.print("next\n");
    CHECK(job.poll() == "next");
  }
}

TEST_CASE("alternate screen: the history is cleared meanwhile") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  job.print(std::string("vi\n") + kEnterAsLess + "~");
  job.poll();
  SECTION("by the program") {
    job.print("\033[3J");
  }
  SECTION("by a person") {
    live.tmux.must({"clear-history", "-t", job.pane.id()});
    job.print("~");
  }
  job.poll();
  CHECK(job.reset() == "clear");
  job.print(kLeaveAsLess + std::string("new\n"));
  CHECK(job.poll() == "new");
}

TEST_CASE("alternate screen: at the limit of the history, where a tenth of it goes at once") {
  LiveServer live;
  Polled job(live, "job", 200);
  job.print(numbers(1, 500) + "$ ");
  job.poll("lines", 1);
  int next = 501;
  for (int turn = 0; turn < 12; ++turn) {
    INFO("turn " << turn);
    const int last = next + 10 * turn;
    const std::string lines = numbers(next, last);
    const bool seen = turn % 3 == 0;
    if (seen) {
      job.print(std::string("less\n") + kEnterAsLess + "menu");
      CHECK(job.poll("lines", 1000) == "$ less\nmenu");
      job.print(kLeaveAsLess + lines + "$ ");
      CHECK(job.poll("lines", 1000) == lines + "$");
    } else {
      job.print("less\n" + visit("menu") + lines + "$ ");
      CHECK(job.poll("lines", 1000) == "$ less\n" + lines + "$");
    }
    CHECK(job.reset() == (seen ? "alternate_screen" : ""));
    next = last + 1;
  }
}

TEST_CASE("alternate screen: where it is switched off, programs write on the normal one") {
  LiveServer live;
  Polled job(live);
  live.tmux.must({"set-option", "-w", "-t", "=job:", "alternate-screen", "off"});
  job.print(numbers(1, 100) + "$ ");
  job.poll();
  job.print("less\n" + visit("page\r\n:") + "\r\n$ ");
  // What was on the screen has gone into the history; where it did not, nothing joins on.
  const std::string text = job.poll();
  CHECK(text.find("page") != std::string::npos);
  if (job.reset().empty()) CHECK(text.starts_with("$ less\n"));
  job.print("next\n");
  CHECK(job.poll() == "$ next");
}

TEST_CASE("a program that goes back on the normal screen moves the last line down, and nothing is lost") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 101));
  job.poll();
  job.print("a page\n" + numbers(102, 122) + "\033[H");  // where 101 is then
  job.print("\033M\033M\033[24;1H\033[K:");
  CHECK(job.poll() == "\n\n101\na page\n" + numbers(102, 120) + ":");
  CHECK(job.replaces());
}

TEST_CASE("a line that becomes one with the line above it is told as redrawn") {
  LiveServer live;
  Polled job(live);
  job.print("first\n" + std::string(80, 'x') + "\nlast");
  job.poll();
  job.print("\033[1A\r" + std::string(80, 'x') + "y");
  CHECK(job.poll() == "first\n" + std::string(80, 'x') + "yast");
  CHECK(job.reset() == "redraw");
}
