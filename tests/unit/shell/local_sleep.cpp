// What is told of a process's sleep: of made-up lines, in a made-up /proc, and of real processes in which the
// kernel's own answers are hidden as Yama and other kernels hide them.
#include "shell/local_sleep.hpp"

#include <filesystem>
#include <string>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "shell/local_processes.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace smcp::shell;
using Call = Sleep::Call;
using Channel = Sleep::Channel;
using Open = Sleep::Open;

namespace {

const std::string kReadCall =
    std::to_string(SYS_read) + " 0x0 0x7ffe 0x400 0x0 0x0 0x0 0x7ffd5a5a1a90 0x7f59cf03e503\n";
const std::string kWaitCall =
    std::to_string(SYS_wait4) + " 0x0 0x7ffe 0x0 0x0 0x0 0x0 0x7ffd5a5a1a90 0x7f59cf03e503\n";

/// The files of one process.
class MadeUpProc {
 public:
  static constexpr int kPid = 41;

  MadeUpProc() {
    for (const char* folder : {"41/fd", "41/fdinfo"}) std::filesystem::create_directories(dir_ / folder);
  }
  void write(const std::string& file, const std::string& text) const { test::write_file(at(file), text); }
  void link(const std::string& file, const std::string& to) const {
    std::filesystem::create_symlink(to, at(file));
  }
  void make_socket(const std::string& file) const {
    const test::Fd socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    at(file).copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  /// Opening it succeeds and reading it fails, as with a system call under Yama.
  void make_unreadable(const std::string& file) const { std::filesystem::create_directory(at(file)); }
  /// What is real of a process but `syscall`, and `wchan` if `with_channel`.
  void show(pid_t pid, bool with_channel) const {
    const std::string real = "/proc/" + std::to_string(pid) + "/";
    make_unreadable("syscall");
    link("stat", real + "stat");
    with_channel ? link("wchan", real + "wchan") : write("wchan", "0");
    std::filesystem::remove(at("fd"));
    link("fd", real + "fd");
    std::filesystem::remove(at("fdinfo"));
    link("fdinfo", real + "fdinfo");
  }
  [[nodiscard]] LocalProcesses view() const { return LocalProcesses(dir_.path()); }
  [[nodiscard]] std::string at(const std::string& file) const { return dir_ / ("41/" + file); }

 private:
  test::TempDir dir_;
};

struct Fixture {
  test::FdPair pair = test::pseudo_terminal();
  std::string tty = ::ttyname(pair.theirs.get());
  std::int64_t number = *LocalProcesses().terminal_number(tty);
  MadeUpProc proc;

  [[nodiscard]] Sleep sleep() const { return proc.view().sleep(MadeUpProc::kPid, number); }
};

/// A process that has the terminal and sleeps.
struct Sleeper {
  test::Child child;
  Sleeper(const Fixture& f, std::vector<std::string> argv, int output = -1)
      : child({std::move(argv), {{"PATH", "/usr/bin:/bin"}}, f.pair.theirs.get(), output, -1, true}) {}
  [[nodiscard]] pid_t pid() const { return child.pid(); }
};

}  // namespace

TEST_CASE("sleep: terminals have the numbers that proc gives them") {
  CHECK(number_of_device(makedev(136, 0)) == 34816);
  CHECK(number_of_device(makedev(136, 300)) == ((136 << 8) | 44 | (256 << 12)));
}

TEST_CASE("sleep: a system call that can be read tells all") {
  const Fixture f;
  f.proc.write("wchan", "do_wait");
  f.proc.link("fd/0", f.tty);
  SECTION("it reads the terminal") {
    f.proc.write("syscall", kReadCall);
    CHECK(f.sleep().call == Call::waits_for_terminal);
  }
  SECTION("it reads the terminal under its own name for it") {
    std::filesystem::remove(f.proc.at("fd/0"));
    f.proc.link("fd/0", "/dev/tty");
    f.proc.write("syscall", kReadCall);
    CHECK(f.sleep().call == Call::waits_for_terminal);
  }
  SECTION("it reads something else") {
    std::filesystem::remove(f.proc.at("fd/0"));
    f.proc.link("fd/0", "/dev/null");
    f.proc.write("syscall", kReadCall);
    CHECK(f.sleep().call == Call::other);
  }
  SECTION("it does not read") {
    f.proc.write("syscall", kWaitCall);
    CHECK(f.sleep().call == Call::other);
  }
  SECTION("it runs") {
    f.proc.write("syscall", "running\n");
    CHECK(f.sleep().call == Call::other);
  }
  CHECK(f.sleep().channel == Channel::unreadable);  // it is not looked at
}

TEST_CASE("sleep: of one that cannot be read, the wait channel and what is open") {
  const Fixture f;
  f.proc.make_unreadable("syscall");
  f.proc.write("wchan", "wait_woken");
  SECTION("the terminal alone") {
    for (const char* fd : {"0", "1", "2"}) f.proc.link("fd/" + std::string(fd), f.tty);
    f.proc.link("fd/3", "/dev/null");
    f.proc.link("fd/4", "/etc/passwd");
    f.proc.link("fd/5", "/etc");
    CHECK(f.sleep().open == Open::terminal_alone);
  }
  SECTION("under its own name alone") {
    f.proc.link("fd/0", "/dev/tty");
    CHECK(f.sleep().open == Open::terminal_alone);
  }
  SECTION("and what nobody sleeps for in this way") {
    f.proc.link("fd/0", f.tty);
    f.proc.link("fd/3", "/proc/self/exe");
    f.proc.make_socket("fd/4");
    f.proc.write("fdinfo/4", "pos:\t0\nflags:\t02004002\nmnt_id:\t10\n");  // O_NONBLOCK
    CHECK(f.sleep().open == Open::terminal_alone);
    f.proc.write("fdinfo/4", "pos:\t0\nflags:\t02000002\nmnt_id:\t10\n");
    CHECK(f.sleep().open == Open::terminal_and_more);
    std::filesystem::remove(f.proc.at("fdinfo/4"));
    CHECK(f.sleep().open == Open::terminal_and_more);
  }
  SECTION("another terminal, too") {
    f.proc.link("fd/0", f.tty);
    f.proc.link("fd/1", "/dev/ptmx");
    CHECK(f.sleep().open == Open::terminal_and_more);
  }
  SECTION("no terminal") {
    f.proc.link("fd/0", "/dev/null");
    f.proc.link("fd/1", "/dev/ptmx");
    CHECK(f.sleep().open == Open::no_terminal);
  }
  SECTION("too many to look at") {
    for (int fd = 0; fd < 300; ++fd) f.proc.link("fd/" + std::to_string(fd), f.tty);
    CHECK(f.sleep().open == Open::unreadable);
  }
  SECTION("not to be seen") {
    std::filesystem::remove(f.proc.at("fd"));
    CHECK(f.sleep().open == Open::unreadable);
  }
  CHECK(f.sleep().call == Call::unreadable);
  CHECK(f.sleep().channel == Channel::woken);
}

TEST_CASE("sleep: where neither can be read, that it sleeps") {
  const Fixture f;
  if (GENERATE(true, false)) f.proc.write("wchan", "0");
  f.proc.write("stat", "41 (sudo) S 1 41 41 34816 41 0");
  CHECK(f.sleep().sleeping);
  CHECK(f.sleep().channel == Channel::unreadable);
  f.proc.write("stat", "41 (sudo) R 1 41 41 34816 41 0");
  CHECK_FALSE(f.sleep().sleeping);
}

TEST_CASE("sleep: real processes, with all that this kernel tells") {
  const Fixture f;
  const LocalProcesses local;
  const auto call = [&](const Sleeper& sleeper) { return local.sleep(sleeper.pid(), f.number).call; };
  SECTION("one that reads") {
    const Sleeper cat(f, {"cat"});
    CHECK(test::wait_until([&] { return call(cat) == Call::waits_for_terminal; }));
  }
  SECTION("one that asks /dev/tty, as for a password") {
    const Sleeper asks(f, {"sh", "-c", "exec cat </dev/tty"});
    CHECK(test::wait_until([&] { return call(asks) == Call::waits_for_terminal; }));
  }
  SECTION("one that sleeps") {
    const Sleeper sleeps(f, {"sleep", "1000"});
    REQUIRE(test::wait_until([&] { return local.process(sleeps.pid()).sleeping; }));
    CHECK(call(sleeps) == Call::other);
  }
}

TEST_CASE("sleep: real processes, under Yama") {
  const Fixture f;
  const LocalProcesses local;
  const auto modes = [&] { return local.terminal_modes(f.tty); };
  const auto channel_is = [](const Sleeper& sleeper, const std::string& name) {
    return test::read_file("/proc/" + std::to_string(sleeper.pid()) + "/wchan") == name;
  };
  {
    const Sleeper probe(f, {"cat"});
    if (!test::wait_until([&] { return channel_is(probe, "wait_woken") || channel_is(probe, "n_tty_read"); },
                          test::milliseconds(5000))) {
      WARN("this kernel names no wait channels: skipped");
      return;
    }
  }
  SECTION("one that reads") {
    const Sleeper cat(f, {"cat"});
    f.proc.show(cat.pid(), true);
    CHECK(test::wait_until([&] { return awaits_input(f.sleep(), modes()) == InputAwaited::surely; }));
    CHECK(f.sleep().call == Call::unreadable);
  }
  SECTION("one that sleeps") {
    const Sleeper sleeps(f, {"sleep", "1000"});
    f.proc.show(sleeps.pid(), true);
    REQUIRE(test::wait_until([&] { return f.sleep().channel == Channel::other; }));
    CHECK(awaits_input(f.sleep(), modes()) == InputAwaited::no);
  }
  SECTION("one that waits for a file to grow, in the same channel") {
    const test::Fd changes(::inotify_init());
    const Sleeper follows(f, {"sh", "-c", "exec 3<&0; exec cat <&1"}, changes.get());
    f.proc.show(follows.pid(), true);
    REQUIRE(test::wait_until([&] { return f.sleep().open == Open::terminal_and_more; }));
    CHECK(awaits_input(f.sleep(), modes()) == InputAwaited::no);
  }
}

TEST_CASE("sleep: a real process that asks for a secret and shows nothing but that it sleeps") {
  const Fixture f;
  const LocalProcesses local;
  const Sleeper asks(f, {"sh", "-c", "stty -echo; exec cat"});
  f.proc.show(asks.pid(), false);
  CHECK(test::wait_until(
      [&] { return awaits_input(f.sleep(), local.terminal_modes(f.tty)) == InputAwaited::surely; }));
}
