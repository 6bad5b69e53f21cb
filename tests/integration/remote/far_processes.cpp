// What a look at another machine shows of its terminals and of what has them.
#include "tmux/remote/far_processes.hpp"

#include <csignal>
#include <filesystem>

#include "integration/remote/far_asker.hpp"
#include "shell/foreground.hpp"
#include "shell/terminal_echo.hpp"
#include "support/fd.hpp"
#include "text/variables.hpp"

using namespace smcp;
using namespace smcp::test;
using namespace std::chrono_literals;
using shell::Foreground;
using shell::InputAwaited;

namespace {

struct Seen {
  std::optional<Foreground> foreground;
  InputAwaited input = InputAwaited::no;
  shell::TerminalEcho echo = shell::TerminalEcho::unknown;
  std::vector<shell::SeenProcess> all;
};

/// A pane of that machine, looked at.
class Looker {
 public:
  explicit Looker(const FarMachine& machine) : machine_(machine), far_(machine) {}

  /// A session that runs a shell command behind `exec`.
  void start(const std::string& command) const {
    machine_.tmux().must({"new-session", "-d", "-s", "pane", "-x", "80", "-y", "24", "exec " + command});
  }
  Seen look() {
    const auto& view = far_.engine().client().processes();
    const std::string tty = value("#{pane_tty}");
    const std::int64_t pid = std::stoll(value("#{pane_pid}"));
    std::optional<Seen> seen;
    const auto open = view.look({{tty}}, uv::Clock::now() + kPatience, [&] {
      seen = Seen{shell::seen_foreground(view, pid, tty), shell::input_awaited(view, pid, tty, true),
                  shell::echo_of(view.terminal_modes(tty)), view.all()};
    });
    CHECK_FALSE(seen.has_value());
    REQUIRE(far_.until([&] { return seen.has_value(); }));
    // Now that it was told, nothing is seen any more.
    CHECK_FALSE(view.process(pid).known);
    CHECK_FALSE(view.terminal_number(tty));
    CHECK_FALSE(view.terminal_modes(tty));
    CHECK(view.all().empty());
    CHECK(view.group_members(pid).empty());
    CHECK(shell::is_hidden(view.sleep(pid, 1)));
    return *seen;
  }
  template <typename Condition>
  [[nodiscard]] bool shows(Condition condition) {
    return wait_until([&] { return condition(look()); });
  }
  void type(const std::string& keys) const {
    machine_.tmux().must({"send-keys", "-t", "=pane:", keys, "Enter"});
  }

 private:
  [[nodiscard]] std::string value(const std::string& format) const {
    return machine_.tmux().must({"display-message", "-p", "-t", "=pane:", format});
  }

  const FarMachine& machine_;
  FarAsker far_;
};

/// The programs that a machine has, all of them busybox, and its tmux.
class BusyboxPath {
 public:
  BusyboxPath() {
    for (const char* const name : {"sh", "id", "uname", "ls", "od", "grep", "dd", "tr", "stty"})
      std::filesystem::create_symlink("/usr/bin/busybox", folder_ / name);
    const std::string tmux = run_command({"sh", "-c", "command -v tmux"}, PrivateTmux().environment()).output;
    std::filesystem::create_symlink(tmux.substr(0, tmux.find('\n')), folder_ / "tmux");
  }
  [[nodiscard]] std::string path() const { return folder_.path(); }

 private:
  TempDir folder_;
};

bool waits(const Seen& seen) {
  return seen.foreground == Foreground::waiting && seen.input == InputAwaited::surely;
}

/// What has left its pane is found by what tmux has put into its environment, and later by its number.
void check_all(const FarMachine& machine) {
  const std::string file = machine.tmux() / "pid";
  machine.tmux().must({"new-session", "-d", "-s", "left",
                       "setsid sh -c 'echo $$ >" + file + ".new; mv " + file + ".new " + file +
                           "; exec sleep 1000' & exec cat"});
  REQUIRE(wait_until([&] { return !read_file(file).empty(); }));
  const std::int64_t pid = std::stoll(read_file(file));
  FarAsker far(machine);
  const auto& view = far.engine().client().processes();
  for (const shell::LookAt& what : {shell::LookAt{{}, true}, shell::LookAt{{}, false, {pid, 1 << 30}}}) {
    bool told = false;
    const auto open = view.look(what, uv::Clock::now() + kPatience, [&] {
      told = true;
      CHECK(view.process(pid).known);
      CHECK(view.process(pid).name == "sleep");
      CHECK(view.process(pid).started > 0);
      CHECK_FALSE(view.process(1 << 30).known);
      const auto variables = view.environment(pid);
      if (what.all) {
        CHECK(view.all().size() > 2);
        CHECK(variable_value(variables, "TMUX_PANE").has_value());
        CHECK(variable_value(variables, "TMUX").value_or("").starts_with(machine.tmux().socket() + ","));
      } else {
        CHECK(view.all().size() == 1);
        CHECK(variables.empty());
        CHECK(view.arguments(pid) == std::string("sleep\0001000\0", 11));
      }
    });
    REQUIRE(far.until([&] { return told; }));
  }
  ::kill(static_cast<pid_t>(pid), SIGKILL);
}

void check_questions(const FarMachine& machine) {
  Looker pane(machine);
  pane.start("bash --norc --noprofile");
  CHECK(pane.shows([](const Seen& seen) { return seen.foreground == Foreground::at_prompt; }));
  pane.type("cat");
  CHECK(pane.shows([](const Seen& seen) { return waits(seen) && seen.echo == shell::TerminalEcho::shown; }));
  CHECK(pane.look().all.size() == 2);
  machine.tmux().must({"send-keys", "-t", "=pane:", "C-d"});
  CHECK(pane.shows([](const Seen& seen) { return seen.foreground == Foreground::at_prompt; }));
  pane.type("read -rsp 'Secret? ' x");
  CHECK(pane.shows([](const Seen& seen) { return waits(seen) && seen.echo == shell::TerminalEcho::hidden; }));
  pane.type("x");
  pane.type("sleep 100");
  CHECK(pane.shows([](const Seen& seen) {
    return seen.foreground == Foreground::running && seen.input == InputAwaited::no && seen.all.size() == 2;
  }));
}

}  // namespace

TEST_CASE("remote: a look shows what has the terminal, and whether that asks") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  check_questions(machine);
  check_all(machine);
}

TEST_CASE("remote: a look needs no more than busybox") {
  if (!std::filesystem::exists("/usr/bin/busybox")) return;
  const BusyboxPath programs;
  FarMachine::Account account;
  account.path = programs.path();
  const FarMachine machine(account);
  REQUIRE_SSHD(machine);
  check_questions(machine);
  check_all(machine);
}

TEST_CASE("remote: names that programs give themselves are not taken for others") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  Looker pane(machine);
  const std::string named = machine.tmux() / "a) S 1 1 1\n1 (";
  std::filesystem::copy_file("/bin/sleep", named);
  pane.start("'" + named + "' 100");
  const Seen seen = pane.look();
  // What cannot be told apart is not seen.
  CHECK(seen.foreground != Foreground::at_prompt);
  for (const auto& process : seen.all) CHECK(process.pid != 1);
}

TEST_CASE("remote: a look at no terminal, at none that is there, and at many") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  FarAsker far(machine);
  const auto& view = far.engine().client().processes();
  int told = 0;
  const auto look = [&](std::vector<std::string> ttys) {
    return view.look({std::move(ttys)}, uv::Clock::now() + kPatience, [&] {
      ++told;
      CHECK(view.all().empty());
      CHECK_FALSE(view.terminal_number("/dev/null"));
    });
  };
  const std::vector<std::shared_ptr<void>> open{look({}),
                                                look({"/dev/pts/99999", "/nowhere", "$(touch x)", ""}),
                                                look(std::vector<std::string>(1000, "/dev/pts/99998"))};
  CHECK(far.until([&] { return told == 3; }));
}

TEST_CASE("remote: a machine that does not answer is not waited for, and nothing is seen of it") {
  FarMachine::Account account;
  account.start_up = "sleep 0";
  const FarMachine machine(account);
  REQUIRE_SSHD(machine);
  FarAsker far(machine);
  CHECK_FALSE(far.ask(print("x")).error().message.empty());  // no tmux server, but a link
  const auto& view = far.engine().client().processes();
  bool told = false;
  const auto open = view.look({{"/dev/pts/1"}}, uv::Clock::now() + 1ms, [&] { told = true; });
  CHECK(far.until([&] { return told; }));
}
