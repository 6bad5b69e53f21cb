#include "shell/local_processes.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace smcp::shell;

namespace {

struct Terminal {
  test::FdPair pair = test::pseudo_terminal();
  std::string name = ::ttyname(pair.theirs.get());
  LocalProcesses processes;

  [[nodiscard]] TerminalModes changed(void (*how)(termios&)) const {
    termios settings{};
    REQUIRE(tcgetattr(pair.theirs.get(), &settings) == 0);
    how(settings);
    REQUIRE(tcsetattr(pair.theirs.get(), TCSANOW, &settings) == 0);
    const auto modes = processes.terminal_modes(name);
    REQUIRE(modes);
    return *modes;
  }
  [[nodiscard]] TerminalModes without(tcflag_t modes) const {
    termios settings{};
    REQUIRE(tcgetattr(pair.theirs.get(), &settings) == 0);
    const termios before = settings;
    settings.c_lflag &= ~modes;
    REQUIRE(tcsetattr(pair.theirs.get(), TCSANOW, &settings) == 0);
    const auto seen = processes.terminal_modes(name);
    REQUIRE(tcsetattr(pair.theirs.get(), TCSANOW, &before) == 0);
    REQUIRE(seen);
    return *seen;
  }
};

}  // namespace

TEST_CASE("a terminal tells the size that its programs know") {
  const Terminal terminal;
  const winsize size{28, 132, 0, 0};
  REQUIRE(::ioctl(terminal.pair.ours.get(), TIOCSWINSZ, &size) == 0);
  const auto modes = terminal.processes.terminal_modes(terminal.name);
  REQUIRE(modes);
  REQUIRE(modes->size);
  CHECK(modes->size->rows == 28);
  CHECK(modes->size->columns == 132);
}

TEST_CASE("the state of a process is read from proc's stat line, whatever its name holds") {
  const auto ready = parse_process_stat("812 (bash) S 811 812 812 34816 812 4194304 1 2");
  CHECK(ready.known);
  CHECK(ready.foreground);
  CHECK(ready.sleeping);
  CHECK(ready.name == "bash");
  CHECK(ready.parent == 811);
  CHECK(ready.terminal == 34816);
  CHECK(ready.terminal_group == 812);
  CHECK(ready.session == 812);
  CHECK(ready.started == 0);
  CHECK_FALSE(ready.ended);
  CHECK(parse_process_stat("812 (bash) Z 811 812 813 0 -1 4194304").ended);
  CHECK(parse_process_stat("812 (bash) Z 811 812 813 0 -1 4194304").session == 813);
  CHECK(
      parse_process_stat("812 (bash) R 811 812 812 0 -1 4194308 1 2").ended);  // its terminal is gone already
  CHECK_FALSE(parse_process_stat("812 (bash) R 811 812 812 0 -1").ended);
  const auto busy = parse_process_stat("812 (dash) R 811 812 812 34816 900 4194304");
  CHECK(busy.known);
  CHECK_FALSE(busy.foreground);
  CHECK_FALSE(busy.sleeping);
  CHECK(parse_process_stat("7 (a) S (b) S 1 7 7 1 7 0").foreground);
}

TEST_CASE("all processes that can be seen, and with which environment one was started") {
  const LocalProcesses processes;
  const auto all = processes.all();
  const auto own =
      std::find_if(all.begin(), all.end(), [](const SeenProcess& one) { return one.pid == ::getpid(); });
  REQUIRE(own != all.end());
  CHECK(own->state.parent == ::getppid());
  CHECK(own->state.started > 0);
  CHECK(own->state.started == processes.process(::getpid()).started);
  CHECK(processes.environment(0).empty());
  CHECK(LocalProcesses("/nowhere").all().empty());
}

TEST_CASE("how old a process is") {
  const std::string stat = "812 (bash) S 811 812 812 34816 812 4194304 1 2 3 4 5 6 7 8 20 0 1 0 ";
  const std::chrono::seconds up{100};
  CHECK(parse_process_stat(stat + std::to_string(90 * ::sysconf(_SC_CLK_TCK)), up).age ==
        std::chrono::seconds{10});
  CHECK_FALSE(parse_process_stat(stat, up).age);
  CHECK(parse_process_stat(stat + "4711", up).started == 4711);
  const LocalProcesses processes;
  const auto own = processes.process(::getpid()).age;
  REQUIRE(own);
  CHECK(own->count() >= 0);
  CHECK(*own < std::chrono::hours{1});
}

TEST_CASE("a fork has its arguments where its parent has them, and another program somewhere else") {
  const LocalProcesses machine;
  const auto own = machine.process(::getpid()).arguments_at;
  CHECK(own != 0);
  const pid_t forked = ::fork();
  REQUIRE(forked >= 0);
  if (forked == 0) {
    ::pause();
    ::_exit(0);
  }
  CHECK(machine.process(forked).arguments_at == own);
  ::kill(forked, SIGKILL);
  ::waitpid(forked, nullptr, 0);
  const test::Child other({.argv = {"sleep", "60"}, .environment = {}});
  REQUIRE(test::wait_until([&] { return machine.process(other.pid()).name == "sleep"; }));
  CHECK(machine.process(other.pid()).arguments_at != own);
  CHECK(machine.shares_files(other.pid(), ::getpid()));
  CHECK_FALSE(machine.shares_files(-1, ::getpid()));
}

TEST_CASE("what is not a line of /proc/PID/stat is refused") {
  for (const auto* bad : {"", "812", "812 (bash", "812 )bash( S", "812 (bash) S 1 2", "812 (bash) S x y z"}) {
    INFO(bad);
    CHECK_FALSE(parse_process_stat(bad).known);
  }
}

TEST_CASE("which machine it is, and whose numbers of processes, as far as proc tells") {
  const auto here = LocalProcesses().machine();
  REQUIRE(here);
  CHECK(here->boot.size() == std::string("f9de88b2-6a5b-4f56-8f2a-0c1c5b0a4a11").size());
  CHECK(here->pid_namespace.starts_with("pid:["));

  const test::TempDir proc;
  const auto there = [&] { return *LocalProcesses(proc.path()).machine(); };
  CHECK(there().boot.empty());
  CHECK(there().pid_namespace.empty());
  std::filesystem::create_directories(proc / "sys/kernel/random");
  test::write_file(proc / "sys/kernel/random/boot_id", "a-boot\n");
  CHECK(there().boot == "a-boot");
  std::filesystem::create_directories(proc / "self/ns");
  std::filesystem::create_symlink("pid:[7]", proc / "self/ns/pid");
  CHECK(there().pid_namespace == "pid:[7]");
}

TEST_CASE("a process and its terminal are seen as they are") {
  const Terminal terminal;
  const LocalProcesses& local = terminal.processes;
  CHECK_FALSE(local.process(-1).known);
  CHECK(local.arguments(-1).empty());
  CHECK(local.program(-1).empty());
  test::Child child({{"cat", "-u"}, {}, terminal.pair.theirs.get(), -1, -1, true});
  REQUIRE(test::wait_until([&] { return local.process(child.pid()).name == "cat"; }));
  REQUIRE(test::wait_until([&] { return local.process(child.pid()).sleeping; }));
  const ProcessState state = local.process(child.pid());
  CHECK(state.parent == ::getpid());
  CHECK(state.foreground);
  CHECK(state.group == child.pid());
  CHECK(test::wait_until(
      [&] { return local.group_members(child.pid()) == std::vector<std::int64_t>{child.pid()}; }));
  CHECK(local.group_members(-1).empty());
  CHECK(state.terminal_group == child.pid());
  CHECK(state.terminal == local.terminal_number(terminal.name));
  CHECK(local.arguments(child.pid()) == std::string("cat\0-u", 7));
  CHECK(local.program(child.pid()).starts_with('/'));
}

TEST_CASE(
    "a process's variables and control groups are read from proc, and are nothing where that does not tell") {
  const test::TempDir proc;
  std::filesystem::create_directories(proc / "7");
  using std::string_literals::operator""s;
  test::write_file(proc / "7/environ", "A=1\0B=two\nlines\0C=\0"s);
  test::write_file(proc / "7/cgroup", "0::/a.service\n");
  const LocalProcesses machine(proc.path());
  CHECK(machine.environment(7) == std::vector<std::string>{"A=1", "B=two\nlines", "C="});
  CHECK(machine.control_groups(7) == "0::/a.service\n");
  CHECK(machine.environment(8).empty());
  CHECK(machine.control_groups(8).empty());
  // And of a real one.
  CHECK_FALSE(LocalProcesses().environment(::getpid()).empty());
}

TEST_CASE("the modes of a terminal can be seen from outside") {
  const Terminal terminal;
  const auto as_made = terminal.changed([](termios&) {});
  CHECK((as_made.canonical && as_made.echo && as_made.literal_next));
  CHECK(as_made.kill == '\x15');
  CHECK_FALSE(terminal.without(ICANON).canonical);
  CHECK_FALSE(terminal.without(ECHO).echo);
  CHECK_FALSE(terminal.without(IEXTEN).literal_next);  // fish
  for (const tcflag_t needed : {tcflag_t{ICANON}, tcflag_t{ECHO}, tcflag_t{ECHOE}, tcflag_t{ECHOK}})
    CHECK_FALSE(terminal.without(needed).kill);
  CHECK_FALSE(terminal
                  .changed([](termios& settings) {
                    settings.c_cc[VLNEXT] = _POSIX_VDISABLE;  // bash, zsh
                  })
                  .literal_next);
  CHECK(terminal.changed([](termios& settings) { settings.c_cc[VKILL] = 'k'; }).kill == 'k');
  CHECK_FALSE(terminal.changed([](termios& settings) { settings.c_cc[VKILL] = _POSIX_VDISABLE; }).kill);
}

TEST_CASE("bytes that nobody has read can be seen from outside") {
  const Terminal terminal;
  const auto type = [&](const char* text) { REQUIRE(::write(terminal.pair.ours.get(), text, 1) == 1); };
  static_cast<void>(terminal.changed([](termios& modes) { cfmakeraw(&modes); }));
  CHECK(terminal.processes.unread_input(terminal.name) == 0U);
  type("x");
  CHECK(test::wait_until([&] { return terminal.processes.unread_input(terminal.name) == 1U; }));
  type("y");
  CHECK(test::wait_until([&] { return terminal.processes.unread_input(terminal.name) == 2U; }));
}

TEST_CASE("a path that is not a terminal has no number and no modes") {
  const LocalProcesses local;
  for (const std::string no_terminal : {"", "/nowhere/at/all", "/dev/null", "/proc/self/stat"}) {
    INFO(no_terminal);
    CHECK_FALSE(local.terminal_modes(no_terminal));
    CHECK_FALSE(local.unread_input(no_terminal));
  }
  for (const std::string no_device : {"", "/nowhere/at/all", "/proc/self/stat"})
    CHECK_FALSE(local.terminal_number(no_device));
}

TEST_CASE("a folder is found by its absolute path, and what is not a folder is refused") {
  uv::Loop loop;
  const LocalProcesses local;
  std::optional<Result<std::string>> found;
  const auto find = [&](const std::string& path) {
    found.reset();
    const auto asked =
        local.find_directory(loop, path, uv::Clock::now() + test::kPatience,
                             [&](Result<std::string> result) { found.emplace(std::move(result)); });
    CHECK_FALSE(found);
    loop.run();
    REQUIRE(found);
  };
  find("/tmp");
  CHECK(found->value() == "/tmp");
  find("some/../.");
  CHECK_FALSE(found->ok());
  find(".");
  REQUIRE(found->ok());
  CHECK(std::filesystem::path(found->value()).is_absolute());
  CHECK(std::filesystem::equivalent(found->value(), std::filesystem::current_path()));
  for (const char* none : {"/etc/passwd", "/nowhere/at/all"}) {
    find(none);
    CHECK(found->error().code == Errc::invalid_argument);
  }
}
