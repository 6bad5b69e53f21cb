// The man page, as those format it who show it to people.
#include "e2e/command/at_shell.hpp"
#include "e2e/command/shell_files.hpp"

using namespace smcp::test;

namespace {

CommandResult formatted(std::vector<std::string> command) {
  command.push_back(shell_files() + "/sessions-mcp.1");
  return run_command(command,
                     {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"MAN_KEEP_FORMATTING", ""}});
}

}  // namespace

TEST_CASE("man page: groff has nothing to warn of, and shows it in 80 columns") {
  if (!is_installed("groff")) {
    WARN("groff is not installed");
    return;
  }
  const CommandResult page = formatted({"groff", "-ww", "-man", "-Tutf8", "-P-cbou"});
  CHECK(page.exit == ExitStatus{});
  CHECK(page.error.empty());
  for (const char* part :
       {"SESSIONS-MCP(1)", "\nNAME\n", "jobs in tmux\n", "\nEXIT STATUS\n", "--fail-pattern RE",
        "SESSIONS_MCP_TIMEOUT", "sessions-mcp wait train --pattern '^epoch 10'", "\nSEE ALSO\n"}) {
    INFO(part);
    CHECK(holds(page.output, part));
  }
}

TEST_CASE("man page: mandoc has nothing to warn of but that it has no date") {
  if (!is_installed("mandoc")) {
    WARN("mandoc is not installed");
    return;
  }
  const std::string said = formatted({"mandoc", "-Tlint", "-W", "warning"}).output;
  CHECK(holds(said, "missing date"));
  CHECK(said.find('\n') == said.size() - 1);
}
