// What becomes of requests when the ssh that carries them goes, and of ssh when we go.
#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integration/remote/far_asker.hpp"
#include "support/fd.hpp"
#include "support/process_figures.hpp"
#include "tmux/remote/ssh_link.hpp"

using namespace smcp;
using namespace smcp::test;
using namespace std::chrono_literals;
using tmux::Command;

namespace {

/// The children that came since; the first is the master.
std::vector<pid_t> new_children(const std::vector<pid_t>& before) {
  std::vector<pid_t> children = children_of(::getpid());
  std::erase_if(children,
                [&](pid_t pid) { return std::find(before.begin(), before.end(), pid) != before.end(); });
  return children;
}

Command wait_for(const std::string& channel) {
  Command command("wait-for");
  command.arg(channel);
  return command;
}

}  // namespace

TEST_CASE("remote: a link that breaks ends requests with a word, and the next one makes it anew") {
  for (const bool through_socket : {true, false}) {
    const FarMachine machine(forwarding(through_socket));
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    const auto before = children_of(::getpid());
    FarAsker far(machine);
    for (int i = 0; i < 3; ++i) CHECK(far.ask(print("x")).output == "x\n");
    CHECK(far.engine().facts().forwards == through_socket);
    const auto master = new_children(before);
    REQUIRE(master.size() == 1);
    FarAnswer changing;
    FarAnswer cancelled;
    far.send(changing, wait_for("never"));
    far.engine().client().cancel(far.send(cancelled, wait_for("never")));
    const FarAnswer other = far.ask(print("y"));
    CHECK(other.output == "y\n");
    CHECK(::kill(master.front(), SIGKILL) == 0);
    REQUIRE(far.until([&] { return changing.reply.has_value(); }));
    CHECK(changing.error().code == Errc::unreachable);
    CHECK(changing.error().message.starts_with("the ssh connection to far broke"));
    CHECK(changing.error().message.find("not known whether") != std::string::npos);
    const FarAnswer again = far.ask(print("z"));
    INFO(again.error().message);
    CHECK(again.output == "z\n");
    CHECK_FALSE(cancelled.reply.has_value());
    CHECK(far.folders() == 1);
  }
}

TEST_CASE("remote: a server that ends is told from a link that breaks") {
  for (const bool through_socket : {true, false}) {
    const FarMachine machine(forwarding(through_socket));
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    FarAsker far(machine);
    for (int i = 0; i < 3; ++i) CHECK(far.ask(print("x")).output == "x\n");
    FarAnswer lost;
    far.send(lost, wait_for("never"));
    CHECK(far.ask(print("x")).output == "x\n");
    CHECK(::kill(machine.tmux().server_pid(), SIGKILL) == 0);
    REQUIRE(far.until([&] { return lost.reply.has_value(); }));
    INFO(lost.error().message);
    CHECK(lost.error().code == Errc::no_server);
    CHECK(far.engine().facts().up);
    CHECK(far.ask(Command("list-sessions")).error().code == Errc::no_server);
  }
}

namespace {

/// A process of ours that asks the machine something, tells the pid of its master, and is killed then.
pid_t kill_one_of_us(const FarMachine& machine, const std::string& told, bool asks_on) {
  const pid_t us = ::fork();
  if (us == 0) {
    // No destructor runs here.
    uv::Loop loop;
    tmux::RemoteEngine engine(loop, {"far", ""}, {machine.ssh()});
    const auto ask = [&](Command command, auto done) {
      engine.client().run({std::move(command), {}, uv::Clock::now() + kPatience, {}}, done);
    };
    ask(print("x"), [&](const Result<tmux::Reply>& reply) {
      if (!reply) ::_exit(1);
      if (asks_on) {
        for (int i = 0; i < 3; ++i) ask(wait_for("never"), [](const auto&) {});
      }
      std::ofstream(told + "~") << children_of(::getpid()).front() << '\n';
      std::filesystem::rename(told + "~", told);
    });
    while (true) loop.run_once();
  }
  REQUIRE(wait_until([&] { return std::filesystem::exists(told); }));
  pid_t master = 0;
  std::ifstream(told) >> master;
  std::filesystem::remove(told);
  REQUIRE(master > 0);
  CHECK_FALSE(has_ended(master));
  ::kill(us, SIGKILL);
  ::waitpid(us, nullptr, 0);
  return master;
}

/// Whether a process holds this folder. What we were just starting when we were killed does, until its exec.
bool is_held(const std::filesystem::path& folder) {
  const Fd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0;
}

std::vector<std::filesystem::path> folders_in(const TempDir& parent) {
  std::vector<std::filesystem::path> folders;
  for (const auto& each : std::filesystem::directory_iterator(parent.path())) folders.push_back(each.path());
  return folders;
}

}  // namespace

TEST_CASE("remote: when we are killed the master ends, and the next one of ours sweeps up") {
  for (const bool asks_on : {false, true}) {
    for (const bool through_socket : {true, false}) {
      INFO(asks_on << through_socket);
      const FarMachine machine(forwarding(through_socket));
      REQUIRE_SSHD(machine);
      machine.tmux().start_job("job", "echo here");
      const TempDir folder;
      const ScopedVariable variable("XDG_RUNTIME_DIR", folder.path().c_str());
      std::filesystem::create_directory(folder / "sessions-mcp-ssh.notmine");
      const pid_t master = kill_one_of_us(machine, folder / "pid", asks_on);
      CHECK(wait_until([&] { return has_ended(master); }));
      CHECK(folders_in(folder).size() == 2);
      for (const auto& each : folders_in(folder)) CHECK(wait_until([&] { return !is_held(each); }));
      {
        uv::Loop loop;
        tmux::RemoteEngine engine(loop, {"far", ""}, {machine.ssh()});
        bool answered = false;
        engine.client().run({print("x"), {}, uv::Clock::now() + kPatience, {}},
                            [&](const Result<tmux::Reply>&) { answered = true; });
        while (!answered) loop.run_once();
      }
      // Not of the mode that ours have.
      CHECK(folders_in(folder) == std::vector<std::filesystem::path>{folder / "sessions-mcp-ssh.notmine"});
      machine.tmux().must({"has-session", "-t", "=job"});
    }
  }
}

TEST_CASE("remote: a machine that falls silent costs no request more than its time, and is given up then") {
  const FarMachine machine({.start_up = "echo $PPID > sshd"});
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  FarAsker far({"far", ""}, {machine.ssh(), 10s, 1s});
  CHECK(far.ask(print("x")).output == "x\n");
  const std::string there = read_file(machine.tmux() / "sshd");
  const Stopped silent(std::stoi(there));
  CHECK(far.ask(print("x"), 300ms).error().code == Errc::timed_out);
  const FarAnswer given_up = far.ask(wait_for("never"));
  CHECK(given_up.error().code == Errc::unreachable);
  CHECK(given_up.error().message.find("not responding") != std::string::npos);
}

TEST_CASE("remote: destroyed at any moment, nothing is left") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  const auto before = children_of(::getpid());
  for (const int turns : {0, 1, 2, 4, 8, 16, 32, 64}) {
    FarAsker far(machine);
    FarAnswer answer;
    far.send(answer, print("x"));
    for (int i = 0; i < turns && !answer.reply; ++i) uv_run(far.loop().raw(), UV_RUN_ONCE);
    far.end();
    CHECK(far.folders() == 0);
    CHECK(new_children(before).empty());
  }
}

TEST_CASE("remote: attempts that fail are made more and more seldom") {
  const TempDir folder;
  const std::string count = folder / "count";
  const std::string ssh = folder / "ssh";
  write_file(ssh, "#!/bin/sh\necho x >> " + count +
                      "\necho 'ssh: connect to host far port 22: Connection refused' >&2\nexit 255\n");
  std::filesystem::permissions(ssh, std::filesystem::perms::owner_all);
  FarAsker far({"far", ""}, {ssh});
  const auto began = Clock::now();
  int refused_at_once = 0;
  for (int i = 0; i < 20; ++i) {
    const auto asked = Clock::now();
    const FarAnswer answer = far.ask(print("x"), 5s);
    CHECK(answer.error().code == Errc::unreachable);
    CHECK(answer.error().message.find("Connection refused") != std::string::npos);
    if (answer.error().message.find("tried again in") != std::string::npos) ++refused_at_once;
    CHECK(Clock::now() - asked < seconds(5) * slowness());
  }
  CHECK(refused_at_once > 0);
  const auto took = std::chrono::duration_cast<seconds>(Clock::now() - began).count();
  const std::string attempts = read_file(count);
  CHECK(std::count(attempts.begin(), attempts.end(), 'x') <= 1 + took);
}
