// A tmux server that we start from a poor environment, such as that of an MCP client: it gets what a login shell of the
// user's makes of it, and doctor says from what a server was born.
#include <filesystem>
#include <sstream>
#include <sys/stat.h>

#include "support/e2e/live_server.hpp"
#include "support/holds.hpp"
#include "support/process_figures.hpp"

using namespace smcp::test;

namespace {

/// What a shell's login files set, and what they print.
constexpr const char* kProfile =
    "echo 'Welcome, and a line of NAME=value'\n"
    "export A_SETTING_OF_MINE='two words' SSH_AUTH_SOCK=/run/agent CLAUDECODE=1\n"
    "export LINES_OF_MINE='one\ntwo'\n"
    "export PATH=/opt/mine/bin:/usr/local/bin:/usr/bin:/bin\n"
    "alias cat=false env=false\n"
    "echo asked >> \"$HOME/asked\"\n"
    "[ -z \"$TMUX\" ] && echo none >> \"$HOME/no-tmux\"\n";

/// Panes do not start the made-up shells.
constexpr const char* kQuiet = "set -g default-shell /bin/sh\nset -g default-command 'exec sleep 1000'\n";

std::string global(const PrivateTmux& tmux, const std::string& name) {
  const CommandResult shown = tmux.run({"show-environment", "-g", name});
  if (shown.exit != ExitStatus{}) return "none";
  return shown.output.substr(name.size() + 1, shown.output.size() - name.size() - 2);
}

std::string script(const PrivateTmux& tmux, const std::string& name, const std::string& text) {
  write_file(tmux / name, text);
  REQUIRE(::chmod((tmux / name).c_str(), 0755) == 0);
  return tmux / name;
}

std::string doctor(const Environment& environment) {
  const CommandResult result = run_command({server_binary(), "doctor"}, environment, {}, kPatience * 2);
  INFO(result.output << result.error);
  CHECK(result.exit == ExitStatus{});
  return result.output;
}

std::string path_of(const std::string& program) {
  for (const char* folder : {"/bin/", "/usr/bin/"}) {
    if (std::filesystem::exists(folder + program)) return folder + program;
  }
  return "";
}

}  // namespace

TEST_CASE("login environment: a poor one becomes the user's, whatever start-up files print") {
  const auto* const engine = GENERATE("auto", "child");
  LiveServer live({"--engine", engine});
  write_file(live.tmux / ".bash_profile", kProfile);
  live.ok("new_session", object("name", "job", "command", "true"));
  CHECK(global(live.tmux, "A_SETTING_OF_MINE") == "two words");
  CHECK(global(live.tmux, "LINES_OF_MINE") == "one\ntwo");
  CHECK(global(live.tmux, "SSH_AUTH_SOCK") == "/run/agent");
  CHECK(global(live.tmux, "CLAUDECODE") == "none");  // as ever: an assistant's own
  CHECK(global(live.tmux, "HOME") == live.tmux.environment().at("HOME"));
  for (const char* name : {"SHLVL", "OLDPWD", "TMUX_PANE"}) CHECK(global(live.tmux, name) == "none");
  // No start-up file saw a chance to start a tmux of its own.
  CHECK_FALSE(std::filesystem::exists(live.tmux / "no-tmux"));
  // The session has it, too.
  live.ok("send_keys", object("name", "job", "keys", "printf '%s\\n' \"$SSH_AUTH_SOCK\""));
  CHECK(live.shows("job", "\n/run/agent"));
}

TEST_CASE("login environment: the shell is asked once, and only to start a server") {
  LiveServer live;
  write_file(live.tmux / ".bash_profile", "echo asked >> \"$HOME/asked\"\n");
  const std::string shell = script(live.tmux, "shell", "#!/bin/sh\nexec /bin/bash --norc \"$@\"\n");
  SECTION("where one runs already, never") {
    live.tmux.must({"new-session", "-d", "-s", "there", "exec sleep 1000"});
    live.tmux.must({"set-option", "-g", "default-command", shell});
    live.ok("list_sessions");
    live.ok("new_session", object("name", "job"));
    CHECK_FALSE(std::filesystem::exists(live.tmux / "asked"));
  }
  SECTION("for two sessions at once, once") {
    write_file(live.tmux / ".tmux.conf", "set -g default-command " + shell + "\n");
    live.ok("list_sessions");
    CHECK_FALSE(std::filesystem::exists(live.tmux / "asked"));
    live.ok("new_session", object("name", "job"));
    live.ok("new_session", object("name", "other"));
    live.ok("kill_session", object("name", "job"));
    live.ok("kill_session", object("name", "other"));
    live.ok("new_session", object("name", "again"));
    CHECK(read_file(live.tmux / "asked") == "asked\n");
  }
}

TEST_CASE("login environment: every usual shell tells it") {
  const auto* const name = GENERATE("bash", "dash", "zsh", "fish", "ksh", "tcsh");
  const std::string shell = path_of(name);
  if (shell.empty()) {
    WARN("there is no " << name << " here");
    return;
  }
  const PrivateTmux tmux;
  write_file(tmux / ".profile", "export A_SETTING_OF_MINE=kept\n");
  std::filesystem::remove(tmux / ".bash_profile");
  write_file(tmux / ".zprofile", "export A_SETTING_OF_MINE=kept\n");
  write_file(tmux / ".zlogout", "touch \"$HOME/logged-out\"\n");
  write_file(tmux / ".login", "setenv A_SETTING_OF_MINE kept\n");
  std::filesystem::create_directories(tmux / ".config/fish");
  write_file(tmux / ".config/fish/config.fish", "status is-login; and set -gx A_SETTING_OF_MINE kept\n");
  write_file(tmux / ".tmux.conf", "set -g default-command 'exec sleep 1000'\n");
  ServerProcess server({merged(tmux.environment(), {{"SHELL", shell}}), {}});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  CHECK(global(tmux, "A_SETTING_OF_MINE") == "kept");
  CHECK(global(tmux, "SHELL") == shell);
  CHECK_FALSE(std::filesystem::exists(tmux / "logged-out"));
}

TEST_CASE("login environment: PATH is the login shell's, behind what it lacks of ours") {
  const PrivateTmux tmux;
  write_file(tmux / ".bash_profile", kProfile);
  write_file(tmux / ".tmux.conf", "set -g default-command 'exec sleep 1000'\n");
  const std::string theirs = "/opt/mine/bin:/usr/local/bin:/usr/bin:/bin";
  ServerProcess server(
      {merged(tmux.environment(), {{"PATH", "/opt/tool/bin:" + tmux.environment().at("PATH")}}), {}});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  const std::string path = global(tmux, "PATH");
  CHECK(path.starts_with("/opt/tool/bin:"));
  CHECK(path.ends_with(":" + theirs));
}

TEST_CASE("login environment: a rich environment is taken as it is") {
  LiveServer live({}, {{"A_SETTING_OF_MINE", "ours"}});
  write_file(live.tmux / ".bash_profile", kProfile);
  write_file(live.tmux / ".tmux.conf", "set -g default-command 'exec sleep 1000'\n");
  live.ok("new_session", object("name", "job"));
  CHECK(global(live.tmux, "A_SETTING_OF_MINE") == "ours");
  CHECK_FALSE(std::filesystem::exists(live.tmux / "asked"));
}

TEST_CASE("login environment: a shell that does not tell it in time is ended with all that it started") {
  const PrivateTmux tmux;
  write_file(tmux / ".tmux.conf", kQuiet);
  // What it starts ignores the first signal.
  const std::string shell =
      script(tmux, "shell",
             "#!/bin/sh\nsh -c 'trap \"\" TERM; echo $$ > " + (tmux / "inner") +
                 "; while :; do sleep 0.1; done' &\necho $$ > " + (tmux / "outer") + "\nwait\n");
  ServerProcess server({merged(tmux.environment(), {{"SHELL", shell}}), {}});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  CHECK(global(tmux, "SHELL") == shell);
  CHECK(global(tmux, "HOME") == tmux.environment().at("HOME"));
  CHECK(holds(server.log(), "the login shell " + shell + " did not tell its environment within 3 s"));
  CHECK(holds(server.log(), "sessions-mcp doctor"));
  for (const char* file : {"inner", "outer"}) {
    INFO(file);
    REQUIRE(wait_until([&] { return read_file(tmux / file).ends_with('\n'); }));
    const pid_t pid = std::stoi(read_file(tmux / file));
    CHECK(wait_until([pid] { return has_ended(pid); }));
  }
}

TEST_CASE("login environment: a shell that fails costs nothing but its environment") {
  const auto* const text = GENERATE("#!/bin/sh\nexit 3\n", "#!/bin/sh\necho nothing of use\n",
                                    "#!/bin/sh\nkill -9 $$\n", "#!/bin/sh\nhead -c 3000000 /dev/zero\n");
  INFO(text);
  const PrivateTmux tmux;
  write_file(tmux / ".tmux.conf", kQuiet);
  const std::string shell = script(tmux, "shell", text);
  ServerProcess server({merged(tmux.environment(), {{"SHELL", shell}}), {}});
  REQUIRE_FALSE(is_error(server.call("new_session", object("name", "job"))));
  CHECK(holds(server.log(), "the login shell " + shell));
  CHECK(global(tmux, "HOME") == tmux.environment().at("HOME"));
}

TEST_CASE("login environment: doctor says from what a server was born, by names alone") {
  const PrivateTmux tmux;
  const Environment rich =
      merged(tmux.environment(), {{"SSH_AUTH_SOCK", "/run/secret-agent"}, {"LANG", "C.UTF-8"}});
  SECTION("none runs, and ours is poor") {
    const std::string said = doctor(tmux.environment());
    CHECK(holds(said, "login shell"));
    CHECK(holds(said, "/bin/bash, not interactive"));
    CHECK_FALSE(std::filesystem::exists(tmux.socket()));
  }
  SECTION("none runs, and ours is rich") {
    CHECK_FALSE(holds(doctor(rich), "login shell"));
  }
  SECTION("a poor one") {
    tmux.must({"new-session", "-d", "-s", "job", "exec sleep 1000"});
    const std::string said = doctor(rich);
    CHECK(holds(said, "note  born from"));
    CHECK(holds(said, "poor environment, and so are all its sessions: "));
    CHECK(holds(said, "tmux set-environment -g NAME VALUE"));
  }
  SECTION("a rich one, with what an assistant has set") {
    const Environment theirs = merged(rich, {{"CLAUDECODE", "1"}, {"ANTHROPIC_API_KEY", "sk-secret"}});
    // env looks it up on the PATH that it is given.
    const std::vector<std::string> words = {"/usr/bin/env", "tmux", "-f",  "/dev/null",      "new-session",
                                            "-d",           "-s",   "job", "exec sleep 1000"};
    REQUIRE(run_command(words, theirs).exit == ExitStatus{});
    const std::string said = doctor(tmux.environment());
    CHECK(holds(said, "born from"));
    CHECK(holds(said, "with PATH, LANG, SSH_AUTH_SOCK, without DISPLAY"));
    CHECK(holds(said, "own: ANTHROPIC_API_KEY, CLAUDECODE"));
    CHECK_FALSE(holds(said, "secret"));
  }
}
