#include "text/line_shape.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using smcp::tools::LineShape;

namespace {

bool similar(std::string_view a, std::string_view b) {
  LineShape first;
  LineShape second;
  first.set(a);
  second.set(b);
  const bool equal = first == second;
  first.set(b);  // as if nothing had been there before
  second.set(a);
  CHECK((first == second) == equal);
  return equal;
}

void check_similar(const std::vector<std::string>& lines) {
  for (const auto& line : lines) {
    INFO(lines.front() << '\n' << line);
    CHECK(similar(lines.front(), line));
  }
}

void check_different(const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      INFO(lines[i] << '\n' << lines[j]);
      CHECK_FALSE(similar(lines[i], lines[j]));
    }
  }
}

}  // namespace

TEST_CASE("numbers do not count", "[fold_similar]") {
  check_similar({"n 1", "n 12", "n 3.14", "n 1,000", "n 1,000.5", "n 12:34:56", "n 7/200", "n 1e-5",
                 "n 1.5E+10", "n -3", "n +0.5", "n 0x1f", "n 0xDEADBEEF", "n 10.0.0.1"});
  check_similar({"loss=0.5", "loss=-0.5", "loss=1e3"});
  check_similar({"loss: 0.5", "loss: -0.5", "loss:  0.5"});
  check_similar({"2024-01-02T03:04:05.678Z up", "2026-12-31T23:59:59Z up"});
  check_similar({"file7.txt", "file12.txt"});
  check_similar({"pid 1.", "pid 22."});
}

TEST_CASE("numbers have units", "[fold_similar]") {
  check_similar({"at 998K/s", "at 1.02M/s", "at 5/s", "at 3GiB/s", "at 100kB/s", "at 7B/s"});
  check_similar({"in 59s", "in 1m02s", "in 250ms", "in 1h", "in 7"});
  check_different({"5x", "5y", "5sec", "5", "5é", "5s_"});
}

TEST_CASE("the padding of a number does not count, a space between words does", "[fold_similar]") {
  check_similar({"[  1/200] x", "[ 10/200] x", "[100/200] x"});
  check_similar({"  5% of", " 50% of", "100% of"});
  check_similar({"a   5 b", "a  50 b", "a 500  b "});
  check_different({"a 5", "a5", "a5b", "a 5 b"});
}

TEST_CASE("progress bars do not count", "[fold_similar]") {
  check_similar({"[      ]", "[=>    ]", "[===>  ]", "[======]", "[##....]", "[--    ]", "[ <=>  ]"});
  check_similar(
      {"|          |", "|████▌     |", "|██████████|", "|###2      |", "|##########|", "|#9        |"});
  check_similar({"(      )", "(###   )", "(######)"});
  check_similar({"⸨      ⸩ x", "⸨░░░░░░⸩ x", "⸨███░░░⸩ x"});
  check_similar({"━━━━━╸━━━━ 1", "━━━━━━━╺━━ 2", "  ━━━━━━━━━━ 3"});
  check_similar({"###        5%", "########  50%", "########## 100%"});
  check_similar({"wait...", "wait....", "wait.........", "wait ..... ....."});
  check_similar({"⠋ building", "⠙ building", "⣿⣿ building"});
  check_similar({"▰▰▱▱", "▰▰▰▰", "■■□□"});
}

TEST_CASE("a spinner does not count where it stands alone", "[fold_similar]") {
  check_similar({"work |", "work /", "work -", "work \\"});
  check_similar({"[|] work", "[/] work", "[-] work", "[\\] work"});
  check_similar({"|", "/", "-", "\\"});
  check_different({"a | b", "a / b", "a - b", "a \\ b"});
  check_different({"a|", "a/", "a-", "a\\"});
}

TEST_CASE("punctuation counts", "[fold_similar]") {
  check_different({"a=b", "a-b", "a.b", "a>b", "a b", "ab", "a--b", "a->b", "a==b", "a..b"});
  check_different({"[*] x", "[-] x", "[ ] x", "[] x", "[#] x", "[x] x"});
  check_different({"done.", "done", "done..", "done:"});
  check_different({"5", "5%", "(5)", "5;", "-", "x"});
}

TEST_CASE("words count, of any script, and how many numbers there are", "[fold_similar]") {
  check_different({"epoch 1", "step 1", "Epoch 1", "эпоха 1", "第1", "loss nan", "epoch 1 2", "epoch"});
  check_different({"", "1", "...", "x", "| |"});
  check_different({"\x01", "\x02", std::string(1, '\0'), "1", "\x01\x01", "...", "\xff", "\xe2\xa0", "\xe2"});
}

TEST_CASE("escape sequences and blanks at the end do not count", "[fold_similar]") {
  check_similar({"ok 1", "\x1b[32mok\x1b[0m 2", "\x1b[1;38;5;9mok 3\x1b[0m  ", "ok\t4 \t"});
  check_similar({"", "  ", "\t", "\x1b[0m"});
  check_similar({"\x1b[32m━━━\x1b[37m━━━━\x1b[0m 5", "━━━━━━━ 5"});
}
