#include "tmux/read/cursor.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"
#include "tmux/link/format_fields.hpp"

using namespace smcp::tmux;

namespace {

Cursor shortened(Cursor cursor) {
  const FingerprintBits bits = fingerprint_bits(cursor);
  cursor.above = low_bits(cursor.above, bits.above);
  cursor.shown = low_bits(cursor.shown, bits.shown);
  cursor.top = low_bits(cursor.top, bits.top);
  cursor.end_row = low_bits(cursor.end_row, bits.end_row);
  cursor.picture = low_bits(cursor.picture, bits.picture);
  return cursor;
}

/// Numbers of up to this many bits.
Cursor random_cursor(std::mt19937_64& random, bool counted, bool largest) {
  const auto number = [&](unsigned bits) {
    const std::uint64_t most = (std::uint64_t{1} << bits) - 1;
    return largest ? most : random() & (most >> random() % bits);
  };
  Cursor cursor;
  cursor.pane.number = static_cast<std::uint32_t>(number(28));
  cursor.pid = static_cast<std::uint32_t>(number(22));
  cursor.width = static_cast<std::uint32_t>(number(14));
  cursor.alternate = random() % 2 == 0;
  cursor.at_prompt = random() % 2 == 0;
  cursor.second_over = random() % 2 == 0;
  cursor.screen = number(32);
  cursor.end =
      random() % 2 == 0 ? -static_cast<std::int64_t>(number(17)) : static_cast<std::int64_t>(number(14));
  cursor.end_rows = number(14);
  cursor.above = random();
  cursor.shown = random();
  cursor.top = random();
  cursor.end_row = random();
  cursor.picture = random();
  cursor.untold = cursor.alternate && random() % 2 == 0;
  cursor.to_rewrap = cursor.alternate && random() % 2 == 0;
  if (counted) {
    cursor.counters = PaneCounters{number(40), number(24), 0};
  } else {
    cursor.activity = static_cast<std::int64_t>(number(32));
    cursor.height = static_cast<std::uint32_t>(number(14));
    cursor.normal_height = cursor.alternate ? static_cast<std::uint32_t>(number(14)) : cursor.height;
    cursor.cursor_x = static_cast<std::uint32_t>(number(14));
    cursor.cursor_y = static_cast<std::uint32_t>(number(14));
    cursor.limit = static_cast<std::uint8_t>(number(8));
  }
  return shortened(cursor);
}

}  // namespace

TEST_CASE("a cursor comes back from its text, which is short whatever it holds") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 5000; ++i) {
    const Cursor cursor = random_cursor(random, i % 2 == 0, i < 100);
    const std::string text = cursor.text();
    CHECK(text.size() <= Cursor::kMaxTextSize);
    const auto parsed = Cursor::parse(text);
    REQUIRE(parsed);
    REQUIRE(*parsed == cursor);
    const FingerprintBits bits = fingerprint_bits(cursor);
    CHECK(bits.above + bits.shown + bits.end_row >= (cursor.alternate ? 6 : 12));
  }
}

TEST_CASE("an ordinary cursor has all bits of its fingerprints, and is under 44 characters") {
  Cursor cursor;
  cursor.pane.number = 12;
  cursor.pid = 1'234'567;
  cursor.width = 210;
  cursor.screen = 49'000;
  cursor.end = 49;
  cursor.activity = 1'795'000'000;
  cursor.height = 50;
  cursor.cursor_x = 120;
  cursor.cursor_y = 49;
  const FingerprintBits bits = fingerprint_bits(cursor);
  CHECK(bits.above == 32);
  CHECK(bits.shown == 24);
  CHECK(bits.end_row == 24);
  CHECK(cursor.text().size() <= 44);
}

TEST_CASE("a cursor of a very large server proves as much") {
  Cursor cursor;
  cursor.pane.number = 70'000;
  cursor.pid = 4'194'303;
  cursor.width = 1000;
  cursor.screen = 10'000'000;
  cursor.end = 299;
  cursor.end_rows = 3;
  cursor.activity = 1'795'000'000;
  cursor.height = 300;
  cursor.cursor_x = 999;
  cursor.cursor_y = 299;
  const FingerprintBits bits = fingerprint_bits(cursor);
  CHECK(bits.above + bits.shown + bits.end_row >= 64);
  CHECK(cursor.text().size() <= Cursor::kMaxTextSize);
}

TEST_CASE("text that is not a cursor, or an altered one, is refused") {
  std::mt19937_64 random(8);
  CHECK_FALSE(Cursor::parse(""));
  CHECK_FALSE(Cursor::parse("0"));
  CHECK_FALSE(Cursor::parse("%3"));
  CHECK_FALSE(Cursor::parse(std::string(49, 'A')));
  CHECK_FALSE(Cursor::parse(std::string(48, 'A')));
  int accepted = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_cursor(random, i % 2 == 0, false).text();
    CHECK_FALSE(Cursor::parse(text.substr(0, text.size() - 1)));
    CHECK_FALSE(Cursor::parse(text + "A"));
    CHECK_FALSE(Cursor::parse(" " + text));
    std::string altered = text;
    auto& letter = altered[random() % altered.size()];
    letter = letter == 'x' ? 'y' : 'x';
    if (altered != text && Cursor::parse(altered)) ++accepted;
  }
  CHECK(accepted < 40);  // eight bits of check
}

TEST_CASE("a fingerprint is of what is seen") {
  const auto of = [](std::initializer_list<std::string_view> rows) {
    Fingerprint print;
    for (const auto row : rows) print.row(row);
    return print.value();
  };
  CHECK(of({"a", "b"}) == of({"a  ", "b\t"}));
  CHECK(of({"a", "b"}) != of({"ab"}));
  CHECK(of({"a", ""}) != of({"a"}));
  CHECK(of({"a"}) != of({" a"}));
}

TEST_CASE("a line begins with a row that is known by its fingerprint alone") {
  Fingerprint print;
  print.row("$ ");
  const std::uint64_t known = low_bits(print.value(), 24);
  CHECK(begins_with_row("$ make", known, 24));
  CHECK(begins_with_row("$", known, 24));
  CHECK_FALSE(begins_with_row("done", known, 24));
  CHECK_FALSE(begins_with_row("", known, 24));
}

TEST_CASE("a well-formed cursor with numbers that no tmux has is refused") {
  Cursor cursor;
  cursor.pane.number = 3;
  cursor.height = cursor.normal_height = 24;
  REQUIRE(Cursor::parse(cursor.text()));
  SECTION("rows") {
    cursor.screen = kMaxRows;
    CHECK(Cursor::parse(cursor.text()));
    ++cursor.screen;
  }
  SECTION("as many as fit") {
    cursor.screen = (std::uint64_t{1} << 63U) - 1;
  }
  SECTION("a second") {
    cursor.activity = std::int64_t{1} << 62U;
  }
  CHECK_FALSE(Cursor::parse(cursor.text()));
}
