// Screens as `capture-pane -e -N` prints them, and what stands out on each.
#include "text/highlights.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "text/painted_regions.hpp"

using namespace smcp::tmux;

namespace {

constexpr std::size_t kScreenWidth = 20;

std::string joined(const std::vector<std::string>& rows) {
  std::string screen;
  for (const auto& row : rows) screen += row + "\n";
  return screen;
}

std::vector<Highlight> highlighted(const std::vector<std::string>& rows, std::size_t width = kScreenWidth) {
  const Highlights found = find_highlights(joined(rows), width);
  CHECK(found.left_out == 0);
  return found.runs;
}

using Runs = std::vector<Highlight>;

std::string blank(std::size_t cells) {
  return std::string(cells, ' ');
}

}  // namespace

TEST_CASE("highlights: reversed text and text with a background, each run with its row") {
  CHECK(highlighted({"plain", "\033[1;31mbold and red\033[0m", "\033[4munderlined\033[0m"}).empty());
  CHECK(highlighted({"", "  \033[7mreversed\033[0m text"}) == Runs{{2, "reversed"}});
  CHECK(highlighted({"a \033[44m  b c  \033[0m d \033[48;5;236me\033[49m"}) == Runs{{1, "b c"}, {1, "e"}});
  CHECK(highlighted({"\033[48;2;1;2;3mrgb\033[49m", "\033[103mbright\033[0m"}) ==
        Runs{{1, "rgb"}, {2, "bright"}});
}

TEST_CASE("highlights: tmux carries the colours over from one row to the next") {
  CHECK(highlighted({"\033[7mone", "two\033[0m", "three"}) == Runs{{1, "one"}, {2, "two"}});
}

TEST_CASE("highlights: one backdrop is one run, whatever the colours of its text") {
  CHECK(highlighted({"\033[7m\033[31mif \033[32mx\033[39m;\033[0m"}) == Runs{{1, "if x;"}});
  CHECK(highlighted({"\033[44m\033[1mb\033[22m \033[33mc\033[0m"}) == Runs{{1, "b c"}});
}

TEST_CASE("highlights: 3.1 does not say which bright background it is") {
  CHECK(highlighted({"a \033[mbright\033[49m b"}) == Runs{{1, "bright"}});
}

TEST_CASE("highlights: blanks, lines and blocks say nothing") {
  CHECK(highlighted({"\033[44m    \033[0m|\033[7m \033[0m", "\033[41m┌──┐\033[0m", "\033[42m█▒\033[0m"})
            .empty());
  CHECK(highlighted({"\033[41m\x0elqk\x0f\033[0m"}).empty());
}

TEST_CASE("highlights: what is selected in a dialog, which has the colour of the screen") {
  const std::string b = "\033[44m";
  const std::string g = "\033[47m";
  CHECK(highlighted({b + blank(20), b + "   " + g + "┌──────────┐" + b + blank(5),
                     b + "   " + g + "│ a Apple  │" + b + blank(5),
                     b + "   " + g + "│ " + b + "b Banana" + g + " │" + b + blank(5),
                     b + "   " + g + "│  " + b + "< OK >" + g + "  │" + b + blank(5),
                     b + "   " + g + "└──────────┘" + b + blank(5), b + blank(20)}) ==
        Runs{{4, "b Banana"}, {5, "< OK >"}});
}

TEST_CASE(
    "highlights: a window with a frame and nothing selected, drawn in letters, in ASCII, or not at all") {
  const std::string g = "\033[47m";
  CHECK(highlighted({"", g + "\x0elqqqk\x0f\033[49m", g + "\x0ex\x0fone\x0ex\x0f\033[49m",
                     g + "\x0emqqqj\x0f\033[49m"})
            .empty());
  CHECK(highlighted({"", " " + g + "+---+\033[49m", " " + g + "|one|\033[49m", " " + g + "+---+\033[49m"})
            .empty());
  const Runs frameless = {{2, "one"}, {3, "two"}, {4, "three"}};
  CHECK(highlighted({"", g + "one  \033[49m", g + "two  \033[49m", g + "three\033[49m"}) == frameless);
}

TEST_CASE("highlights: a box with padding is a panel, and a selection that ends with a blank line is none") {
  const std::string g = "\033[48;5;237m";
  CHECK(highlighted({"", g + blank(20), g + "› Ask anything" + blank(6), g + blank(20) + "\033[49m", ""})
            .empty());
  CHECK(highlighted({"\033[7m \033[0m", "\033[7mtext \033[0m", "\033[7m \033[0m"}) == Runs{{2, "text"}});
}

TEST_CASE("highlights: an editor's theme is ground, and the line of the cursor stands out") {
  const std::string g = "\033[48;5;235m";
  const std::string line = "\033[48;5;237m";
  CHECK(highlighted({g + "one" + blank(17), g + "two" + blank(17), g + "three" + blank(15)}).empty());
  CHECK(highlighted({g + "one" + blank(17), line + "two" + blank(17), g + "three" + blank(15),
                     "\033[7mfile.c" + blank(14) + "\033[27m", g + ":w" + blank(18)}) ==
        Runs{{2, "two"}, {4, "file.c"}});
}

TEST_CASE("highlights: many selected lines are no panel, up to the whole text") {
  const auto selected = [](std::string row) { return "\033[7m" + std::move(row) + " \033[0m"; };
  CHECK(highlighted({selected("one"), selected("twenty"), selected("x"), "~", ":"}) ==
        Runs{{1, "one"}, {2, "twenty"}, {3, "x"}});
  CHECK(highlighted({"one " + selected("two"), selected("three"), selected("fo") + "ur", "~", ":"}) ==
        Runs{{1, "two"}, {2, "three"}, {3, "fo"}});
}

TEST_CASE("highlights: the selected item of a list with a background, wherever it is") {
  const std::string list = "\033[48;5;238m";
  const std::string item = "\033[48;5;24m";
  const auto menu = [&](std::size_t chosen) {
    std::vector<std::string> rows = {"text that goes on"};
    for (std::size_t i = 0; i < 4; ++i)
      rows.push_back("ab " + (i == chosen ? item : list) + " item " + std::to_string(i) + " \033[49m cd");
    rows.emplace_back("more text");
    return rows;
  };
  for (std::size_t chosen = 0; chosen < 4; ++chosen) {
    INFO(chosen);
    CHECK(highlighted(menu(chosen)) == Runs{{chosen + 2, "item " + std::to_string(chosen)}});
  }
}

TEST_CASE("highlights: a row that adjoins a bar is not taken for its list") {
  const std::string bar = "\033[42m";
  const std::string row = "\033[46m";
  CHECK(highlighted({"", bar + "PID COMMAND" + blank(9), row + "  1 init" + blank(12) + "\033[49m", "  2 sh",
                     ""}) == Runs{{2, "PID COMMAND"}, {3, "1 init"}});
}

TEST_CASE("highlights: wide characters, and tabs, keep their columns") {
  const std::string g = "\033[47m";
  CHECK(highlighted({g + "┌────┐\033[49m", g + "│日本│\033[49m", g + "└────┘\033[49m"}).empty());
  CHECK(highlighted({"\033[44m\tx\033[49m"}) == Runs{{1, "x"}});
}

TEST_CASE("highlights: too many runs, and the rarest backdrops are kept") {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < Highlights::kMaxRuns; ++i)
    rows.push_back("\033[42m" + std::to_string(i) + "\033[49m .");
  CHECK(find_highlights(joined(rows), kScreenWidth).left_out == 0);
  CHECK(find_highlights(joined(rows), kScreenWidth).runs.size() == Highlights::kMaxRuns);
  rows.emplace_back("\033[41mchosen\033[49m");
  const Highlights found = find_highlights(joined(rows), kScreenWidth);
  CHECK(found.left_out == 1);
  REQUIRE(found.runs.size() == Highlights::kMaxRuns);
  CHECK(found.runs.front() == Highlight{1, "0"});
  CHECK(found.runs.back() == Highlight{rows.size(), "chosen"});
}

TEST_CASE("highlights: a long run is cut, and all of them together are") {
  const std::string longest(Highlights::kMaxRunBytes, 'x');
  CHECK(highlighted({"\033[7m" + longest + "\033[0m"}, 500).front().text == longest);
  const std::string cut = highlighted({"\033[7m" + longest + "y\033[0m"}, 500).front().text;
  CHECK(cut.size() == Highlights::kMaxRunBytes);
  CHECK(cut.ends_with("x…"));
  const std::size_t fitting = Highlights::kMaxBytes / Highlights::kMaxRunBytes;
  std::vector<std::string> rows(fitting, "\033[7m" + longest + "\033[0m");
  CHECK(find_highlights(joined(rows), 500).left_out == 0);
  rows.push_back(rows.front());
  CHECK(find_highlights(joined(rows), 500).left_out == 1);
}

TEST_CASE("highlights: a picture is no list of runs") {
  std::string row;
  for (std::size_t i = 0; i < PaintedRegions::kMaxSegments / 2; ++i) row += "\033[41ma\033[49m ";
  const std::size_t width = PaintedRegions::kMaxSegments;
  CHECK(find_highlights(row + "\n", width).runs.size() == Highlights::kMaxRuns);
  const Highlights none = find_highlights(row + "\n\n", width);
  CHECK((none.runs.empty() && none.left_out == 0));
}

TEST_CASE("highlights: escape sequences that are cut or foreign do no harm") {
  CHECK(highlighted({"\033[44", "\033]8;;http://x\033\\link\033]8;;\033\\ \033[7mx\033[0m", "\033"}) ==
        Runs{{2, "x"}});
  CHECK(find_highlights("", kScreenWidth).runs.empty());
  CHECK(find_highlights("\033[7mno newline", kScreenWidth).runs == Runs{{1, "no newline"}});
}
