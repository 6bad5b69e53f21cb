// capture_pane skip, pane, colors and compact: what each gives on a real tmux.
#include "e2e/reading/polled.hpp"

using namespace smcp::test;

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
