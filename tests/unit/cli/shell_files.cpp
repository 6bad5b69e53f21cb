#include "cli/shell_files.hpp"

#include <fstream>
#include <sstream>

#include "cli/completion_words.hpp"
#include "support/catch.hpp"

using namespace smcp::cli;

namespace {

std::string committed(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(SESSIONS_MCP_SHELL_FILES "/" + name).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the man page and the completions are those of the tables: see scripts/make-shell-files") {
  CHECK((committed("sessions-mcp.1") == man_page()));
  CHECK((committed("sessions-mcp.bash") == bash_completion()));
  CHECK((committed("_sessions-mcp") == zsh_completion()));
  CHECK((committed("sessions-mcp.fish") == fish_completion()));
}

TEST_CASE("nothing in the completions is left to be filled in") {
  for (const std::string& script : {bash_completion(), zsh_completion(), fish_completion()}) {
    for (std::size_t at = script.find('{'); at != std::string::npos; at = script.find('{', at + 1)) {
      const auto end = script.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", at + 1);
      INFO(script.substr(at, end - at));
      CHECK((end == at + 1 || script[end] != '}' || script[at - 1] == '$'));
    }
  }
}

TEST_CASE("the man page names every command, option, variable and tool") {
  const std::string page = man_page();
  const auto holds = [&page](std::string_view text) {
    std::string escaped;
    for (const char c : text) escaped += c == '-' ? "\\-" : std::string(1, c);
    return page.find("\\fB" + escaped + "\\fR") != std::string::npos;
  };
  for (const OptionInfo& option : all_options()) {
    CHECK(holds("--" + std::string(option.name)));
    CHECK((option.variable == nullptr || holds(option.variable)));
  }
  for (const std::string& name : command_names()) CHECK(holds(name));
  for (const std::string& name : tool_names()) CHECK(holds(name));
}
