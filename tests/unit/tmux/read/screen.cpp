#include "tmux/read/screen.hpp"

#include <string>

#include "support/catch.hpp"
#include "tmux/link/format_fields.hpp"

using namespace smcp::tmux;

namespace {

/// The answer about a pane of 5×3; the fields are separated as RowTable does it.
std::string head(const std::string& height = "3", const std::string& title = "the title") {
  std::string row;
  for (const std::string& value : {std::string("%7"), std::string("4"), std::string("2"), std::string("0"),
                                   std::string("1"), std::string("5"), height}) {
    row += value;
    row.push_back(kFieldSeparator);
  }
  return row + title + "\n";
}

const std::string kRows = "one\n\033[7mtwo\n\n";

void check_complete(const ScreenReading& reading) {
  REQUIRE(reading.screen());
  const Screen& screen = *reading.screen();
  CHECK(screen.pane.text() == "%7");
  CHECK(screen.cursor_x == 4);
  CHECK(screen.cursor_y == 2);
  CHECK_FALSE(screen.cursor_visible);
  CHECK(screen.alternate);
  CHECK(screen.width == 5);
  CHECK(screen.height == 3);
  CHECK(screen.title == "the title");
  CHECK(screen.rows == kRows);
}

}  // namespace

TEST_CASE("a screen is read whole, byte by byte, and cut at every point, and what comes after it is left") {
  const std::string answer = head() + kRows + "rest\n";
  ScreenReading whole;
  CHECK(whole.feed(answer) == "rest\n");
  check_complete(whole);
  CHECK(whole.feed("more") == "more");
  for (std::size_t cut = 0; cut <= answer.size(); ++cut) {
    ScreenReading reading;
    std::string rest(reading.feed(std::string_view(answer).substr(0, cut)));
    rest += reading.feed(std::string_view(answer).substr(cut));
    CHECK(rest == "rest\n");
    check_complete(reading);
  }
  ScreenReading bytes;
  std::string rest;
  for (const char byte : answer) rest += bytes.feed(std::string_view(&byte, 1));
  CHECK(rest == "rest\n");
  check_complete(bytes);
}

TEST_CASE("a screen that is not complete is none") {
  const std::string answer = head() + kRows;
  for (std::size_t size = 0; size < answer.size(); ++size) {
    ScreenReading reading;
    reading.feed(std::string_view(answer).substr(0, size));
    CHECK_FALSE(reading.screen());
    CHECK_FALSE(screen_of(reading));
  }
}

TEST_CASE("what is no answer about a screen") {
  for (const std::string answer : {"\n", "can't find pane\n", "%7\n"}) {
    ScreenReading reading;
    reading.feed(answer + kRows);
    CHECK_FALSE(reading.screen());
  }
  ScreenReading without_rows;
  without_rows.feed(head("0"));
  CHECK_FALSE(without_rows.screen());
  ScreenReading endless;
  endless.feed(std::string(1024 * 1024, 'x'));
  CHECK_FALSE(endless.screen());
}

TEST_CASE("a title may hold anything, and separators too") {
  ScreenReading reading;
  const std::string title = std::string("a") + kFieldSeparator + "b";
  reading.feed(head("3", title) + kRows);
  REQUIRE(reading.screen());
  CHECK(reading.screen()->title == title);
}

TEST_CASE("a screen that is too large is refused, and the largest is not") {
  const std::string full(ScreenReading::kMaxBytes - 3, 'x');
  ScreenReading fits;
  fits.feed(head() + full + "\n\n\n");
  CHECK(fits.screen());
  ScreenReading reading;
  reading.feed(head() + full + "\n\nx\n");
  CHECK(reading.is_too_large());
  const auto screen = screen_of(reading);
  REQUIRE_FALSE(screen);
  CHECK(screen.error().code == smcp::Errc::too_large);
}
