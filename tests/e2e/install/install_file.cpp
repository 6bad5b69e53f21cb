// install and uninstall where the client's file is edited.
#include <filesystem>
#include <sys/stat.h>

#include "support/catch.hpp"
#include "support/e2e/client_home.hpp"
#include "support/json.hpp"
#include "support/private_tmux.hpp"
#include "support/server_process.hpp"

using namespace smcp::test;

namespace {

constexpr std::string_view kCursor = ".cursor/mcp.json";
constexpr std::string_view kTwoServers = R"({
	"mcpServers": {
		"db": { "command": "dbhub", "args": ["--ro"] }, // shared
		/* "old": {}, */
		"web": { "url": "https://example.org/mcp" }
	}
}
)";

}  // namespace

TEST_CASE("install: the entry is added to the file, and the server that it names starts") {
  const PrivateTmux tmux;
  const ClientHome home;
  const CommandResult done =
      home.run({"install", "claude-desktop", "--", "--timeout", "7", "-S", tmux.socket()});
  INFO(done.output << done.error);
  REQUIRE(done.exit == ExitStatus{});
  const Json file = Json::parse(home.read(".config/Claude/claude_desktop_config.json"));
  const Json& entry = file["mcpServers"]["sessions"];
  CHECK(entry["command"].string() == std::filesystem::canonical(server_binary()).string());
  ServerOptions options;
  options.environment = tmux.environment();
  options.binary = entry["command"].string();
  for (const auto& argument : entry["args"].items()) options.arguments.push_back(argument.string());
  CHECK(options.arguments == std::vector<std::string>{"--timeout", "7", "-S", tmux.socket()});
  ServerProcess server(options);
  CHECK(server.call("list_sessions")["structuredContent"]["sessions"].size() == 0);
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("install: everything else stays as it was, and uninstall gives every byte back") {
  const ClientHome home;
  home.write(kCursor, kTwoServers);
  ::chmod((home / kCursor).c_str(), 0600);
  const std::string at_first = home.everything();
  const CommandResult done = home.run({"install", "cursor"});
  INFO(done.output << done.error);
  REQUIRE(done.exit == ExitStatus{});
  const std::string with = home.read(kCursor);
  const auto at = kTwoServers.find("\n\t}\n}");
  REQUIRE(at != std::string_view::npos);
  CHECK(with.starts_with(std::string(kTwoServers.substr(0, at)) +
                         ",\n\t\t\"sessions\": {\n\t\t\t\"command\": \"/"));
  CHECK(with.ends_with("\"\n\t\t}" + std::string(kTwoServers.substr(at))));
  CHECK(home.read(".cursor/mcp.json.before-sessions-mcp") == kTwoServers);
  CHECK(says(done.output, ".cursor/mcp.json.before-sessions-mcp"));
  struct stat found {};
  REQUIRE(::stat((home / kCursor).c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);

  const std::string before = home.everything();
  const CommandResult again = home.run({"install", "cursor"});
  CHECK(again.exit == ExitStatus{});
  CHECK(says(again.output, "nothing was changed"));
  CHECK(home.everything() == before);

  const CommandResult undone = home.run({"uninstall", "cursor"});
  INFO(undone.output << undone.error);
  CHECK(undone.exit == ExitStatus{});
  CHECK(home.everything() == at_first);
  const CommandResult none = home.run({"uninstall", "cursor"});
  CHECK(none.exit == ExitStatus{});
  CHECK(says(none.output, "has no server \"sessions\""));
}

TEST_CASE("uninstall: objects that were made for the entry go with it, unless the file has changed since") {
  for (const std::string text : {"{ }", "{\n}\n", "", "\n", "{\"mcpServers\": {\n\n}, \"x\": 1}"}) {
    INFO(text);
    const ClientHome home;
    home.write(kCursor, text);
    REQUIRE(home.run({"install", "cursor"}).exit == ExitStatus{});
    REQUIRE(Json::parse(home.read(kCursor))["mcpServers"]["sessions"].exists());
    REQUIRE(home.run({"uninstall", "cursor"}).exit == ExitStatus{});
    CHECK(home.read(kCursor) == text);
    REQUIRE(home.run({"install", "cursor"}).exit == ExitStatus{});
    home.write(kCursor, home.read(kCursor) + "// mine\n");
    REQUIRE(home.run({"uninstall", "cursor"}).exit == ExitStatus{});
    CHECK(home.read(kCursor).ends_with("// mine\n"));
    CHECK(home.read(kCursor).find("sessions-mcp") == std::string::npos);
  }
}

TEST_CASE("install: another server of that name is not replaced unless it is said") {
  const ClientHome home;
  const std::string text =
      R"({"mcpServers":{"sessions":{"command":"other","env":{"A":"1"}},"b":{"command":"b"}}})";
  home.write(kCursor, text);
  const CommandResult taken = home.run({"install", "cursor"});
  CHECK(taken.exit == ExitStatus{1, 0});
  CHECK(says(taken.error,
             "has \"sessions\" already, as other. --force replaces it; --name gives this one another"));
  const CommandResult kept = home.run({"uninstall", "cursor"});
  CHECK(kept.exit == ExitStatus{1, 0});
  CHECK(says(kept.error, "is not this program but other"));
  CHECK(home.read(kCursor) == text);
  CHECK(home.run({"install", "cursor", "--name", "tmux"}).exit == ExitStatus{});
  CHECK(home.run({"install", "cursor", "--force"}).exit == ExitStatus{});
  const Json servers = Json::parse(home.read(kCursor))["mcpServers"];
  CHECK(servers["sessions"]["command"].string() == servers["tmux"]["command"].string());
  CHECK(servers["b"]["command"].string() == "b");
  CHECK(home.run({"uninstall", "cursor", "--name=tmux"}).exit == ExitStatus{});
  CHECK(home.run({"uninstall", "cursor", "--name", "b", "--force"}).exit == ExitStatus{});
  CHECK(Json::parse(home.read(kCursor))["mcpServers"].keys() == std::vector<std::string>{"sessions"});
}

TEST_CASE("install: a file that is not understood stays, and the snippet to paste is shown") {
  struct Case {
    std::string client, file, text, why;
  };
  for (const auto& [client, file, text, why] : {
           Case{"windsurf", ".codeium/windsurf/mcp_config.json", "{} // c", "is not a JSON object"},
           Case{"cursor", ".cursor/mcp.json", "{\"mcpServers\": {},}", "is not a JSON object"},
           Case{"opencode", ".config/opencode/opencode.json", "{\"mcp\": []}", "\"mcp\" is not an object"},
           Case{"vscode", ".config/Code/User/mcp.json", "[1]", "is not a JSON object"},
       }) {
    INFO(file << ": " << text);
    const ClientHome home;
    home.write(file, text);
    const std::string before = home.everything();
    const CommandResult refused = home.run({"install", client});
    CHECK(refused.exit == ExitStatus{1, 0});
    CHECK(refused.output.empty());
    CHECK(says(refused.error, why));
    const auto snippet = refused.error.find("\n{\n");
    REQUIRE(snippet != std::string::npos);
    CHECK(Json::parse(refused.error.substr(snippet)).is_object());
    CHECK(says(refused.error, "To do it by hand, add this to " + (home / file)));
    CHECK(home.everything() == before);
  }
}

TEST_CASE("install: --dry-run shows the change and makes none") {
  const ClientHome home;
  home.write(kCursor, kTwoServers);
  const std::string before = home.everything();
  const CommandResult shown = home.run({"install", "cursor", "--dry-run"});
  CHECK(shown.exit == ExitStatus{});
  CHECK(says(shown.output, "would change " + (home / kCursor) + ":\n@@ -"));
  CHECK(says(shown.output, "\n+\t\t\"sessions\": {\n"));
  CHECK(says(home.run({"install", "opencode", "--dry-run"}).output, "would make "));
  CHECK(home.everything() == before);
}

TEST_CASE("install: a project's file, and opencode's second name and second form") {
  const ClientHome home;
  REQUIRE(home.run({"install", "vscode", "--scope", "project"}).exit == ExitStatus{});
  CHECK(Json::parse(home.read("project/.vscode/mcp.json"))["servers"]["sessions"]["type"].string() ==
        "stdio");
  home.write("project/opencode.jsonc", "{\n  // mine\n  \"mcp\": {\n    \"servers\": {},\n  },\n}\n");
  REQUIRE(home.run({"install", "opencode", "--scope=project"}).exit == ExitStatus{});
  CHECK_FALSE(home.has("project/opencode.json"));
  CHECK(says(home.read("project/opencode.jsonc"),
             "{\n  // mine\n  \"mcp\": {\n    \"servers\": {\n      \"sessions\": {\n        \"type\": "
             "\"local\",\n"));
}

TEST_CASE("install: a link among the dotfiles stays one") {
  const ClientHome home;
  home.write("dotfiles/mcp.json", "{}");
  std::filesystem::create_directories(home / ".cursor");
  std::filesystem::create_symlink("../dotfiles/mcp.json", home / kCursor);
  REQUIRE(home.run({"install", "cursor"}).exit == ExitStatus{});
  CHECK(std::filesystem::is_symlink(home / kCursor));
  CHECK(Json::parse(home.read("dotfiles/mcp.json"))["mcpServers"]["sessions"].exists());
  CHECK(home.has("dotfiles/mcp.json.before-sessions-mcp"));
}
