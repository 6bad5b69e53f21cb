// Machines that are not reached, or not as they should be: one sentence each, which names the machine and what to do.
#include "integration/remote/far_asker.hpp"
#include "support/fd.hpp"
#include "support/holds.hpp"

using namespace smcp;
using namespace smcp::test;
using namespace std::chrono_literals;
using tmux::Command;

namespace {

/// The error of the first request, which is about the way there.
std::string error_there(FarAsker& far) {
  const Error error = far.ask(print("x")).error();
  CHECK(error.code == Errc::unreachable);
  UNSCOPED_INFO(error.message);
  return error.message;
}

}  // namespace

TEST_CASE("remote: no ssh here") {
  FarAsker far({"far", ""}, {"/nowhere/ssh"});
  CHECK(
      error_there(far) ==
      "/nowhere/ssh was not found: it is needed to get to far. Install OpenSSH's client, or put it on PATH");
}

TEST_CASE("remote: no such host, nobody listens, a key that is refused, a host key that has changed") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  SECTION("no such host") {
    FarAsker far({"nowhere.invalid", ""}, {machine.ssh()});
    const std::string error = error_there(far);
    CHECK(error.starts_with(
        "ssh did not get to nowhere.invalid: ssh: Could not resolve hostname nowhere.invalid: "));
    CHECK(error.ends_with("check its name, or its entry in ~/.ssh/config"));
  }
  SECTION("nobody listens") {
    machine.configure("Host far\n Port 1");
    FarAsker far(machine);
    CHECK(error_there(far) ==
          "ssh did not get to far: ssh: connect to host 127.0.0.1 port 1: Connection refused. No sshd "
          "listens there: start "
          "it, or check host and port (~/.ssh/config)");
  }
  SECTION("a key that is refused") {
    machine.configure("Host far\n PubkeyAuthentication no");
    FarAsker far(machine);
    const std::string error = error_there(far);
    CHECK(holds(error, "far: "));
    CHECK(holds(error, "Permission denied"));
    CHECK(holds(error, "run `ssh far` once by hand"));
  }
  SECTION("a host key that is not known, and one that has changed") {
    const TempDir folder;
    const std::string known = folder / "known";
    machine.configure("Host far\n StrictHostKeyChecking ask\n UserKnownHostsFile " + known);
    {
      FarAsker far(machine);
      CHECK(holds(error_there(far), "Its host key is not known yet: run `ssh far` once by hand"));
    }
    write_file(known, "* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIm8VdxZDPQ3wNPnQ1nvOnzfIOdLDDCZ3V2qEFeCSxlT\n");
    FarAsker far(machine);
    CHECK(holds(error_there(far), "The host key is not the one that is known"));
  }
  SECTION("a configuration that ssh does not understand") {
    machine.configure("Nonsense yes");
    FarAsker far(machine);
    CHECK(holds(error_there(far), "correct ~/.ssh/config"));
  }
}

TEST_CASE("remote: a port at which nobody says anything") {
  // It accepts, in the kernel, and is silent.
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.configure("Host far\n ProxyCommand sleep 1000");
  FarAsker far({"far", ""}, {machine.ssh(), 1s});
  const std::string error = error_there(far);
  CHECK(holds(error, "ssh did not get to far: "));
  CHECK(holds(error, "timed out"));
}

TEST_CASE("remote: start-up files that talk, and those that never let a sh answer") {
  SECTION("a banner") {
    const FarMachine machine({.start_up = "echo welcome; printf 'no newline'; echo oops >&2"});
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    FarAsker far(machine);
    CHECK(far.ask(print("x")).output == "x\n");
  }
  SECTION("another program") {
    const FarMachine machine({.start_up = "echo hello; exec cat > /dev/null"});
    REQUIRE_SSHD(machine);
    FarAsker far({"far", ""}, {machine.ssh(), 10s, 5s, 300ms});
    const std::string error = error_there(far);
    CHECK(error.starts_with("far lets ssh in, but no sh answers there (it printed: hello)."));
    CHECK(holds(error, "`ssh far echo works` must print works"));
  }
  SECTION("the end") {
    const FarMachine machine({.start_up = "echo This account is currently not available.; exit 1"});
    REQUIRE_SSHD(machine);
    FarAsker far(machine);
    CHECK(holds(error_there(far), "(it printed: This account is currently not available.)"));
  }
  SECTION("a flood") {
    const FarMachine machine({.start_up = "exec yes"});
    REQUIRE_SSHD(machine);
    FarAsker far(machine);
    CHECK(holds(error_there(far), "(it printed: y)"));
  }
}

TEST_CASE("remote: a destination that is none runs nothing here") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  const TempDir folder;
  for (const std::string& destination :
       {"-oProxyCommand=touch " + folder.path() + "/x", std::string("it's \"a\" host"),
        std::string("$(touch x)"), std::string()}) {
    FarAsker far({destination, ""}, {machine.ssh()});
    CHECK(error_there(far).starts_with("ssh did not get to " + destination));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("remote: no tmux there") {
  const TempDir folder;
  for (const char* const program : {"id", "uname", "ls", "od", "date", "sh", "sleep", "cat"})
    std::filesystem::create_symlink("/usr/bin/" + std::string(program), folder / program);
  const FarMachine machine({.path = folder.path()});
  REQUIRE_SSHD(machine);
  FarAsker far(machine);
  const Error error = far.ask(Command("list-sessions")).error();
  // Another one may be where tmux is on some systems.
  if (!far.engine().facts().far.tmux_program.empty()) {
    WARN("not tested: there is a tmux in a folder of the system");
    return;
  }
  CHECK(error.code == Errc::refused);
  CHECK(error.message.starts_with("there is no tmux on far "));
}

TEST_CASE(
    "remote: a tmux that may not use the socket or has no room for it, and a folder that others may have "
    "made") {
  // The words are those of tmux; "access not allowed" comes with exit status 0, as does a socket that cannot be made.
  const std::pair<std::string, std::string> refusals[] = {
      {"error connecting to /x/y (Permission denied)", "The socket belongs to another user; log in as"},
      {"error creating /x/y (Permission denied)", "The folder belongs to another user; leave the path"},
      {"access not allowed", "That tmux server lets its owner in alone"},
      {"error creating /x/y (No space left on device)", "A tmux server needs room for its socket there"},
      {"couldn't create directory /x (Disk quota exceeded)", "A tmux server needs room for its socket there"},
  };
  for (const auto& [said, remedy] : refusals) {
    DYNAMIC_SECTION(said) {
      const TempDir folder;
      write_file(folder / "tmux", "#!/bin/sh\necho \"" + said + "\" >&2\n");
      std::filesystem::permissions(folder / "tmux", std::filesystem::perms::owner_all);
      const FarMachine machine({.path = folder.path() + ":/usr/bin:/bin"});
      REQUIRE_SSHD(machine);
      FarAsker far(machine, "/x/y");
      const Error error = far.ask(Command("list-sessions")).error();
      CHECK(error.code == Errc::refused);
      CHECK(error.message.starts_with("far: " + said + ". " + remedy));
    }
  }
  SECTION("an unsafe folder") {
    const FarMachine machine;
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    const std::string folder = std::filesystem::path(machine.tmux().socket()).parent_path();
    using std::filesystem::perms;
    std::filesystem::permissions(folder, perms::owner_all | perms::others_read);
    FarAsker far(machine);
    const Error error = far.ask(Command("list-sessions")).error();
    CHECK(error.code == Errc::refused);
    CHECK(holds(error.message, folder));
    CHECK_FALSE(far.engine().facts().forwards);
    std::filesystem::permissions(folder, perms::owner_all);
    CHECK(far.ask(Command("list-sessions")).ok());
  }
}

TEST_CASE("remote: a machine that opens one session a connection serves what needs no more") {
  const FarMachine machine({.options = {"MaxSessions=1"}});
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  FarAsker far(machine);
  CHECK(far.ask(print("x")).output == "x\n");
  machine.tmux().must({"kill-server"});
  FarAnswer answer;
  CHECK(far.until(
      [&] { return (answer = far.ask(Command("list-sessions"))).error().code == Errc::unreachable; }));
  CHECK(holds(answer.error().message, "far opens no further session over one ssh connection (MaxSessions"));
}

TEST_CASE("remote: what its user has configured for other uses of ssh changes nothing") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  const TempDir folder;
  machine.configure(
      "Host far\n ControlMaster auto\n ControlPersist yes\n ControlPath " + folder.path() +
      "/%C\n RemoteCommand echo no\n RequestTTY force\n PermitLocalCommand yes\n LocalCommand touch " +
      (folder / "local") + "\n LocalForward " + (folder / "socket") + " /nowhere\n ForwardAgent yes\n" +
      " ServerAliveInterval 1000\n LogLevel QUIET");
  machine.tmux().start_job("job", "echo here");
  FarAsker far(machine);
  CHECK(far.ask(print("x")).output == "x\n");
  CHECK(far.engine().facts().forwards);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("remote: a request whose time is up before there is a connection has done nothing, and says so") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.configure("Host far\n ProxyCommand sleep 1000");
  FarAsker far(machine);
  const Error error = far.ask(new_session("never"), 200ms).error();
  CHECK(error.code == Errc::timed_out);
  CHECK(error.message ==
        "tmux did not answer in time: there is no ssh connection to far yet, so nothing was done");
}

TEST_CASE("remote: every login shell") {
  for (const std::string shell : {"/bin/dash", "/bin/bash", "/usr/bin/fish", "/usr/bin/zsh", "/usr/bin/mksh",
                                  "/bin/ksh", "/usr/bin/tcsh", "/usr/bin/busybox sh"}) {
    INFO(shell);
    if (!std::filesystem::exists(shell.substr(0, shell.find(' ')))) continue;
    const FarMachine machine({.shell = shell, .options = {"AllowStreamLocalForwarding=no"}});
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    FarAsker far(machine);
    Command set("set-option");
    const std::string odd = "it's \\ !! $HOME\n`x` %s \"#{pane_id}\" ~ ^ ? 'end\\";
    set.flag("-g").flag("--").arg("@given").arg(odd);
    const FarAnswer answer = far.ask(set);
    INFO(answer.error().message);
    CHECK(answer.ok());
    CHECK(machine.tmux().run({"show-options", "-gv", "@given"}).output == odd + "\n");
  }
}
