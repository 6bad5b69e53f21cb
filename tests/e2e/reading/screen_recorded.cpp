// Screens of programs that are not installed here, as imitations of what they print.
#include <string>
#include <vector>

#include "e2e/reading/polled.hpp"
#include "support/e2e/recorded_screens.hpp"
#include "support/e2e/shown_screen.hpp"

using namespace smcp::test;

namespace {

struct Recorded {
  const char* what;
  std::string printed;
  std::string shows;  ///< plain text that says what is chosen
  Runs highlighted;
  bool alternate = false;
};

std::vector<Recorded> all_recorded() {
  return {
      {"Claude Code asks", recorded::claude_code_asks(), "\n ❯ 1. Yes\n   2. Yes, and", {}},
      // The rows of the change have backgrounds, and are all that has.
      {"Claude Code shows a change",
       recorded::claude_code_edits(),
       "\n ❯ 1. Yes\n",
       {"6:2 -  return a - b;", "7:2 +  return a + b;"}},
      // A message, and the cell that is drawn as a cursor.
      {"Claude Code's input",
       recorded::claude_code_input(),
       "\n> Try \"refactor",
       {"1:> fix the failing test", "6:T"}},
      {"Claude Code's commands", recorded::claude_code_commands(), "\n  /model ", {}},
      {"Codex asks", recorded::codex_asks(), "\n› 1. Yes, proceed (y)\n", {}},
      // Shaded boxes are no selection.
      {"Codex's input", recorded::codex_input(), "\n› Ask Codex", {}},
      {"panels with frames", recorded::panels(), "│ M test.js", {"6:M test.js"}, true},
  };
}

}  // namespace

TEST_CASE("screen: what agents' and git's terminal programs show as selected, recorded") {
  LiveServer live;
  Polled job(live);
  for (const Recorded& one : all_recorded()) {
    INFO(one.what);
    job.print(one.printed);
    const ShownScreen seen = look(live, "job");
    INFO(seen.text);
    CHECK(seen.text.find(one.shows) != std::string::npos);
    CHECK(seen.highlighted() == one.highlighted);
    CHECK(seen.rows() == 24);
    CHECK(seen.screen()["alternate"].boolean() == one.alternate);
  }
}

TEST_CASE("screen: a program's hidden cursor is told as hidden, and its place is where it left it") {
  LiveServer live;
  Polled job(live);
  job.print(recorded::codex_input());
  CHECK(look(live, "job").cursor() == std::vector<std::int64_t>{10, 3});
  CHECK(look(live, "job").screen()["cursor_visible"].boolean());
  job.print(recorded::claude_code_input());
  CHECK_FALSE(look(live, "job").screen()["cursor_visible"].boolean());
}
