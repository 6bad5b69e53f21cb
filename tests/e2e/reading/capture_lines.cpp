// capture_pane: exactly the last lines, for every way in which lines and rows differ.
#include "e2e/reading/show_text.hpp"
#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

constexpr int kPaneHeight = 24;

std::string captured_numbers(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += (i == from ? "" : "\n") + std::to_string(i);
  return text;
}

/// Line `i` of `wide` columns: recognisable at both ends.
std::string wide_line(int i, int width) {
  const std::string number = std::to_string(100000 + i);
  return number + std::string(static_cast<std::size_t>(width) - 2 * number.size(), 'x') + number;
}

std::string wide_lines(int from, int to, int width) {
  std::string text;
  for (int i = from; i <= to; ++i) text += (i == from ? "" : "\n") + wide_line(i, width);
  return text;
}

}  // namespace

TEST_CASE("capture_pane: exactly the last lines of a long sequence") {
  LiveServer live;
  live.tmux.start_job("job", "seq 20000", 50000);
  REQUIRE(live.tmux.shows("job", "20000"));
  for (const int lines : {1, 2, kPaneHeight - 2, kPaneHeight - 1, kPaneHeight, kPaneHeight + 1, 99, 100, 101,
                          1000, 9999, 10000}) {
    INFO(lines);
    CHECK(live.capture("job", lines) == captured_numbers(20001 - lines, 20000));
  }
}

TEST_CASE("capture_pane: 100 lines unless said otherwise, and the second block tells") {
  LiveServer live;
  live.tmux.start_job("job", "seq 500");
  REQUIRE(live.tmux.shows("job", "500"));
  const Json result = live.server.call("capture_pane", object("name", "job"));
  CHECK(text_of(result) == captured_numbers(401, 500));
  const Json about = Json::parse(text_of(result, 1));
  CHECK(about.keys() == std::vector<std::string>{"session", "pane", "lines", "cursor"});
  CHECK(about["lines"].integer() == 100);
  CHECK(about["pane"].string() == "%0");
  CHECK(about["cursor"].string().size() <= 48);
  CHECK_FALSE(result["structuredContent"].exists());
  CHECK(result["content"].size() == 2);
}

TEST_CASE("capture_pane: fewer lines than asked for are all there are") {
  LiveServer live;
  live.tmux.start_job("job", "seq 5");
  REQUIRE(live.tmux.shows("job", "5"));
  const Json result = live.server.call("capture_pane", object("name", "job", "lines", 100));
  CHECK(text_of(result) == captured_numbers(1, 5));
  CHECK(Json::parse(text_of(result, 1))["lines"].integer() == 5);
}

TEST_CASE("capture_pane: an empty pane is an empty text of no lines") {
  LiveServer live;
  live.tmux.start_job("job", "true");
  const Json result = live.server.call("capture_pane", object("name", "job"));
  CHECK(text_of(result).empty());
  CHECK(Json::parse(text_of(result, 1))["lines"].integer() == 0);
}

TEST_CASE("capture_pane: wrapped lines count as one, are joined, and are never cut at the top") {
  LiveServer live;
  constexpr int kWidth = 205;  // three rows of a pane of 80 columns
  constexpr int kCount = 600;
  show_text(live, "job", wide_lines(1, kCount, kWidth) + "\n", 5000, wide_line(kCount, kWidth));
  for (const int lines : {1, 2, 7, 8, 9, 23, 24, 25, 100, 333, kCount - 1, kCount}) {
    INFO(lines);
    CHECK(live.capture("job", lines) == wide_lines(kCount + 1 - lines, kCount, kWidth));
  }
}

TEST_CASE("capture_pane: lines of exactly the pane's width are not joined with their neighbours") {
  LiveServer live;
  show_text(live, "job", wide_lines(1, 100, 80) + "\n", 2000, wide_line(100, 80));
  CHECK(live.capture("job", 50) == wide_lines(51, 100, 80));
}

TEST_CASE("capture_pane: one wrapped line that is longer than the pane is high") {
  LiveServer live;
  constexpr int kWidth = 80 * 40 + 3;
  show_text(live, "job", wide_lines(1, 3, kWidth) + "\n", 2000, "100003");
  CHECK(live.capture("job", 1) == wide_line(3, kWidth));
  CHECK(live.capture("job", 2) == wide_lines(2, 3, kWidth));
}

TEST_CASE("capture_pane: a wrapped last line without a newline") {
  LiveServer live;
  show_text(live, "job", "before\n" + wide_line(1, 170), 2000, "before");
  CHECK(wait_until([&] { return live.capture("job", 1) == wide_line(1, 170); }));
  CHECK(live.capture("job", 2) == "before\n" + wide_line(1, 170));
}

TEST_CASE(
    "capture_pane: trailing spaces are trimmed, blank lines in between stay, those below do not count") {
  LiveServer live;
  show_text(live, "job", "top\n  indented   \n\n   \nmiddle \n\n\nlast   \n\n\n", 2000, "last");
  CHECK(live.capture("job", 100) == "top\n  indented\n\n\nmiddle\n\n\nlast");
  CHECK(live.capture("job", 4) == "middle\n\n\nlast");
  CHECK(live.capture("job", 3) == "\n\nlast");
}

TEST_CASE("capture_pane: screens of blank lines below the last output are passed over") {
  LiveServer live;
  live.tmux.start_job("job", "printf 'first\\nsecond\\n'; yes '' | head -n 300; tmux wait-for -S blank");
  REQUIRE(live.tmux.run({"wait-for", "blank"}).exit == ExitStatus{});
  CHECK(wait_until([&] { return live.capture("job", 5) == "first\nsecond"; }));
  CHECK(live.capture("job", 1) == "second");
}

TEST_CASE("capture_pane: many blank lines in between are lines") {
  LiveServer live;
  show_text(live, "job", "first\n" + std::string(500, '\n') + "last\n", 2000, "last");
  CHECK(live.capture("job", 100) == std::string(99, '\n') + "last");
  CHECK(live.capture("job", 502) == "first\n" + std::string(500, '\n') + "last");
  CHECK(live.capture("job", 10000) == "first\n" + std::string(500, '\n') + "last");
}
