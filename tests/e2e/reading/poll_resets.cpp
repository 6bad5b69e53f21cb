// capture_pane since: why there is no going on from a cursor, and what is lost.
#include "e2e/reading/polled.hpp"

using namespace smcp::test;

namespace {

constexpr TmuxVersion kCounts{3, 8};

}  // namespace

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
  SECTION("another height is not a reset") {
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
