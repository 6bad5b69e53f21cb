// SelfContainedLines and strip_sgr against what capture-pane prints with and without -e.
#include "text/sgr.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/private_tmux.hpp"
#include "text/trim.hpp"

using namespace smcp;
using namespace smcp::test;

namespace {

std::string captured(const PrivateTmux& server, std::vector<std::string> flags) {
  flags.insert(flags.begin(), {"capture-pane", "-p", "-J", "-S", "-", "-t", "=job:"});
  return server.run(std::move(flags)).output;
}

std::string trimmed_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    const bool ended = line.size() < text.size();
    out += tmux::trimmed(line);
    if (ended) out += '\n';
    text.remove_prefix(line.size() + (ended ? 1 : 0));
  }
  return out;
}

std::string stripped(std::string_view text) {
  std::string out;
  tmux::strip_sgr(text, out);
  return out;
}

std::string self_contained(std::string_view text) {
  std::string out;
  tmux::SelfContainedLines lines;
  lines.feed(text, out);
  lines.finish(out);
  return out;
}

/// Arguments for printf: words, blanks, wide characters, wrapped lines, erasing in colour, all attributes and links.
std::string random_painting(unsigned seed) {
  constexpr const char* kPieces[] = {
      R"(\033[31m)",
      R"(\033[0m)",
      R"(\033[1m)",
      R"(\033[4:3m)",
      R"(\033[48;5;99m)",
      R"(\033[K)",
      R"(\033[7m)",
      R"(\033[39m)",
      R"(\033[49m)",
      R"(\033[38;2;1;2;3m)",
      R"(\033[102m)",
      R"(\t)",
      R"(\033[58;5;3m)",
      R"(\033[53m)",
      R"(\033[22;24;27m)",
      R"(\033]8;;http://a/\033\\)",
      R"(\033]8;;\033\\)",
      R"(\n)",
      R"(\n)",
      R"(\n\n)",
      "word",
      "   ",
      " x ",
      "宽é",
      R"(\r)",
      R"(\033[9C)",
      "a line that is long enough to be wrapped, when two of it follow each other"};
  std::mt19937 random(seed);
  std::string script;
  for (int i = 0; i < 4000; ++i)
    script += std::string("printf '") + kPieces[random() % std::size(kPieces)] + "'\n";
  return script;
}

}  // namespace

TEST_CASE("sgr: a line without its sequences is the plain line, whatever was painted") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const PrivateTmux server;
    server.start_job("job", random_painting(seed) + R"(printf '\033[0m\nthe end')");
    REQUIRE(server.shows("job", "the end"));
    const auto plain = trimmed_lines(captured(server, {}));
    const auto painted = captured(server, {"-e"});
    REQUIRE(plain.size() > 4000);
    REQUIRE(painted.size() > plain.size() + 4000);
    CHECK(trimmed_lines(stripped(painted)) == plain);
    CHECK(stripped(self_contained(painted)) == plain);
  }
}

TEST_CASE("sgr: every line that is red says so, and ends it") {
  const PrivateTmux server;
  server.start_job("job",
                   R"(printf '\033[1;31mred   \nred too\n\n\033[0mplain\n\033[44m  \033[K\n\033[0mend')");
  REQUIRE(server.shows("job", "end"));
  CHECK(self_contained(captured(server, {"-e"}))
            .starts_with("\x1b[1;31mred\x1b[0m\n\x1b[1;31mred too\x1b[0m\n\nplain\n\nend\n"));
}

TEST_CASE("sgr: all that can be set is read, in every version's writing") {
  const PrivateTmux server;
  server.start_job(
      "job", R"(printf '\033[1;2;3;5;7;8;9mA\033[0m\033[53mB\033[0m\033[4:3mC\033[0m\033[96;42mD\033[0mE\n')"
             "\n"
             R"(printf '\033[38;5;200;48;2;1;2;3mF\033[0m\033[0;4mG\033[24;1mH\033[0mend')");
  REQUIRE(server.shows("job", "end"));
  CHECK(self_contained(captured(server, {"-e"}))
            .starts_with("\x1b[1;2;3;5;7;8;9mA\x1b[0;53mB\x1b[0;4:3mC\x1b[0;96;42mD\x1b[0mE\n"
                         "\x1b[38;5;200;48;2;1;2;3mF\x1b[4;39;49mG\x1b[0;1mH\x1b[0mend\n"));
}

TEST_CASE("sgr: line drawing is drawn") {
  const PrivateTmux server;
  server.start_job("job", R"(printf '\033(0lqk\nx\033(B \033(0x\nmqj\033(B\nend')");
  REQUIRE(server.shows("job", "end"));
  CHECK(self_contained(captured(server, {"-e"})).starts_with("┌─┐\n│ │\n└─┘\nend\n"));
}
