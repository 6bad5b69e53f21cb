// run_command: what would end a script ends the command, and never the person's shell.
#include <optional>
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

constexpr std::int64_t kAnyError = -2;  ///< which one is the shell's affair

struct Ending {
  std::string command;
  std::optional<std::string> output;  ///< nothing: an error message of the shell's, too
  std::int64_t exit_code = 0;
  std::vector<std::string> not_in = {};  ///< shells that have no such thing
};

/// A shell of which it is known who it is and what options it has.
class Survivor {
 public:
  Survivor(LiveServer& live, const TestShell& kind)
      : shell(live, kind), fish_(kind.name == "fish"), pid_(shell.format("#{pane_pid}")) {
    REQUIRE(shell.run("cd " + (live.tmux / "")).exit_code() == 0);
    options_ = options();
  }

  void ends(const Ending& wanted) {
    for (const std::string& name : wanted.not_in) {
      if (name == shell.name()) return;
    }
    INFO(shell.name() << ": " << wanted.command);
    const JobAnswer got = shell.run(wanted.command);
    INFO(got.text << "\n---\n" << shell.screen());
    if (wanted.output) {
      CHECK(got.text == *wanted.output);
    } else {
      CHECK(got.text.find("never") == std::string::npos);
    }
    if (wanted.exit_code == kAnyError) {
      CHECK(got.exit_code() > 0);
    } else {
      CHECK(got.exit_code() == wanted.exit_code);
    }
    CHECK_FALSE(got.has("lost"));
    // The shell takes back the mode after it has told the end.
    const std::string alive = pid_ + " 0 0";
    REQUIRE(wait_until([&] { return shell.format("#{pane_pid} #{pane_dead} #{mouse_utf8_flag}") == alive; }));
  }

  /// And is what it was.
  void lives() {
    CHECK(shell.format("#{pane_pid} #{pane_dead}") == pid_ + " 0");
    CHECK(options() == options_);
  }

  ShellSession shell;

 private:
  std::string options() { return fish_ ? "" : shell.run("echo $-").text; }

  bool fish_;
  std::string pid_;
  std::string options_;
};

const std::vector<Ending> kEndings = {
    {"set -e\necho in\nfalse\necho never", "in", 1},
    {"set -euo pipefail\necho in\nfalse | true\necho never", "in", 1, {"dash"}},
    {"set -e; f() { false; echo never; }; echo in; for i in 1 2; do f; done", "in", 1},
    {"set -e; echo in; sh -c 'exit 7'; echo never", "in", 7},
    {"set -e; if false; then :; fi; false || echo in", "in"},
    {"set -o errexit; set -o nounset; echo in; (exit 6)", "in", 6},
    {"echo in; exit 3; echo never", "in", 3},
    {"echo in; exit", "in"},
    {"cd /nonexistent 2>/dev/null || exit 5; echo never", "", 5},
    {"f() { echo in; exit 4; }; if true; then f; fi; echo never", "in", 4},
    {"echo in; exec sh -c 'echo other; exit 6'; echo never", "in\nother", 6},
    {"exec 3>fd; echo in >&3; exec 3>&-; cat fd", "in"},
    {"exec >fd; echo in; sh -c 'exit 2'", "", 2},
    {"exec >fd 2>&1 </dev/null; cat; nosuchcommand", "", 127},
    {"exec nosuchcommand", std::nullopt, 127, {"zsh"}},
    // An interactive shell takes no SIGTERM.
    {"echo in; kill $$; echo out", "in\nout"},
    {"echo in; return 4; echo never", "in", 4},
    {"[ -e /nonexistent ] || return 1; echo never", "", 1},
    {"f() { echo in; return 3; }; f", "in", 3},
    {"set -u; echo in; echo $nosuch; echo never", std::nullopt, kAnyError},
    {"set -o nounset\necho \"${nosuch}\"\necho never", std::nullopt, kAnyError},
    {"set -e; echo (", std::nullopt, kAnyError},
    {"echo $((1 +; exit 3", std::nullopt, kAnyError},
    {"fi; exit 3", std::nullopt, kAnyError},
    {": ${nosuch:?message}; exit 3", std::nullopt, kAnyError},
    {"trap 'echo bye' EXIT; echo in", "in\nbye"},
    {"trap 'echo bye' EXIT; echo in; exit 8", "in\nbye", 8},
    {"set -e; trap 'echo bye' EXIT; echo in; false; echo never", "in\nbye", 1},
    {"echo in; logout || exit 9", std::nullopt, kAnyError},
    {"printf half; exit 3", "half", 3},
    {"printf '%s\\n' 'a\\b' \"it's\" '$x' '!x' 'né 日本'; exit 1", "a\\b\nit's\n$x\n!x\nné 日本", 1},
    {"set -e; cat <<'END'\n$HOME 'q' \"d\"\nEND\nfalse", "$HOME 'q' \"d\"", 1},
    {"set -x; set +x; exit 3", std::nullopt, 3},
    {"set -f; echo *; set -C; exit 0", "*", 0, {"zsh"}},  // another letter there
    {"(exit 3); echo $?; exit 0", "3"},
    {"sleep 100 & kill $!; exit 0", ""},
};

const std::vector<Ending> kEndingsOfFish = {
    {"echo in; exit 3; echo never", "in", 3},
    {"echo in; exit", "in"},
    {"function f; echo in; exit 4; end; if true; f; end; echo never", "in", 4},
    {"for i in 1 2; echo $i; exit 5; end", "1", 5},
    {"echo in; exec sh -c 'echo other; exit 6'; echo never", "in\nother", 6},
    {"echo in; kill $fish_pid; sleep 5; echo never", "in", 143},
    {"echo in; kill -9 $fish_pid; sleep 5; echo never", "in", 137},
    {"echo in; return 4; echo never", "in", 4},
    {"test -e /nonexistent; or return 1; echo never", "", 1},
    {"echo in; echo (", std::nullopt, kAnyError},
    {"trap 'echo bye' EXIT; echo in", "in\nbye"},
    {"logout; exit 9", std::nullopt, 9},
    {"printf half; exit 3", "half", 3},
    {"echo 'a\\b' \"it's\" '$x' né; exit 1", "a\\b it's $x né", 1},
};

/// Every ending in the shell of this name, which lives and has nothing of ours left.
void check_endings(const std::string& name) {
  LiveServer live;
  live.tmux.start_job("base", "echo here");  // so that the server does not end with the shell
  const std::optional<TestShell> kind = shell_here(live.tmux, name);
  if (!kind) return;
  Survivor survivor(live, *kind);
  const bool fish = name == "fish";
  for (const Ending& ending : fish ? kEndingsOfFish : kEndings) survivor.ends(ending);
  // What asks for input gets it.
  const JobAnswer asks = survivor.shell.run(
      fish ? "read -P 'name? ' x; echo got $x; exit 3" : "printf 'name? '; read x; echo got $x; exit 3",
      R"(,"timeout_seconds":1)");
  REQUIRE(asks.has("running"));
  live.ok("send_keys", object("name", name, "keys", "word"));
  const JobAnswer answered = survivor.shell.wait_for(asks.job());
  CHECK(answered.exit_code() == 3);
  CHECK(answered.text.ends_with("got word"));
  survivor.lives();
  survivor.shell.type(
      fish ? "clear; count (set --names; functions -a) | string match '*__smcp*'; echo sear''ched\n"
           : "clear; { set; trap; alias; } | grep '__smcp_[a-z]'; echo sear''ched\n");
  REQUIRE(wait_until([&] { return survivor.shell.screen().find("searched") != std::string::npos; }));
  const std::string screen = survivor.shell.screen();
  INFO(screen);
  CHECK(screen.find("__smcp_", screen.find('\n')) == std::string::npos);
  CHECK(live.tmux.must({"list-buffers"}).empty());
}

}  // namespace

// One for each shell: they run side by side.
TEST_CASE("run_command endings: output and exit code come back, and bash lives") {
  check_endings("bash");
}
TEST_CASE("run_command endings: output and exit code come back, and dash lives") {
  check_endings("dash");
}
TEST_CASE("run_command endings: output and exit code come back, and zsh lives") {
  check_endings("zsh");
}
TEST_CASE("run_command endings: output and exit code come back, and fish lives") {
  check_endings("fish");
}
TEST_CASE("run_command endings: output and exit code come back, and ash lives") {
  check_endings("ash");
}
TEST_CASE("run_command endings: output and exit code come back, and mksh lives") {
  check_endings("mksh");
}

TEST_CASE("run_command endings: an interrupt reaches what may not end the shell, too") {
  LiveServer live;
  for (const TestShell& kind : all_shells_here(live.tmux)) {
    Survivor survivor(live, kind);
    const bool fish = kind.name == "fish";
    int commands = 0;
    for (const std::string& command :
         {std::string("sh -c 'echo LINE; exec sleep 1000'; exit 3"),
          std::string(fish ? "if true; sh -c 'echo LINE; exec sleep 1000'; exec true; end"
                           : "set -e; echo LINE; while :; do sleep 0.1; done"),
          std::string(fish ? "echo LINE; while true; end; exit 3"
                           : "trap 'echo bye' EXIT; sh -c 'echo LINE; exec cat'")}) {
      INFO(kind.name << ": " << command);
      const std::string line = "begin " + std::to_string(++commands);
      const JobAnswer running = survivor.shell.begin(printing(line, command), line);
      live.ok("send_keys", object("name", kind.name, "keys", "C-c", "enter", false));
      const JobAnswer ended = survivor.shell.wait_for(running.job());
      // In mksh, a trap for the exit makes a success of it.
      if (kind.name != "mksh") CHECK(ended.exit_code() == 130);
      CHECK(ended.text.starts_with(line + "\n"));
      survivor.lives();
    }
    if (fish) continue;  // it does not stop there
    const JobAnswer stopped = survivor.shell.begin("sh -c 'echo begin; exec sleep 1000'; exit 3", "begin");
    live.ok("send_keys", object("name", kind.name, "keys", "C-z", "enter", false));
    CHECK(survivor.shell.wait_for(stopped.job()).text.starts_with("begin"));
    survivor.lives();
  }
}

TEST_CASE("run_command endings: what kills the shell all the same is told with its output") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  for (const TestShell& kind : all_shells_here(live.tmux)) {
    if (kind.name == "fish") continue;  // kill $fish_pid is not its end
    INFO(kind.name);
    ShellSession shell(live, kind);
    REQUIRE(shell.run("kill -0 $$; echo alive").text == "alive");
    CHECK(shell.option("remain-on-exit").empty());
    const JobAnswer killed = shell.run("echo last words; kill -9 $$; sleep 5; echo never");
    INFO(killed.text);
    CHECK(killed.has("dead"));
    CHECK(killed.text.starts_with("last words\nPane is dead"));
    CHECK(killed.about["lines"].integer() == 2);
  }
}
