#include "text/sgr.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "support/catch.hpp"
#include "text/trim.hpp"

using smcp::tmux::SelfContainedLines;
using smcp::tmux::SgrState;
using smcp::tmux::strip_sgr;

namespace {

std::string stripped(std::string_view text) {
  std::string out;
  strip_sgr(text, out);
  return out;
}

std::string cut(std::string_view input, const std::vector<std::size_t>& cuts) {
  SelfContainedLines lines;
  std::string out;
  std::size_t from = 0;
  for (const auto at : cuts) {
    lines.feed(input.substr(from, at - from), out);
    from = at;
  }
  lines.feed(input.substr(from), out);
  lines.finish(out);
  return out;
}

std::string rewritten(std::string_view input) {
  return cut(input, {});
}

/// Whole, byte by byte, and at every two cuts.
void check_rewritten(std::string_view input, std::string_view expected) {
  INFO("input: " << input);
  REQUIRE(rewritten(input) == expected);
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i <= input.size(); ++i) all.push_back(i);
  REQUIRE(cut(input, all) == expected);
  for (std::size_t i = 0; i <= input.size(); ++i) {
    for (std::size_t j = i; j <= input.size(); ++j) REQUIRE(cut(input, {i, j}) == expected);
  }
}

struct Cell {
  char c = ' ';
  SgrState state;
  bool operator==(const Cell&) const = default;
};

/// What a terminal shows, as plainly as can be, without the blanks on the right. With `carried`, the state
/// goes over to the next line; else every line must begin and end in the default state.
std::vector<std::vector<Cell>> shown(std::string_view text, bool carried) {
  std::vector<std::vector<Cell>> lines(1);
  SgrState state;
  const auto end_line = [&] {
    while (!lines.back().empty() && smcp::tmux::is_space(lines.back().back().c)) lines.back().pop_back();
    if (!carried) REQUIRE(state == SgrState{});
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b') {
      const auto end = text.find('m', at);
      state.apply(text.substr(at + 2, end - at - 2));
      at = end;
    } else if (text[at] == '\n') {
      end_line();
      lines.emplace_back();
    } else {
      lines.back().push_back({text[at], state});
    }
  }
  end_line();
  return lines;
}

std::string random_capture(std::mt19937& random) {
  constexpr const char* kPieces[] = {"\x1b[31m",  "\x1b[0m",        "\x1b[0;1m", "\x1b[39m", "\x1b[41m",
                                     "\x1b[4:3m", "\x1b[49m",       " ",         "  ",       "\t",
                                     "\n",        "\n\n",           "word",      "x",        "two words",
                                     "12",        "\x1b[38;5;9;7m", "\n"};
  std::string text;
  for (auto pieces = random() % 60; pieces > 0; --pieces) text += kPieces[random() % std::size(kPieces)];
  return text;
}

}  // namespace

TEST_CASE("a line without its sequences", "[sgr]") {
  CHECK(stripped("").empty());
  CHECK(stripped("plain  ") == "plain  ");
  CHECK(stripped("\x1b[31mred\x1b[0;1m bold\x1b[m") == "red bold");
  CHECK(stripped("\x1b]8;id=1;http://x/\x1b\\link\x1b]8;;\x1b\\ and \x1b]8;;http://y/\alink\x1b]8;;\a.") ==
        "link and link.");
  CHECK(stripped("\x0elqk\x0f x") == "lqk x");
  CHECK(stripped("a\x1b(Bb\x1b=c\x1bPq#0;1\x1b\\d") == "abcd");
  CHECK(stripped("é\x1b[1mü\xff") == "éü\xff");
  CHECK(stripped("one\x1b[31m\ntwo\x1b[0m\n") == "one\ntwo\n");
}

TEST_CASE("a sequence that is cut short takes no newline with it", "[sgr]") {
  for (const auto* begun : {"\x1b", "\x1b[", "\x1b[31", "\x1b]8;;http", "\x1b]8;;x\x1b", "\x1b(", "\x1bP1"}) {
    CHECK(stripped(std::string("a") + begun) == "a");
    CHECK(stripped(std::string("a") + begun + "\nb\n") == "a\nb\n");
    check_rewritten(std::string("a") + begun, "a");
    check_rewritten(std::string("a") + begun + "\nb", "a\nb");
    check_rewritten(std::string("a") + begun + "\x1b[31mb", "a\x1b[31mb\x1b[0m");
  }
}

TEST_CASE("each line has its own sequences", "[sgr]") {
  check_rewritten("", "");
  check_rewritten("\n", "\n");
  check_rewritten("plain\nlines  \n", "plain\nlines\n");
  check_rewritten("\x1b[31mred\nred too\n\x1b[39mplain\n",
                  "\x1b[31mred\x1b[0m\n\x1b[31mred too\x1b[0m\nplain\n");
  check_rewritten("\x1b[1m\x1b[31mred\x1b[0m\x1b[39m\x1b[49m and\n\n\nplain",
                  "\x1b[1;31mred\x1b[0m and\n\n\nplain");
  check_rewritten("a\x1b[31m\n\n  b\n", "a\n\n\x1b[31m  b\x1b[0m\n");
  check_rewritten("\x1b[31m", "");
  check_rewritten("x\x1b[31m\x1b[32m\x1b[39my", "xy");
}

TEST_CASE("blanks at the end of a line are left out, painted or not", "[sgr]") {
  check_rewritten("\x1b[44m   \x1b[49m  \n", "\n");
  check_rewritten("a \x1b[44m \t\x1b[0m \nb\n", "a\nb\n");
  check_rewritten("a \x1b[44m \x1b[49m b\n", "a \x1b[44m \x1b[0m b\n");
  check_rewritten("\x1b[4mu  \n  \nv", "\x1b[4mu\x1b[0m\n\n\x1b[4mv\x1b[0m");
  check_rewritten("\x1b[41m  x  \x1b[42m  ", "\x1b[41m  x\x1b[0m");
}

TEST_CASE("hyperlinks are left out", "[sgr]") {
  check_rewritten("\x1b]8;;http://x/\x1b\\link\x1b]8;;\x1b\\\nnext\n", "link\nnext\n");
  check_rewritten("\x1b[4m\x1b]8;id=a;http://x/\x1b\\l\x1b]8;;\x1b\\\x1b[0m.", "\x1b[4ml\x1b[0m.");
}

TEST_CASE("line drawing is UTF-8", "[sgr]") {
  check_rewritten("\x0elqk\x0f q\n", "┌─┐ q\n");
  check_rewritten("\x0eqq\nqq\x0f q  \n", "──\n── q\n");
  check_rewritten("\x1b[32m\x0ex \x0f\x1b[0m \nx", "\x1b[32m│\x1b[0m\nx");
  check_rewritten("\x0e`abcdefghijklmnopqrstuvwxyz{|}~\x0f", "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·");
  check_rewritten("\x0e+,-.0_9 A\x0f", "→←↑↓█_9 A");
}

TEST_CASE("sequences longer than tmux's are passed over", "[sgr]") {
  CHECK(rewritten("a\x1b[" + std::string(100'000, '1') + "mb") == "ab");
  CHECK(rewritten("a\x1b]8;;" + std::string(100'000, 'u') + "\x1b\\b") == "ab");
}

TEST_CASE("after the end comes another capture", "[sgr]") {
  SelfContainedLines lines;
  std::string out;
  lines.feed("\x1b[31mred\n\x0eq\x1b[4", out);
  lines.finish(out);
  out += '|';
  lines.feed("plain q", out);
  lines.finish(out);
  CHECK(out == "\x1b[31mred\x1b[0m\n\x1b[31m─\x1b[0m|plain q");
}

TEST_CASE("blanks that no reply could hold do not pile up", "[sgr]") {
  constexpr std::size_t kMegabyte = 1024 * 1024;
  const std::string spaces(kMegabyte, ' ');
  SelfContainedLines lines;
  std::string out;
  lines.feed("a", out);
  for (int i = 0; i < 50; ++i) lines.feed(spaces, out);
  CHECK(out == "a");
  lines.feed("b", out);
  lines.finish(out);
  CHECK(out.size() > 8 * kMegabyte);
  CHECK(out.size() <= 9 * kMegabyte + 2);
  CHECK(out.ends_with(" b"));
}

TEST_CASE("random captures look as they did", "[sgr]") {
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    const auto input = random_capture(random);
    INFO("round: " << round);
    const auto output = rewritten(input);
    REQUIRE(shown(output, false) == shown(input, true));
    std::vector<std::size_t> cuts;
    for (std::size_t at = 0; at < input.size(); at += random() % 8) cuts.push_back(at);
    REQUIRE(cut(input, cuts) == output);
    for (std::string_view rest = output; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      REQUIRE(smcp::tmux::trimmed(stripped(line)) == stripped(line));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
  }
}
