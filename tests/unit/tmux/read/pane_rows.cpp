#include "tmux/read/pane_rows.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

PaneRows rows_of(const std::vector<std::string>& texts) {
  PaneRows rows({{0, texts.size()}});
  for (const auto& text : texts) (void)rows.feed(text + "\n");
  return rows;
}

/// The last row of each line; -1 from where on they are not made of the rows.
std::vector<int> ends(const PaneRows& rows, const std::vector<std::string>& lines) {
  LineWalk walk(rows, 0);
  std::vector<int> result;
  for (const auto& line : lines) {
    const auto found = walk.next(line);
    result.push_back(found ? static_cast<int>(found->last) : -1);
    if (!found) break;
  }
  return result;
}

}  // namespace

TEST_CASE("a line is walked along its rows, spaces at the wrap and all") {
  CHECK(ends(rows_of({"abcd", "ef  ", "gh  "}), {"abcdef", "gh"}) == std::vector{1, 2});
  CHECK(ends(rows_of({"ab  ", "  cd", "e"}), {"ab    cd", "e"}) == std::vector{1, 2});
  CHECK(ends(rows_of({"ab  ", "    ", "cd"}), {"ab      cd"}) == std::vector{2});
  CHECK(ends(rows_of({"ab  ", "cd"}), {"abcd", "x"}) == std::vector{1, -1});
  CHECK(ends(rows_of({"ab", "cd"}), {"ab", "ce"}) == std::vector{0, -1});
}

TEST_CASE("the blank rest of a line is not a line of its own") {
  CHECK(ends(rows_of({"abcd", "  ", "", "x"}), {"abcd  ", "", "x"}) == std::vector{0, 2, 3});
  CHECK(ends(rows_of({"ab  ", "    ", " ", "x"}), {"ab       ", "x"}) == std::vector{0, 3});
  CHECK(ends(rows_of({"    ", " ", "", "x"}), {"     ", "", "x"}) == std::vector{0, 2, 3});
  // Rows show at least what they have (3.5a: one space more), and what is not blank is not such a rest.
  CHECK(ends(rows_of({"ab ", " ", "x"}), {"ab", "", "x"}) == std::vector{0, 1, 2});
  CHECK(ends(rows_of({"ab", "x"}), {"ab  ", "x"}) == std::vector{0, 1});
  CHECK(ends(rows_of({"ab", "", "x"}), {"ab  ", "", "x"}) == std::vector{0, 1, 2});
  CHECK(ends(rows_of({"abcd"}), {"abcd  "}) == std::vector{0});
}

TEST_CASE("a row that shows more spaces than it has takes none of the next one's") {
  // tmux 3.8, after another width: rows of wide characters, padded to as many cells as they were given.
  CHECK(ends(rows_of({"=🎉=  🎉🎉          ", "  =🎉===   ===🎉 🎉     ", "15"}),
             {"=🎉=  🎉🎉  =🎉===   ===🎉 🎉", "15"}) == std::vector{1, 2});
  CHECK(ends(rows_of({"🎉 🎉                ", " 🎉=🎉", "15"}), {"🎉 🎉 🎉=🎉", "15"}) == std::vector{1, 2});
  CHECK(ends(rows_of({"🎉 🎉                ", " 🎉=🎉", "15"}), {"🎉 🎉  🎉=🎉", "15"}) == std::vector{1, 2});
}
