// install and uninstall through the clients' own commands, which path is entered, and install --list.
#include <algorithm>
#include <filesystem>

#include "support/catch.hpp"
#include "support/e2e/client_home.hpp"
#include "support/json.hpp"
#include "support/server_process.hpp"

using namespace smcp::test;
using Words = std::vector<std::string>;

namespace fs = std::filesystem;

namespace {

std::string own_path() {
  return fs::canonical(server_binary()).string();
}

/// Writes what `claude mcp add` does, with the command from "$7" on.
constexpr std::string_view kClaude = R"(
case $2 in
  add) shift 6
    args=; command=$1; shift
    for word in "$@"; do args="$args${args:+,}\"$word\""; done
    printf '{"mcpServers":{"sessions":{"type":"stdio","command":"%s","args":[%s],"env":{}}}}' \
      "$command" "$args" >"$HOME/.claude.json" ;;
  remove) echo '{"mcpServers":{}}' >"$HOME/.claude.json" ;;
esac)";

/// Keeps its one server in a file in the form of `codex mcp get --json`.
constexpr std::string_view kCodex = R"(
case $2 in
  get) cat "$HOME/codex.state" 2>/dev/null && exit
    echo "WARNING: unrelated" >&2
    echo "Error: No MCP server named '$4' found." >&2; exit 1 ;;
  add) name=$3; command=$5
    printf '{"name":"%s","transport":{"type":"stdio","command":"%s","args":[],"env":null}}' "$name" "$command" \
      >"$HOME/codex.state" ;;
  remove) rm -f "$HOME/codex.state" ;;
esac)";

}  // namespace

TEST_CASE("install: claude and its options are called as they are, and asked to remove it again") {
  const ClientHome home;
  home.add_command("claude", kClaude);
  const CommandResult shown = home.run({"install", "claude-code", "--dry-run", "--", "-L", "a b"});
  CHECK(shown.output == "would run: claude mcp add --scope user sessions -- " + own_path() + " -L 'a b'\n");
  CHECK_FALSE(home.has("claude.argv"));
  const CommandResult done = home.run({"install", "claude-code", "--", "-L", "a b"});
  INFO(done.output << done.error);
  CHECK(done.exit == ExitStatus{});
  const Words expected = {"mcp", "add", "--scope", "user", "sessions", "--", own_path(), "-L", "a b"};
  CHECK(home.arguments_of("claude") == expected);
  CHECK(says(home.run({"install", "claude-code", "--", "-L", "a b"}).output, "nothing was changed"));
  CHECK(home.run({"uninstall", "claude-code"}).exit == ExitStatus{});
  CHECK(home.arguments_of("claude") == Words{"mcp", "remove", "--scope", "user", "sessions"});
}

TEST_CASE("install: gemini and code are called as they are") {
  const ClientHome home;
  home.add_command("gemini",
                   "mkdir -p .gemini; printf '{\"mcpServers\":{\"t\":{\"command\":\"%s\",\"args\":[\"-L\","
                   "\"x\"]}}}' \"$6\" >.gemini/settings.json");
  home.add_command("code");
  const CommandResult gemini =
      home.run({"install", "gemini", "--scope", "project", "--name", "t", "--", "-L", "x"});
  INFO(gemini.output << gemini.error);
  CHECK(gemini.exit == ExitStatus{});
  CHECK(home.arguments_of("gemini") ==
        Words{"mcp", "add", "--scope", "project", "t", own_path(), "--", "-L", "x"});
  CHECK(home.run({"install", "vscode"}).exit == ExitStatus{});
  CHECK(home.arguments_of("code") ==
        Words{"--add-mcp", R"({"name":"sessions","command":")" + own_path() + "\"}"});
}

TEST_CASE("install: codex is asked what it has, and without it the snippet is shown") {
  const ClientHome home;
  const std::string before = home.everything();
  const CommandResult refused = home.run({"install", "codex", "--", "-L", "x"});
  CHECK(refused.exit == ExitStatus{1, 0});
  CHECK(says(refused.error, "codex, which edits its file itself, is not on PATH"));
  CHECK(refused.error.ends_with("\n\n[mcp_servers.sessions]\ncommand = \"" + own_path() +
                                "\"\nargs = [\"-L\", \"x\"]\n"));
  CHECK(home.everything() == before);
  CHECK(home.run({"uninstall", "codex"}).exit == ExitStatus{1, 0});

  home.add_command("codex", kCodex);
  CHECK(home.run({"install", "codex", "--scope", "project"}).exit == ExitStatus{1, 0});
  const CommandResult done = home.run({"install", "codex"});
  INFO(done.output << done.error);
  CHECK(done.exit == ExitStatus{});
  CHECK(says(home.run({"install", "codex"}).output, "nothing was changed"));
  CHECK(says(home.run({"install", "codex", "--", "-L", "x"}).error, "--force replaces it"));
  CHECK(says(home.run({"install", "--list"}).output,
             "codex\tuser\t" + (home / "bin/codex") + "\t" + own_path() + "\t"));
  CHECK(home.run({"uninstall", "codex"}).exit == ExitStatus{});
  CHECK_FALSE(home.has("codex.state"));
}

TEST_CASE(
    "install: what a client's command says when it fails is passed on, and what it did not do is noticed") {
  const ClientHome home;
  home.add_command("claude", "echo 'file is locked' >&2; exit 7");
  const CommandResult failed = home.run({"install", "claude-code"});
  CHECK(failed.exit == ExitStatus{1, 0});
  CHECK(says(failed.error, "failed (exit status 7). It said: file is locked."));
  CHECK(says(failed.error, "To do it by hand, add this to " + (home / ".claude.json")));
  home.add_command("claude", "exit 0");
  CHECK(says(home.run({"install", "claude-code"}).error, "does not have it"));
  home.add_command("codex", "echo 'config.toml: expected =' >&2; exit 1");
  CHECK(says(home.run({"install", "codex"}).error, "config.toml: expected ="));
  home.write(".claude.json", R"({"mcpServers":{"sessions":{"command":"/x/sessions-mcp"}}})");
  CHECK(says(home.run({"uninstall", "claude-code"}).error, "still has \"sessions\""));
}

TEST_CASE("install: without a command on PATH, the client's file is edited") {
  const ClientHome home;
  CHECK(home.run({"install", "claude-code"}).exit == ExitStatus{});
  CHECK(Json::parse(home.read(".claude.json"))["mcpServers"]["sessions"]["command"].string() == own_path());
  ClientHome moved;
  moved.environment["CLAUDE_CONFIG_DIR"] = moved / "elsewhere";
  CHECK(moved.run({"install", "claude-code"}).exit == ExitStatus{});
  CHECK(moved.has("elsewhere/.claude.json"));
}

TEST_CASE(
    "install: npx is entered when it runs from npx's cache, and a link on PATH for a versioned folder") {
  ClientHome home;
  const std::string cached = home / "cache/_npx/0a1b/node_modules/@sessions-mcp/linux-x64/sessions-mcp";
  fs::create_directories(fs::path(cached).parent_path());
  fs::copy_file(own_path(), cached);
  home.program = cached;
  CHECK(home.run({"install", "cursor", "--", "-L", "x"}).exit == ExitStatus{});
  const Json entry = Json::parse(home.read(".cursor/mcp.json"))["mcpServers"]["sessions"];
  CHECK(entry["command"].string() == "npx");
  CHECK(entry["args"].size() == 4);
  CHECK(entry["args"][1].string() == "sessions-mcp");
  CHECK(entry["args"][3].string() == "x");
  const std::string versioned = home / "Cellar/sessions-mcp/1.2.0/bin/sessions-mcp";
  fs::create_directories(fs::path(versioned).parent_path());
  fs::copy_file(own_path(), versioned);
  fs::create_symlink(versioned, home / "bin/sessions-mcp");
  home.program = versioned;
  CHECK(home.run({"install", "windsurf"}).exit == ExitStatus{});
  const Json linked = Json::parse(home.read(".codeium/windsurf/mcp_config.json"));
  CHECK(linked["mcpServers"]["sessions"]["command"].string() == home / "bin/sessions-mcp");
}

TEST_CASE("install: --list tells which clients are here and what they start") {
  const ClientHome home;
  home.add_command("gemini");
  home.write(".cursor/mcp.json", R"({"mcpServers":{"sessions":{"url":"http://x"}}})");
  home.write(".codeium/windsurf/mcp_config.json", "{");
  home.write("project/.mcp.json",
             R"({"mcpServers":{"sessions":{"command":"/a b/sessions-mcp","args":["-L","x"]}}})");
  const CommandResult list = home.run({"install", "--list"});
  CHECK(list.exit == ExitStatus{});
  CHECK(says(list.output, "claude-code\tuser\tno\tnot installed\t" + (home / ".claude.json") + "\n"));
  CHECK(says(list.output,
             "claude-code\tproject\tno\t'/a b/sessions-mcp' -L x\t" + (home / "project/.mcp.json") + "\n"));
  CHECK(says(list.output, "gemini\tuser\t" + (home / "bin/gemini") + "\tnot installed\t"));
  CHECK(says(list.output, "cursor\tuser\t" + (home / ".cursor") + "\ta server behind a URL\t"));
  CHECK(says(list.output, "windsurf\tuser\t" + (home / ".codeium/windsurf") + "\tunknown: "));
  const auto lines = std::count(list.output.begin(), list.output.end(), '\n');
  CHECK(lines == 9);
  // On a terminal, script(1)'s, it is a table.
  const CommandResult table =
      run_command({"script", "-qec", own_path() + " install --list", "/dev/null"}, home.environment);
  CHECK(says(table.output, "CLIENT          SCOPE "));
}

TEST_CASE("install: what is wrong with its words is told with status 2, before anything is changed") {
  ClientHome home;
  const std::string before = home.everything();
  for (const Words& words : {Words{"install"},
                             {"install", "emacs"},
                             {"install", "cursor", "--scope", "x"},
                             {"install", "cursor", "--", "--no-such"},
                             {"uninstall", "--list"}}) {
    const CommandResult wrong = home.run(words);
    INFO(wrong.error);
    CHECK(wrong.exit == ExitStatus{2, 0});
    CHECK(wrong.output.empty());
    CHECK(wrong.error.starts_with("sessions-mcp: "));
  }
  home.environment.erase("HOME");
  const CommandResult homeless = home.run({"install", "cursor"});
  CHECK(homeless.exit == ExitStatus{1, 0});
  CHECK(says(homeless.error, "HOME is not set"));
  CHECK(home.everything() == before);
}
