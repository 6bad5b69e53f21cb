#include "support/e2e/recorded_screens.hpp"

#include <initializer_list>
#include <string_view>

namespace smcp::test::recorded {
namespace {

constexpr std::size_t kWidth = 80;

/// `cells` characters in all, as an ASCII text is padded by a program that paints to the end of the row.
std::string padded(std::string_view text, std::size_t cells, std::size_t shown) {
  return std::string(text) + std::string(cells - shown, ' ');
}
std::string padded(std::string_view text) {
  return padded(text, kWidth, text.size());
}

std::string line() {
  std::string drawn;
  for (std::size_t i = 0; i < kWidth; ++i) drawn += "─";
  return drawn;
}

std::string screen(std::initializer_list<std::string> rows) {
  std::string text = "\033[2J\033[H";
  for (const auto& row : rows) {
    if (&row != rows.begin()) text += "\r\n";
    text += row;
  }
  return text;
}

constexpr std::string_view kAccent = "\033[38;2;177;185;249m";
constexpr std::string_view kDim = "\033[38;2;153;153;153m";
constexpr std::string_view kPlain = "\033[39m";

std::string in(std::string_view colour, std::string_view text) {
  return std::string(colour) + std::string(text) + std::string(kPlain);
}

/// Not the alternate screen, and the terminal's cursor hidden.
constexpr std::string_view kClaude = "\033[?25l";

}  // namespace

std::string claude_code_asks() {
  return std::string(kClaude) +
         screen(
             {"\033[38;2;78;186;101m●\033[39m I will run the tests first.", "",
              "\033[38;2;153;153;153m●\033[39m \033[1mBash\033[22m(npm test)", "  ⎿  " + in(kDim, "Running…"),
              "", in(kAccent, line()), " \033[1m" + in(kAccent, "Bash command") + "\033[22m", "",
              "   npm test", "   " + in(kDim, "Run the test suite"), "", " Do you want to proceed?",
              " " + in(kAccent, "❯") + " " + in(kDim, "1.") + " " + in(kAccent, "Yes"),
              "   " + in(kDim, "2.") + " Yes, and don't ask again for " + "\033[1mnpm test\033[22m commands",
              "   " + in(kDim, "3.") + " No, and tell Claude what to do differently \033[2m(esc)\033[22m"});
}

std::string claude_code_edits() {
  const std::string removed = "\033[48;2;122;41;54m";
  const std::string added = "\033[48;2;34;92;43m";
  return std::string(kClaude) +
         screen(
             {in(kAccent, line()), " \033[1m" + in(kAccent, "Edit file") + "\033[22m", " src/add.js",
              "\033[2m" + line() + "\033[22m", " \033[2m1\033[22m  function add(a, b) {",
              removed + padded(" 2 -  return a - b;") + "\033[49m",
              added + padded(" 2 +  return a + b;") + "\033[49m", " \033[2m3\033[22m  }",
              "\033[2m" + line() + "\033[22m", " Do you want to make this edit to \033[1madd.js\033[22m?",
              " " + in(kAccent, "❯") + " " + in(kDim, "1.") + " " + in(kAccent, "Yes"),
              "   " + in(kDim, "2.") + " Yes, allow all edits during this session \033[2m(shift+tab)\033[22m",
              "   " + in(kDim, "3.") + " No"});
}

std::string claude_code_input() {
  return std::string(kClaude) +
         screen({"\033[48;2;55;55;55m" + in(kDim, ">") + " fix the failing test \033[49m", "",
                 "● Fixed: add() subtracted.", "", in(kDim, line()),
                 "> \033[7mT\033[27m" + in(kDim, "ry \"refactor add.js\""), in(kDim, line()),
                 "  " + in(kDim, "? for shortcuts")});
}

std::string claude_code_commands() {
  return std::string(kClaude) + screen({in(kDim, line()), "> /mo\033[7m \033[27m", in(kDim, line()),
                                        in(kAccent, "  /model            Set the AI model for Claude Code"),
                                        in(kDim, "  /mobile           Show a QR code for the app"),
                                        in(kDim, "  /memory           Edit memory files")});
}

std::string codex_asks() {
  return "\033[?25l" + screen({"\033[2m•\033[22m \033[1mRunning\033[22m npm test", "",
                               "  \033[1mWould you like to run the following command?\033[22m", "",
                               "  \033[36m$\033[39m npm test", "", "\033[1;36m› 1. Yes, proceed (y)\033[0m",
                               "  2. Yes, and don't ask again for this command (a)",
                               "  3. No, and tell Codex what to do differently (esc)", "",
                               "  \033[2mPress enter to confirm or esc to cancel\033[22m"});
}

std::string codex_input() {
  const std::string shade = "\033[48;2;57;57;71m";
  const auto box = [&](const std::string& text, std::size_t shown) {
    return shade + padded("", kWidth, 0) + "\r\n" + padded(text, kWidth, shown) + "\r\n" +
           padded("", kWidth, 0) + "\033[49m";
  };
  return screen({box("\033[1;2m›\033[22m fix the failing test", 22), "",
                 "\033[2m•\033[22m \033[1mExplored\033[22m", "  \033[2m└\033[22m \033[36mRead\033[39m add.js",
                 "", box("\033[1m›\033[22m \033[2mAsk Codex to do anything\033[22m", 26),
                 padded("  \033[2m100% context left\033[22m", kWidth, 19)}) +
         "\033[10;3H";
}

std::string panels() {
  const std::string chosen = "\033[1;44m";
  return "\033[?1049h" +
         screen({"\033[32m╭─Status────────────╮\033[39m╭─Diff──────────────────────╮",
                 "\033[32m│\033[39m✓ repo → main      \033[32m│\033[39m│\033[31m-old\033[39m                 "
                 "      │",
                 "╰───────────────────╯│\033[32m+new\033[39m                       │",
                 "╭─Files─────────────╮│                           │",
                 "│ M add.js          ││                           │",
                 "│" + chosen + " M \033[33mtest.js\033[39m         \033[0m││                           │",
                 "│?? new.js          ││                           │",
                 "╰───────────────────╯╰───────────────────────────╯",
                 "\033[34mStage: <space> | Commit: c | Quit: q\033[39m"});
}

}  // namespace smcp::test::recorded
