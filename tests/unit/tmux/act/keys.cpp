#include "tmux/act/keys.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("text with control characters other than white space cannot be pasted") {
  for (const char* text : {"a\tb", "a\nb", "a\r\nb", "pässwörd $x \\ ~", ""}) CHECK(can_be_pasted(text));
  for (const char* text : {"\x1b", "\x7f", "a\x01", "\a"}) CHECK_FALSE(can_be_pasted(text));
}

TEST_CASE("a line of what is typed ends at a line break and at Enter, and keys are not of it") {
  const auto longest = [](std::initializer_list<Stroke> strokes) { return longest_typed_line(strokes); };
  const Stroke up = Stroke::key({{}, "Up"});
  CHECK(longest({}) == 0);
  CHECK(longest({Stroke::text("abc\nde\rfghi")}) == 4);
  CHECK(longest({Stroke::text("abc"), up, Stroke::text("de")}) == 5);
  CHECK(longest({Stroke::text("abc"), Stroke::enter(), Stroke::text("de")}) == 3);
}
