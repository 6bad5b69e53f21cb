// run_command where the shell reads its keys late, as on a busy machine.
#include <csignal>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

/// How much was typed at a terminal that no program has read yet.
int unread(const std::string& tty) {
  const Fd terminal(::open(tty.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC));
  int bytes = 0;
  REQUIRE(::ioctl(terminal.get(), FIONREAD, &bytes) == 0);
  return bytes;
}

/// Keeps a shell from reading its keys: a function of its own waits until a file is gone. A signal or, in bash, the
/// Tab key begins it. (Stopping the shell is of no use: tmux wakes it.)
class BusyShell {
 public:
  BusyShell(const LiveServer& live, ShellSession& shell)
      : shell_(shell), hold_(live.tmux / "hold"), held_(live.tmux / "held") {
    const std::string posix = " { : >" + held_ + "; while [ -e " + hold_ + " ]; do :; done; }";
    const std::string fish = " true >" + held_ + "; while test -e " + hold_ + "; end; end";
    const std::string handler = is_bash()               ? "hold()" + posix + "; complete -D -F hold"
                                : shell.name() == "zsh" ? "TRAPUSR1()" + posix
                                                        : "function hold --on-signal USR1;" + fish;
    REQUIRE(shell.run("true").exit_code() == 0);
    shell.type_at_prompt(handler);
    shell.press("Enter");
    REQUIRE(shell.run("true").exit_code() == 0);
  }
  ~BusyShell() { go_on(); }
  BusyShell(const BusyShell&) = delete;
  BusyShell& operator=(const BusyShell&) = delete;

  void hold() const {
    write_file(hold_, "");
    ::unlink(held_.c_str());
    if (is_bash()) {
      shell_.press("Tab");
    } else {
      REQUIRE(::kill(std::stoi(shell_.format("#{pane_pid}")), SIGUSR1) == 0);
    }
    REQUIRE(wait_until([&] { return ::access(held_.c_str(), F_OK) == 0; }));
  }
  void go_on() const { ::unlink(hold_.c_str()); }

 private:
  [[nodiscard]] bool is_bash() const { return shell_.name() == "bash"; }

  const ShellSession& shell_;
  std::string hold_;
  std::string held_;
};

/// More than the key that asks for the cursor, and less than the line that is typed after it.
constexpr int kMoreThanOneKey = 60;

}  // namespace

TEST_CASE("run_command: a shell that reads late leaves a half-typed line, and its cursor, as they were") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;  // its terminal holds the line, not the shell
    for (const std::string typed : {"rm -rf foo", "touch RAN", "\u65e5\u672c \u00e9"}) {
      INFO(kind.name << ": " << typed);
      ShellSession shell(live, kind);
      const BusyShell busy(live, shell);
      shell.type_at_prompt(typed);
      const std::string screen = shell.screen();
      const std::string place = shell.format("#{cursor_x} #{cursor_y}");
      const std::string tty = shell.format("#{pane_tty}");
      busy.hold();
      live.server.send(
          stateless_call_request("1", "run_command", object("name", kind.name, "command", "echo x")));
      REQUIRE(wait_until([&] { return unread(tty) >= kMoreThanOneKey; }));
      busy.go_on();
      const Json result = live.server.reply("1")["result"];
      INFO(text_of(result));
      CHECK(is_error(result));
      CHECK(wait_until([&] { return shell.screen() == screen; }));
      CHECK(shell.format("#{cursor_x} #{cursor_y}") == place);
      live.tmux.must({"kill-session", "-t", "=" + kind.name});
    }
  }
}
