#include "cli/install/client_table.hpp"

#include <set>

#include "support/catch.hpp"
#include "text/shell_word.hpp"

using namespace smcp::cli;
using Words = std::vector<std::string>;

namespace {

const Places kPlaces = {"/h", "/h/.config", "/p", "", "", ""};

std::string file_of(std::string_view name, Scope scope, const Places& places = kPlaces) {
  return find_client(name)->files(places, scope).front();
}

std::string adding(std::string_view name, Scope scope, const ServerEntry& entry) {
  const auto command = adding_command(*find_client(name), scope, "s", entry);
  return command ? smcp::shell_words(*command) : "";
}

}  // namespace

TEST_CASE("each client has its file in each scope") {
  CHECK(file_of("claude-code", Scope::user) == "/h/.claude.json");
  CHECK(file_of("claude-code", Scope::project) == "/p/.mcp.json");
  CHECK(file_of("claude-desktop", Scope::user) == "/h/.config/Claude/claude_desktop_config.json");
  CHECK(file_of("codex", Scope::user) == "/h/.codex/config.toml");
  CHECK(file_of("codex", Scope::project) == "/p/.codex/config.toml");
  CHECK(file_of("gemini", Scope::user) == "/h/.gemini/settings.json");
  CHECK(file_of("gemini", Scope::project) == "/p/.gemini/settings.json");
  CHECK(file_of("vscode", Scope::user) == "/h/.config/Code/User/mcp.json");
  CHECK(file_of("vscode", Scope::project) == "/p/.vscode/mcp.json");
  CHECK(file_of("cursor", Scope::user) == "/h/.cursor/mcp.json");
  CHECK(file_of("cursor", Scope::project) == "/p/.cursor/mcp.json");
  CHECK(file_of("opencode", Scope::user) == "/h/.config/opencode/opencode.json");
  CHECK(file_of("opencode", Scope::project) == "/p/opencode.json");
  CHECK(file_of("windsurf", Scope::user) == "/h/.codeium/windsurf/mcp_config.json");
  CHECK(find_client("emacs") == nullptr);
}

TEST_CASE("a client's own variable moves its folder") {
  Places places = kPlaces;
  places.claude_folder = "/c";
  places.codex_home = "/x";
  places.gemini_home = "/g";
  CHECK(file_of("claude-code", Scope::user, places) == "/c/.claude.json");
  CHECK(file_of("codex", Scope::user, places) == "/x/config.toml");
  CHECK(file_of("gemini", Scope::user, places) == "/g/.gemini/settings.json");
  CHECK(file_of("claude-code", Scope::project, places) == "/p/.mcp.json");
}

TEST_CASE("names are unique, and every client says how it notices a change") {
  std::set<std::string_view> names;
  for (const auto& client : all_clients()) {
    INFO(client.name);
    CHECK(names.insert(client.name).second);
    CHECK(client.restart.ends_with('.'));
    CHECK(client.title.data()[client.title.size()] == '\0');
    CHECK_FALSE(client.folder(kPlaces).empty());
  }
  CHECK(names.size() == 8);
}

TEST_CASE("the clients' own commands get the server's options unharmed") {
  const ServerEntry plain = {"/b", {}};
  const ServerEntry options = {"/b", {"-L", "x y"}};
  CHECK(adding("claude-code", Scope::user, plain) == "claude mcp add --scope user s -- /b");
  CHECK(adding("claude-code", Scope::project, options) == "claude mcp add --scope project s -- /b -L 'x y'");
  CHECK(adding("codex", Scope::user, options) == "codex mcp add s -- /b -L 'x y'");
  CHECK(adding("codex", Scope::project, plain).empty());
  CHECK(adding("gemini", Scope::user, plain) == "gemini mcp add --scope user s /b");
  CHECK(adding("gemini", Scope::project, options) == "gemini mcp add --scope project s /b -- -L 'x y'");
  const auto code = adding_command(*find_client("vscode"), Scope::user, "s", options);
  REQUIRE(code);
  CHECK(*code == Words{"code", "--add-mcp", R"({"name":"s","command":"/b","args":["-L","x y"]})"});
  for (const char* const name : {"claude-desktop", "cursor", "opencode", "windsurf"}) {
    CHECK(adding(name, Scope::user, plain).empty());
    CHECK_FALSE(removing_command(*find_client(name), Scope::user, "s"));
  }
  CHECK(adding("vscode", Scope::project, plain).empty());
  CHECK(removing_command(*find_client("claude-code"), Scope::project, "s") ==
        Words{"claude", "mcp", "remove", "--scope", "project", "s"});
  CHECK(removing_command(*find_client("codex"), Scope::user, "s") == Words{"codex", "mcp", "remove", "s"});
  CHECK_FALSE(removing_command(*find_client("vscode"), Scope::user, "s"));
}

TEST_CASE("a snippet is what the client reads") {
  const ServerEntry entry = {"/b", {"-L", "\"x\\"}};
  CHECK(snippet_for(*find_client("codex"), "s", entry) ==
        "[mcp_servers.s]\ncommand = \"/b\"\nargs = [\"-L\", \"\\\"x\\\\\"]\n");
  CHECK(snippet_for(*find_client("opencode"), "s", {"/b", {}}) ==
        "{\n  \"mcp\": {\n    \"s\": {\n      \"type\": \"local\",\n      \"command\": [\n        \"/b\"\n   "
        "   ]\n    "
        "}\n  }\n}\n");
}
