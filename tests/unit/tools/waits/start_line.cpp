#include "tools/waits/start_line.hpp"

#include "support/catch.hpp"
#include "text/fingerprint.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// A cursor in the first row of its line, which reads `row`.
tmux::Cursor cursor_at(std::string_view row) {
  tmux::Fingerprint print;
  print.row(row);
  tmux::Cursor cursor;
  cursor.end = 3;
  cursor.end_row = tmux::low_bits(print.value(), fingerprint_bits(cursor).end_row);
  return cursor;
}

}  // namespace

TEST_CASE("the line of the cursor: what is typed behind it continues it") {
  for (const auto& text : {std::optional<std::string>("$"), std::optional<std::string>()}) {
    INFO((text ? "by its text" : "by its fingerprint"));
    const StartLine start(cursor_at("$"), text);
    CHECK(start.begins("$"));
    CHECK(start.begins("$ make"));
    CHECK_FALSE(start.begins("compiling"));
    CHECK_FALSE(start.is_continued_by("$"));
    CHECK(start.is_continued_by("$ make"));
    CHECK_FALSE(start.is_continued_by("compiling"));
    CHECK(start.is_replaced_by("$ make"));
    CHECK_FALSE(start.is_replaced_by("compiling"));
  }
}

TEST_CASE(
    "the line of the cursor: an empty line begins no other, and a prompt may be drawn as another line") {
  CHECK_FALSE(StartLine(cursor_at(""), "").begins("compiling"));
  tmux::Cursor prompt = cursor_at("10:15 $");
  prompt.at_prompt = true;
  const StartLine start(prompt, "10:15 $");
  CHECK(start.is_replaced_by("10:16 $ make"));
  CHECK_FALSE(start.is_replaced_by("10:16 $ make", false));
  CHECK(start.is_replaced_by("10:15 $ make", false));
  CHECK_FALSE(start.begins("10:16 $ make"));
}

TEST_CASE("the line of the cursor: without its text, a line of several rows is known by its place alone") {
  tmux::Cursor cursor = cursor_at("the end of a long prompt $");
  cursor.end_rows = 1;
  const StartLine start(cursor, std::nullopt);
  CHECK(start.is_replaced_by("a line that began a row above"));
  CHECK_FALSE(start.begins("the end of a long prompt $ make"));
}
