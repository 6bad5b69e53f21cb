// run_command in a session that was created a moment ago: its shell may still run its start-up files.
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

/// A session whose shell starts for longer than a shell is otherwise given to come back to its prompt: with a child,
/// a substitution, and by itself.
void start_slowly(const LiveServer& live, const std::string& name) {
  const std::string home = live.tmux / ("home-" + name);
  const std::string folder = name == "fish" ? home + "/.config/fish" : home;
  REQUIRE(smcp::test::run_command({"mkdir", "-p", folder}, live.tmux.environment()).exit.status == 0);
  const std::string slow = "sleep 4; x=$(sleep 1); printf 'motd\\n'; sleep 2\n";
  write_file(home + "/.bashrc", "PS1='$ '\n" + slow);
  write_file(home + "/.zshrc", "PS1='$ '\n" + slow);
  if (name == "fish")
    write_file(folder + "/config.fish",
               "set -g fish_greeting\nsleep 4; set x (sleep 1); echo motd; sleep 2\n");
  give_to(far_user(), home);
  live.tmux.must({"start-server", ";", "new-session", "-d", "-s", name, "-x", "80", "-y", "24",
                  "exec env -u ZDOTDIR -u XDG_CONFIG_HOME HOME=" + home + " " + name});
}

}  // namespace

TEST_CASE("run_command: a shell that starts for longer than usual is waited for") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;  // it reads a file only as a login shell
    start_slowly(live, kind.name);
  }
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;
    INFO(kind.name);
    const auto job =
        job_answer(live.server.call("run_command", object("name", kind.name, "command", "echo fine")));
    CHECK(job.text == "fine");
    CHECK(job.exit_code() == 0);
  }
}

TEST_CASE(
    "run_command: a shell that does not come to its prompt in the call's own time is said not to have") {
  LiveServer live;
  start_slowly(live, "bash");
  const std::string error =
      live.error("run_command", R"({"name":"bash","command":"echo x","timeout_seconds":1})");
  CHECK(error.find("has not come to its first prompt") != std::string::npos);
}

TEST_CASE("run_command: a program that runs in a new session is busy at once") {
  LiveServer live;
  static_cast<void>(live.ok("new_session", object("name", "a", "command", "sleep 600")));
  const auto began = std::chrono::steady_clock::now();
  CHECK(live.error("run_command", object("name", "a", "command", "echo x")).find("busy running \"sleep\"") !=
        std::string::npos);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{20});
}
