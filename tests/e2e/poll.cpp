// capture_pane since, skip, pane, colors and compact: what each gives on a real tmux, and what it costs.
#include "e2e/live_server.hpp"
#include "e2e/poll_pane.hpp"
#include "support/fake_tmux.hpp"

using namespace smcp::test;

namespace {

constexpr TmuxVersion kCounts{3, 8};

std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

std::string without_newline(std::string text) {
  text.pop_back();
  return text;
}

/// A session whose pane prints what it is told to, and an agent who polls it.
class Polled {
 public:
  explicit Polled(LiveServer& live, std::string name = "job", int history = 2000)
      : live_(live), name_(std::move(name)) {
    live_.tmux.start_job(name_, "true", history);
    pane = PrintingPane(live_.tmux, name_);
  }

  /// Returns when tmux has it all.
  void print(std::string_view bytes) {
    const std::string title = "mark " + std::to_string(++marks_);
    pane.print(std::string(bytes) + "\033]2;" + title + "\033\\");
    REQUIRE(wait_until([&] {
      pane.write(4096);
      return pane.done();
    }));
    REQUIRE(wait_until([&] {
      return live_.tmux.must({"display-message", "-p", "-t", pane.id(), "#{pane_title}"}) == title;
    }));
  }
  /// Goes on from `cursor`, or begins.
  template <typename... More>
  std::string poll(const More&... more) {
    const Json result =
        cursor.empty() ? live_.server.call("capture_pane", object("name", name_, more...))
                       : live_.server.call("capture_pane", object("name", name_, "since", cursor, more...));
    take(result);
    return text;
  }
  void take(const Json& result) {
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
    about = Json::parse(text_of(result, result["content"].size() - 1));
    INFO(text_of(result, result["content"].size() - 1));
    CHECK(about["session"].string() == name_);
    text.clear();
    if (unchanged()) {
      CHECK(result["content"].size() == 1);
      return;
    }
    text = text_of(result);
    cursor = about["cursor"].string();
    CHECK(cursor.size() <= 48);
  }
  [[nodiscard]] bool unchanged() const { return about["unchanged"].exists(); }
  [[nodiscard]] std::string reset() const { return about["reset"].exists() ? about["reset"].string() : ""; }
  [[nodiscard]] bool replaces() const { return about["replaces_last_line"].exists(); }

  PrintingPane pane;
  Json about;
  std::string text;
  std::string cursor;

 private:
  LiveServer& live_;
  std::string name_;
  int marks_ = 0;
};

}  // namespace

TEST_CASE("poll: only the lines since, the last one again if it has changed") {
  LiveServer live;
  Polled job(live);
  job.print("one\ntwo\n$ ");
  CHECK(job.poll() == "one\ntwo\n$");
  job.print("make\nok\n$ ");
  CHECK(job.poll() == "$ make\nok\n$");
  CHECK(job.replaces());
  job.print("\nmore\n");
  CHECK(job.poll() == "more");
  CHECK_FALSE(job.replaces());
  CHECK(job.about.keys() == std::vector<std::string>{"session", "pane", "lines", "cursor"});
  CHECK(job.about["pane"].string() == job.pane.id());
  job.print("10 %");
  CHECK(job.poll() == "10 %");
  job.print("\r20 %");
  CHECK(job.poll() == "20 %");
  CHECK(job.replaces());
  job.print("\n\n\n");
  job.poll();
  CHECK(job.unchanged());
  job.print("after blanks");
  CHECK(job.poll() == "\n\nafter blanks");
}

TEST_CASE("poll: nothing new is one small block, at once and later") {
  LiveServer live;
  const std::string name = "session-with-a-longer-name-1";
  Polled job(live, name);
  job.print("text\n");
  job.poll();
  const auto check = [&] {
    const Json result = live.server.call("capture_pane", object("name", name, "since", job.cursor));
    REQUIRE(result["content"].size() == 1);
    CHECK(text_of(result).size() <= 120);
    const Json about = Json::parse(text_of(result));
    CHECK(about.keys() == std::vector<std::string>{"session", "unchanged", "idle_s"});
    CHECK(about["unchanged"].boolean());
    return about["idle_s"].integer();
  };
  CHECK(check() >= 0);
  CHECK(wait_until([&] { return check() >= 2; }));
  CHECK(job.poll().empty());  // taken in the second of the output; one taken later says the same
  CHECK(job.unchanged());
}

TEST_CASE("poll: more news than wanted are counted") {
  LiveServer live;
  Polled job(live);
  job.print("0\n");
  job.poll();
  job.print(numbers(1, 1000));
  CHECK(job.poll("lines", 3) == "998\n999\n1000");
  CHECK(job.about["skipped"].integer() == 997);
  CHECK(job.about["lines"].integer() == 3);
  job.print(numbers(1001, 1003));
  CHECK(job.poll("lines", 3) == "1001\n1002\n1003");
  CHECK_FALSE(job.about["skipped"].exists());
}

TEST_CASE("poll: a wrapped line that grew comes again as a whole") {
  LiveServer live;
  Polled job(live);
  const std::string first(100, 'a');
  job.print("top\n" + first);
  CHECK(job.poll() == "top\n" + first);
  job.print(std::string(300, 'b'));
  CHECK(job.poll() == first + std::string(300, 'b'));
  CHECK(job.replaces());
  job.print(std::string(80 * 40, 'c') + "\nend\n");
  CHECK(job.poll() == first + std::string(300, 'b') + std::string(80 * 40, 'c') + "\nend");
}

TEST_CASE("poll: each reason for starting anew") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100));
  job.poll();
  const std::string pane = job.pane.id();
  const auto news = [&] {
    job.print("new\n");
    const std::string text = job.poll("lines", 2);
    CHECK(text.ends_with("new"));
    CHECK(job.about["lines"].integer() <= 2);
    const std::string reset = job.reset();
    job.print("next\n");  // and from there on
    CHECK(job.poll() == "next");
    return reset;
  };
  SECTION("none") {
    CHECK(news().empty());
  }
  SECTION("clear-history") {
    live.tmux.must({"clear-history", "-t", pane});
    CHECK(news() == "clear");
  }
  SECTION("a program that clears the history") {
    job.print("\033[H\033[2J\033[3J");
    CHECK(news() == "clear");
  }
  SECTION("another process") {
    live.tmux.must({"respawn-pane", "-k", "-t", pane, "exec sleep 100000"});
    job.pane.open(live.tmux);
    CHECK(news() == "respawn");
  }
  SECTION("another width") {
    live.tmux.must({"resize-window", "-t", "=job:", "-x", "90", "-y", "24"});
    CHECK(news() == "resize");
  }
  SECTION("another height is none") {
    live.tmux.must({"resize-window", "-t", "=job:", "-x", "80", "-y", "30"});
    CHECK(news().empty());
    live.tmux.must({"resize-window", "-t", "=job:", "-x", "80", "-y", "10"});
    CHECK(news().empty());
  }
  SECTION("rows above the end") {
    job.print(
        "\033[3A"
        "ninety-eight\n\n\n");
    CHECK(job.poll().find("ninety-eight\n99\n100") != std::string::npos);
    CHECK(job.reset() == "redraw");
  }
  SECTION("the alternate screen") {
    job.print("\033[?1049h\033[H");
    job.print("menu\n");
    CHECK(job.poll().find("menu") != std::string::npos);
    CHECK(job.reset() == "alternate_screen");
    job.poll();
    CHECK(job.unchanged());
    job.print("\033[HMENU");
    CHECK(job.poll().find("MENU") != std::string::npos);
    CHECK(job.reset() == "alternate_screen");
    job.print("\033[?1049l");
    CHECK(news() == "alternate_screen");
  }
}

TEST_CASE("poll: a pane without history: its screen, if it has changed") {
  LiveServer live;
  Polled job(live, "job", 0);
  job.print("one\n");
  CHECK(job.poll() == "one");
  job.print("two\n");
  CHECK(job.poll() == "one\ntwo");
  CHECK(job.reset() == "no_history");
}

TEST_CASE("poll: a pane that is gone gives way to the active one, and says so") {
  LiveServer live;
  Polled job(live);
  job.print("left\n");
  const std::string other =
      live.tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=job:", "exec sleep 100000"});
  const std::string cursor = Json::parse(text_of(
      live.server.call("capture_pane", object("name", "job", "pane", other)), 1))["cursor"]
                                 .string();
  live.tmux.must({"kill-pane", "-t", other});
  job.cursor = cursor;
  CHECK(job.poll() == "left");
  CHECK(job.reset() == "pane_gone");
  CHECK(job.about["pane"].string() == job.pane.id());
}

TEST_CASE("poll: rows that a full history has dropped are declared, counted where tmux counts") {
  LiveServer live;
  Polled job(live, "job", 200);
  job.print(numbers(1, 500));
  CHECK(job.poll("lines", 1) == "500");
  job.print(numbers(501, 600));
  CHECK(job.poll("lines", 1000) + "\n" == numbers(501, 600));
  job.print(numbers(601, 3000));
  const std::string text = job.poll("lines", 10'000);
  CHECK(job.about["lost"].exists());
  const int first = std::stoi(text);
  CHECK(text + "\n" == numbers(first, 3000));
  if (live.tmux.version() >= kCounts) {
    CHECK(job.about["lost_rows"].integer() == first - 601);
  } else {
    CHECK_FALSE(job.about["lost_rows"].exists());
  }
  job.print("on\n");
  CHECK(job.poll() == "on");
}

TEST_CASE("poll: another history limit") {
  LiveServer live;
  Polled job(live, "job", 1000);
  job.print(numbers(1, 500));
  job.poll();
  live.tmux.must({"set-option", "-t", "=job:", "history-limit", "5000"});
  const std::string now = live.tmux.must({"display-message", "-p", "-t", "=job:", "#{history_limit}"});
  job.print("on\n");
  const std::string text = job.poll("lines", 1);
  CHECK(text == "on");
  CHECK(job.reset() == (now == "5000" && live.tmux.version() < kCounts ? "history_limit" : ""));
}

TEST_CASE("poll: what is no cursor is refused, and so is one that was altered") {
  LiveServer live;
  Polled job(live);
  job.print("text\n");
  job.poll();
  std::vector<std::string> bad = {"",
                                  "x",
                                  "abc",
                                  "%0",
                                  std::string(48, 'A'),
                                  std::string(49, 'A'),
                                  job.cursor + " ",
                                  " " + job.cursor,
                                  job.cursor + "A",
                                  job.cursor.substr(1),
                                  job.cursor.substr(0, job.cursor.size() - 1),
                                  "né"};
  for (std::size_t i = 0; i < job.cursor.size(); ++i) {
    std::string altered = job.cursor;
    std::swap(altered[i], altered[(i + 1) % altered.size()]);
    if (altered != job.cursor) bad.push_back(altered);
  }
  std::size_t refused = 0;
  for (const auto& text : bad) {
    const Json result = live.server.call("capture_pane", object("name", "job", "since", text));
    // Eight bits of check: one alteration in 256 may pass for a cursor, of a pane that is not the session's.
    if (!is_error(result)) continue;
    ++refused;
  }
  CHECK(refused + 2 >= bad.size());
  for (std::size_t i = 0; i < 12; ++i) {
    INFO(bad[i]);
    CHECK(live.error("capture_pane", object("name", "job", "since", bad[i])).find("since must be a cursor") !=
          std::string::npos);
  }
}

TEST_CASE("poll: since with skip, with the cursor's own pane, and with another") {
  LiveServer live;
  Polled job(live);
  job.print("text\n");
  job.poll();
  const std::string other =
      live.tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=job:", "exec sleep 100000"});
  job.poll();  // half as high
  job.print("more\n");
  CHECK(live.error("capture_pane", object("name", "job", "since", job.cursor, "skip", 1)).find("skip") !=
        std::string::npos);
  const std::string error =
      live.error("capture_pane", object("name", "job", "since", job.cursor, "pane", other));
  CHECK(error.find(other) != std::string::npos);
  CHECK(error.find(job.pane.id()) != std::string::npos);
  CHECK(job.poll("pane", job.pane.id()) == "more");
}

TEST_CASE("poll: a cursor outlives the server and works in any other copy of it") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100));
  job.poll();
  job.print(numbers(101, 120));
  ServerProcess copy({live.tmux.environment(), {}});
  const std::string since = object("name", "job", "since", job.cursor);
  const std::string expected = without_newline(numbers(101, 120));
  CHECK(text_of(copy.call("capture_pane", since)) == expected);
  CHECK(copy.finish() == ExitStatus{});
  ServerProcess later({live.tmux.environment(), {}});
  CHECK(text_of(later.call("capture_pane", since)) == expected);
  CHECK(later.finish() == ExitStatus{});
  CHECK(job.poll() == expected);
}

TEST_CASE("poll: a cursor of another session's pane is refused, and a window linked into both is of both") {
  LiveServer live;
  Polled one(live, "one");
  Polled two(live, "two");
  one.print("1\n");
  two.print("2\n");
  one.poll();
  one.print("news\n");
  const std::string since = object("name", "two", "since", one.cursor);
  CHECK(live.error("capture_pane", since).find(one.pane.id()) != std::string::npos);
  live.tmux.must({"link-window", "-d", "-s", "=one:0", "-t", "=two:7"});
  CHECK(text_of(live.server.call("capture_pane", since)) == "news");
  CHECK(one.poll() == "news");
}

TEST_CASE("poll: pages that skip the newest lines, put together, are the whole") {
  LiveServer live;
  Polled job(live);
  std::string text;
  for (int i = 1; i <= 500; ++i) {
    text += std::to_string(i) +
            (i % 7 == 0 ? "\n\n" : " " + std::string(static_cast<std::size_t>(i % 250), 'x') + "\n");
  }
  job.print(text);
  const std::string whole = live.capture("job", 10'000);
  const int page = GENERATE(1000, 97, 24, 300);
  std::string pages;
  for (int skip = 0;; skip += page) {
    const Json result = live.server.call("capture_pane", object("name", "job", "lines", page, "skip", skip));
    const auto lines = Json::parse(text_of(result, 1))["lines"].integer();
    if (lines == 0) break;
    pages = text_of(result) + (skip == 0 ? "" : "\n") + pages;
    REQUIRE(skip < 2000);
  }
  CHECK(pages == whole);
}

TEST_CASE("poll: a pane by id, by window and pane, by window") {
  LiveServer live;
  Polled job(live);
  job.print("first\n");
  const std::string upper = live.tmux.must({"new-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=job:3",
                                            "-n", "logs", "echo upper; exec sleep 100000"});
  const std::string lower = live.tmux.must(
      {"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", upper, "echo lower; exec sleep 100000"});
  const auto shows = [&](const std::string& pane, const std::string& text) {
    INFO(pane);
    CHECK(wait_until([&] {
      return text_of(live.server.call("capture_pane", object("name", "job", "pane", pane))) == text;
    }));
  };
  shows(job.pane.id(), "first");
  shows(upper, "upper");
  shows(lower, "lower");
  shows("3", "upper");
  shows("logs", "upper");
  shows("3.1", "lower");
  shows("logs.1", "lower");
  shows("0", "first");
  live.error("capture_pane", object("name", "job", "pane", "3.9"));
}

TEST_CASE("poll: colours, if they are wanted") {
  LiveServer live;
  Polled job(live);
  job.print("plain\n\033[31mred\033[0m\n");
  CHECK(job.poll() == "plain\nred");
  const Json whole = live.server.call("capture_pane", object("name", "job", "colors", true));
  CHECK(text_of(whole).starts_with("plain\n\033[31mred\033["));
  job.print("\033[1;32mgreen\n");
  job.print("still green\033[0m\n");
  CHECK(job.poll("colors", true).find("32m") != std::string::npos);
  const auto second = job.text.find('\n');
  REQUIRE(second != std::string::npos);
  CHECK(job.text.substr(second).find("32m") != std::string::npos);  // each line stands by itself
  CHECK(job.text.substr(second).find("still green") != std::string::npos);
}

TEST_CASE("poll: lines that differ in numbers only, folded") {
  LiveServer live;
  Polled job(live);
  job.print("begin\n");
  job.poll();
  std::string steps;
  for (int i = 1; i <= 60; ++i) steps += "step " + std::to_string(i) + " of 60\n";
  job.print(steps + "end\n");
  const std::string folded = "step 1 of 60\n… 58 similar lines …\nstep 60 of 60\nend";
  CHECK(text_of(live.server.call("capture_pane", object("name", "job", "compact", true))) ==
        "begin\n" + folded);
  CHECK(job.poll("compact", true) == folded);
  CHECK(job.about["lines"].integer() == 4);
}

TEST_CASE("poll: one request if nothing has changed, and one for what is new") {
  PrivateTmux tmux;
  const std::string log = tmux / "asked";
  const FakeTmux fake("*", "echo \"$*\" >> " + log + "; exec \"$REAL_TMUX\" \"$@\"");
  LiveServer live({}, {});
  Polled job(live, "job", 50'000);
  job.print(numbers(1, 20'000));
  ServerProcess server({fake.environment(live.tmux.environment()), {}});
  const auto requests = [&] {
    const std::string text = read_file(log);
    return std::count(text.begin(), text.end(), '\n');
  };
  job.take(server.call("capture_pane", object("name", "job")));
  const auto poll = [&] {
    const auto before = requests();
    job.take(server.call("capture_pane", object("name", "job", "since", job.cursor)));
    return requests() - before;
  };
  CHECK(poll() == 1);
  CHECK(job.unchanged());
  job.print(numbers(20'001, 20'010));
  CHECK(poll() == 1);
  CHECK(job.text + "\n" == numbers(20'001, 20'010));
  job.print(numbers(20'011, 20'100));
  CHECK(poll() == 1);
  CHECK(job.text + "\n" == numbers(20'011, 20'100));
  CHECK(wait_until([&] {  // by now the time tells
    CHECK(poll() == 1);
    CHECK(job.unchanged());
    return job.about["idle_s"].integer() >= 2;
  }));
  job.print(numbers(20'101, 21'100));
  job.take(server.call("capture_pane", object("name", "job", "since", job.cursor, "lines", 10'000)));
  CHECK(job.text + "\n" == numbers(20'101, 21'100));
  CHECK(server.finish() == ExitStatus{});
}
