#include "tmux/jobs/line_editor.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

const std::string kTyped = " eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"";

PaneState cursor_at(std::uint32_t x, std::uint32_t y, std::uint64_t history = 0) {
  PaneState state;
  state.width = 80;
  state.cursor_x = x;
  state.cursor_y = y;
  state.history = history;
  return state;
}

}  // namespace

TEST_CASE("the example in line_editor.hpp") {
  const std::string line = " eval \"x\"";
  const auto cell = [](std::size_t x) { return cursor_cell(cursor_at(static_cast<std::uint32_t>(x), 0)); };
  // 1. The cursor has moved over the last character: that is text.
  const CursorRow make("$ make", 6, 80);
  CHECK(make.behind().empty());
  CHECK(cell(5) < cell(6));
  CHECK(make.before(static_cast<std::size_t>(cell(6) - cell(5))) == "e");
  // 2. It has stayed, and our line ends as far to the right as it is long.
  const CursorRow empty("$", 2, 80);
  CHECK(empty.behind().empty());
  const ShownLine shown = find_shown_line("$ " + line, line);
  REQUIRE(shown.shown);
  CHECK(shown.behind.empty());
  REQUIRE(shown.end == 2 + line.size());
  CHECK(cell(*shown.end) - static_cast<std::int64_t>(line.size()) == cell(2));
  // Had the key moved the cursor only now, text would follow our line.
  CHECK(find_shown_line("$ mak" + line + "e", line).behind == "e");
}

TEST_CASE("a line has lost its end, also where a user's text behind it begins with the same character") {
  const std::string line = "eval \"$(x)\"";
  const std::string shorter = line.substr(0, line.size() - 1);
  for (const auto* behind : {"", "a", "\"", "\"\"", "\" x", "\"\n> b", "x\""}) {
    INFO(behind);
    CHECK_FALSE(has_lost_its_end("$ " + line + behind, line, behind));
    CHECK(has_lost_its_end("$ " + shorter + behind, line, behind));
  }
  CHECK_FALSE(has_lost_its_end("$ " + line + "b", line, "a"));  // somebody else's change
  CHECK_FALSE(has_lost_its_end("$ ", line, ""));
}

TEST_CASE("cells are counted over rows") {
  CHECK(cursor_cell(cursor_at(5, 0)) == 5);
  CHECK(cursor_cell(cursor_at(0, 1)) - cursor_cell(cursor_at(79, 0)) == 1);
  // The place after the last column is the next row's first.
  CHECK(cursor_cell(cursor_at(80, 0)) == cursor_cell(cursor_at(0, 1)));
  CHECK(cursor_cell(cursor_at(2, 3, 100)) == (103 * 80) + 2);
}

TEST_CASE("what stands at the cursor and behind it") {
  const auto behind = [](std::string_view row, std::uint32_t x, std::uint32_t width = 80) {
    return CursorRow(row, x, width).behind();
  };
  CHECK(behind("$ rm -rf foo", 2) == "rm -rf foo");
  CHECK(behind("$ rm -rf foo", 9) == "foo");
  CHECK(behind("$ rm -rf foo", 12).empty());
  CHECK(behind("$", 2).empty());
  CHECK(behind("", 0).empty());
  CHECK(behind("λ né ❯ ls", 7) == "ls");
  // Nobody knows how many cells such characters take.
  CHECK(behind("$ 日本", 2).empty());
  // A right-hand prompt ends at the margin, and stands apart.
  const std::string far(kRightPromptGap, ' ');
  CHECK(behind("$ " + far + "12:30", 2, 15).empty());
  CHECK(behind("$ " + far + "12:30", 2, 15 + kRightPromptMargin).empty());
  CHECK(behind("$ " + far + "12:30", 2, 16 + kRightPromptMargin) == far + "12:30");
  CHECK(behind("$ " + far.substr(1) + "12:30", 2, 14) == far.substr(1) + "12:30");
  // Rows that were joined: the cursor stands in the last of them.
  CHECK(behind("$ 234567890123", 2, 10) == "23");
  CHECK(behind("$ 234567890123", 4, 10).empty());
}

TEST_CASE("a right-hand prompt may be close behind a typed line") {
  const std::string far(kRightPromptGap, ' ');
  const auto right = [](std::string_view row, std::uint32_t x) {
    return std::string(CursorRow(row, x, 40).right_prompt());
  };
  CHECK(right("$ " + far + "me@host 12:30", 2) == "me@host 12:30");
  CHECK(right("日本 $ " + far + "1 ↵", 7) == "1 ↵");
  CHECK(right("$ " + far.substr(1) + "12:30", 2).empty());
  CHECK(right("a" + far + "main $", 16).empty());  // that is before the cursor
  CHECK(right("a" + far + "main $ x", 16).empty());
  CHECK(right("$", 2).empty());
  for (std::size_t gap = 1; gap < kRightPromptGap; ++gap) {
    INFO(gap);
    const std::string shown = "$ " + kTyped + std::string(gap, ' ') + "12:30";
    CHECK(find_shown_line(shown, kTyped, "12:30").behind.empty());
    CHECK(find_shown_line(shown, kTyped, "12:31").behind.ends_with("12:30"));
  }
  CHECK(find_shown_line("$ " + kTyped + "12:30", kTyped, "12:30").behind == "12:30");
}

TEST_CASE("what stands before the cursor, by cells") {
  const auto before = [](std::string_view row, std::uint32_t x, std::size_t cells) {
    return CursorRow(row, x, 80).before(cells);
  };
  CHECK(before("$ ls", 4, 2) == "ls");
  CHECK(before("$ ls", 4, 99) == "$ ls");
  CHECK(before("$ echo x >", 11, 9) == "echo x > ");
  CHECK(before("$ rm foo", 5, 3) == "rm ");
  CHECK(before("% né", 4, 2) == "né");
  CHECK(before("", 3, 2) == "  ");
  CHECK(before("", 0, 2).empty());
  CHECK(before("$ 日本", 6, 4) == "日本");
  CHECK(before("$ 日本", 7, 5) == "日本 ");
  CHECK(CursorRow("$ 234567890123", 4, 10).before(12) == "234567890123");
}

TEST_CASE("a row that begins differently before the cursor is another one") {
  const CursorRow row("$ make▏all", 6, 80);
  CHECK(row.begins_like("$ make"));
  CHECK(row.begins_like("$ make, then all"));  // behind the cursor an editor may suggest anything
  CHECK_FALSE(row.begins_like("$"));
  CHECK_FALSE(row.begins_like("% make"));
  CHECK(CursorRow("$", 2, 80).begins_like("$"));
  CHECK(CursorRow("日本 $ make", 11, 80).begins_like("$"));  // cells and characters differ: not known
}

TEST_CASE("a typed line is found however it is wrapped, and what follows it") {
  CHECK_FALSE(find_shown_line("old\n$ " + kTyped.substr(0, 20), kTyped).shown);
  CHECK_FALSE(find_shown_line("", kTyped).shown);
  CHECK_FALSE(find_shown_line("text", "").shown);
  for (std::size_t i = 1; i < kTyped.size(); ++i) {
    INFO(i);
    const auto found = find_shown_line("$ " + kTyped.substr(0, i) + "\n" + kTyped.substr(i), kTyped);
    CHECK(found.shown);
    CHECK(found.behind.empty());
  }
  CHECK(find_shown_line("$ " + kTyped + "\n\n", kTyped).behind.empty());
  CHECK(find_shown_line("$ " + kTyped + "rm foo", kTyped).behind == "rm foo");
  CHECK(find_shown_line("$ " + kTyped + "\n rm foo", kTyped).behind == "\n rm foo");
  CHECK(find_shown_line("$ " + kTyped + std::string(kRightPromptGap, ' ') + "12:30", kTyped).behind.empty());
  CHECK(find_shown_line("$ " + kTyped + std::string(kRightPromptGap - 1, ' ') + "x", kTyped)
            .behind.ends_with("x"));
  // The last of them counts.
  CHECK(find_shown_line("$ " + kTyped + "ran\n$ " + kTyped, kTyped).behind.empty());
}

TEST_CASE("how far the cursor is from a typed line's end") {
  const auto cells = [](const std::string& text, std::uint32_t x) {
    return find_shown_line(text, "abc").cells_to(cursor_at(x, 0));
  };
  CHECK(cells("$ abc", 5) == 0);
  CHECK(cells("$ abcde", 7) == 2);
  CHECK(cells("$ abc", 7) == 2);  // spaces
  CHECK(cells(std::string(75, 'x') + "\nxx abcd", 7) == 1);
  CHECK(cells(std::string(79, 'x') + "abc", 3) == 1);
  CHECK(cells("$ abcde", 5) == 0);
  CHECK(cells("$ abc日", 5) == 0);
  // Within what follows, or who knows where.
  CHECK_FALSE(cells("$ abcde", 6));
  CHECK_FALSE(cells("日本 abc", 8));
  CHECK_FALSE(cells("$ abc日", 7));
  CHECK_FALSE(cells("$ ab", 4));
}

TEST_CASE("prompts of shells that wait for the rest of a command") {
  for (const char* line : {">", "> ", "quote>", "dquote> ", "for cmdsubst> ", "heredoc>"})
    CHECK(is_continuation_prompt(line));
  for (const char* line : {"", "user>", "C:\\>", "$", "~ ❯", "my project>", "> x"})
    CHECK_FALSE(is_continuation_prompt(line));
}
