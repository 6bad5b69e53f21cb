// What the environment of the assistant that starts us becomes in tmux: nothing that is its own.
#include <filesystem>
#include <sstream>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

const Environment kTheirs = {{"CLAUDECODE", "1"},
                             {"CLAUDE_CODE_SESSION_ID", "x"},
                             {"ANTHROPIC_API_KEY", "sk-secret"},
                             {"NODE_OPTIONS", "--max-old-space-size=1"},
                             {"ELECTRON_RUN_AS_NODE", "1"},
                             {"VSCODE_IPC_HOOK", "/nope"},
                             {"CODEX_SANDBOX", "1"},
                             {"GEMINI_API_KEY", "secret"},
                             {"npm_config_cache", "/cache"},
                             {"SESSIONS_MCP_TIMEOUT", "15"},
                             {"TERM_PROGRAM", "vscode"},
                             {"INVOCATION_ID", "abc"},
                             {"VIRTUAL_ENV", "/opt/venv"}};
constexpr const char* kOwn = "A_SETTING_OF_MINE";

Environment with_theirs(const PrivateTmux& tmux) {
  Environment all = kTheirs;
  all[kOwn] = "kept";
  all["PATH"] =
      "/opt/npx/node_modules/.bin:/usr/lib/node-gyp-bin:/opt/venv/bin:" + tmux.environment().at("PATH");
  return all;
}

/// The value of a variable in what `env` or `tmux show-environment` has printed; "none" if it is not there.
std::string value_in(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
  }
  return "none";
}

void check_without_theirs(const std::string& environment) {
  REQUIRE(value_in(environment, kOwn) == "kept");
  for (const auto& [name, value] : kTheirs) {
    INFO(name << " in\n" << environment);
    const std::string found = value_in(environment, name);
    // tmux itself sets this one for its panes.
    CHECK((found == "none" || (name == "TERM_PROGRAM" && found == "tmux")));
  }
}

/// What `env` prints in a pane, by a command that writes it to `file`, done when the file's mark is there.
std::string written_environment(const std::string& file) {
  REQUIRE(wait_until([&] { return read_file(file).ends_with("\nwritten\n"); }));
  return read_file(file);
}

std::string write_environment_to(const std::string& file) {
  return "env > " + file + "; echo written >> " + file;
}

/// A server of ours in a tmux of its own, and the environment of the one that starts it.
struct Started {
  explicit Started(std::vector<std::string> arguments)
      : server({merged(tmux.environment(), with_theirs(tmux)), std::move(arguments)}) {
    // Shells that read no start-up file: what is in the environment is what they were given.
    write_file(tmux / ".tmux.conf",
               "set -g default-command 'exec bash --norc'\n"
               "set -g update-environment 'CLAUDECODE VIRTUAL_ENV TERM_PROGRAM DISPLAY'\n");
  }
  void make(const std::string& name, const std::string& command = "") {
    const Json result = server.call("new_session", object("name", name, "command", command));
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
  }
  PrivateTmux tmux;
  ServerProcess server;
};

}  // namespace

TEST_CASE("environment: a tmux server that we start knows nothing of who started us") {
  const auto* const engine = GENERATE("auto", "child");
  Started s({"--engine", engine});
  s.make("job", write_environment_to(s.tmux / "ours"));
  check_without_theirs(s.tmux.must({"show-environment", "-g"}));
  CHECK(value_in(s.tmux.must({"show-environment", "-t", "=job:"}), "CLAUDECODE") == "none");
  check_without_theirs(written_environment(s.tmux / "ours"));
  s.tmux.must({"new-session", "-d", "-s", "person", write_environment_to(s.tmux / "person")});
  check_without_theirs(written_environment(s.tmux / "person"));
}

TEST_CASE("environment: PATH comes without the folders that a launcher put there") {
  const auto* const engine = GENERATE("auto", "child");
  Started s({"--engine", engine});
  s.make("job", write_environment_to(s.tmux / "ours"));
  const std::string path = s.tmux.environment().at("PATH");
  CHECK(value_in(s.tmux.must({"show-environment", "-g"}), "PATH") == path);
  CHECK(value_in(written_environment(s.tmux / "ours"), "PATH") == path);
}

TEST_CASE("environment: nor does a session of ours in a server that runs already") {
  const auto* const engine = GENERATE("auto", "child");
  Started s({"--engine", engine});
  s.tmux.must({"start-server", ";", "source-file", s.tmux / ".tmux.conf", ";", "set-environment", "-g", kOwn,
               "kept", ";", "new-session", "-d", "-s", "person", "exec sleep 1000"});
  s.make("job", write_environment_to(s.tmux / "ours"));
  const std::string ours = written_environment(s.tmux / "ours");
  check_without_theirs(ours);
  CHECK(value_in(ours, "PATH") == s.tmux.environment().at("PATH"));
}

TEST_CASE("environment: --keep-env makes exceptions, and no others") {
  const auto* const engine = GENERATE("auto", "child");
  std::vector<std::string> options = {"--engine", engine};
  Environment more;
  SECTION("as options") {
    options.insert(options.end(), {"--keep-env", "VIRTUAL_ENV", "--keep-env=CLAUDECODE"});
  }
  SECTION("as a variable") {
    more["SESSIONS_MCP_KEEP_ENV"] = "VIRTUAL_ENV,CLAUDECODE";
  }
  const PrivateTmux tmux;
  ServerProcess server({merged(merged(tmux.environment(), with_theirs(tmux)), more), options});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  const std::string global = tmux.must({"show-environment", "-g"});
  CHECK(value_in(global, "VIRTUAL_ENV") == "/opt/venv");
  CHECK(value_in(global, "CLAUDECODE") == "1");
  CHECK(value_in(global, "PATH") == "/opt/venv/bin:" + tmux.environment().at("PATH"));
  CHECK(value_in(global, "ANTHROPIC_API_KEY") == "none");
  CHECK(value_in(global, "SESSIONS_MCP_KEEP_ENV") == "none");
}

TEST_CASE("environment: a tmux program in a folder that is not handed on is found all the same") {
  const PrivateTmux tmux;
  std::filesystem::create_directories(tmux / "venv/bin");
  const std::string wrapper = tmux / "venv/bin/tmux";
  write_file(wrapper, "#!/bin/sh\necho used >> " + (tmux / "used") + "\nexec tmux \"$@\"\n");
  std::filesystem::permissions(wrapper, std::filesystem::perms::owner_all);
  ServerProcess server(
      {merged(tmux.environment(), {{kOwn, "kept"},
                                   {"VIRTUAL_ENV", tmux / "venv"},
                                   {"PATH", (tmux / "venv/bin") + ":" + tmux.environment().at("PATH")}}),
       {}});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  CHECK(read_file(tmux / "used").starts_with("used\n"));
  CHECK(value_in(tmux.must({"show-environment", "-g"}), "PATH") == tmux.environment().at("PATH"));
}
