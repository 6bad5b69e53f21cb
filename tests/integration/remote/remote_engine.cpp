// A tmux server on another machine: reached, asked, started, and left alone.
#include "tmux/remote/remote_engine.hpp"

#include <unistd.h>

#include "integration/remote/far_asker.hpp"
#include "support/process_figures.hpp"

using namespace smcp;
using namespace smcp::test;
using namespace std::chrono_literals;
using tmux::Command;

TEST_CASE("remote: nothing is started before the first request") {
  FarAsker far({"nowhere.invalid", ""}, {"/bin/false"});
  CHECK(far.folders() == 0);
  CHECK(children_of(::getpid()).empty());
  CHECK_FALSE(far.engine().facts().up);
  CHECK(far.engine().facts().error.empty());
}

TEST_CASE("remote: requests go through the forwarded socket, to the default server of the account") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  const std::size_t children = children_of(::getpid()).size();
  FarAsker far(machine);
  Command list("list-sessions");
  list.flag("-F").flag("#{session_name}");
  const FarAnswer listed = far.ask(list);
  INFO(listed.error().message);
  CHECK(listed.ok());
  CHECK(listed.output == "job\n");
  const auto facts = far.engine().facts();
  CHECK(facts.up);
  CHECK(facts.forwards);
  CHECK(facts.fallback_reason.empty());
  CHECK(facts.far.socket_path == machine.tmux().socket());
  CHECK(facts.far.home == machine.tmux().environment().at("HOME"));
  CHECK(facts.far.has_proc);
  CHECK(facts.far.tmux_version.starts_with("tmux "));
  CHECK(facts.far.user == std::to_string(::getuid()));
  // The master, and nobody else.
  CHECK(children_of(::getpid()).size() == children + 1);
  CHECK(far.folders() == 1);
  far.end();
  CHECK(far.folders() == 0);
  CHECK(children_of(::getpid()).size() == children);
  CHECK(machine.tmux().session_names() == std::vector<std::string>{"job"});
}

TEST_CASE(
    "remote: no server there is told in tmux's words, one is started, and has nothing of this machine") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  const ScopedVariable mine("SMCP_ONLY_HERE", "1");
  FarAsker far(machine);
  const FarAnswer none = far.ask(Command("list-sessions"));
  CHECK(none.error().code == Errc::no_server);
  CHECK(none.error().message.find(machine.tmux().socket()) != std::string::npos);
  const FarAnswer made = far.ask(new_session("made"));
  INFO(made.error().message);
  CHECK(made.ok());
  // Its folder is there now, and nobody else's: the next ones go through the socket.
  CHECK(far.until([&] { return far.engine().facts().forwards; }));
  const std::size_t children = children_of(::getpid()).size();
  CHECK(far.ask(new_session("second")).ok());
  CHECK(children_of(::getpid()).size() == children);
  CHECK(machine.tmux().session_names() == std::vector<std::string>{"made", "second"});
  for (const std::string session : {"=made:", "=second:"}) {
    CHECK(machine.tmux().must({"display-message", "-p", "-t", session, "#{pane_current_path}"}) ==
          far.engine().facts().far.home);
  }
  const std::string variables = machine.tmux().must({"show-environment", "-g"});
  CHECK(variables.find("SMCP_ONLY_HERE") == std::string::npos);
  CHECK(variables.find("XDG_RUNTIME_DIR") == std::string::npos);
  CHECK(variables.find("LANG=C.UTF-8") != std::string::npos);
}

TEST_CASE("remote: a socket by its path, absolute or in the home, and input") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  const std::string path = machine.tmux() / "own.sock";
  for (const std::string& given : {path, std::string("own.sock")}) {
    FarAsker far(machine, given);
    CHECK(far.ask(Command("list-sessions")).error().code == Errc::no_server);
    CHECK(far.ask(new_session("here")).ok());
    CHECK(far.engine().facts().forwards);
    Command load("load-buffer");
    load.flag("-b").arg("given").arg("-");
    const std::string text(100'000, 'x');
    CHECK(far.ask(load, kPatience, text).ok());
    Command show("show-buffer");
    show.flag("-b").arg("given");
    CHECK(far.ask(show).output == text);
    CHECK(machine.tmux().must({"-S", path, "list-sessions", "-F", "#{session_name}"}) == "here");
    CHECK(far.ask(Command("kill-server")).reply.has_value());
    CHECK(far.until([&] { return far.ask(Command("list-sessions")).error().code == Errc::no_server; }));
  }
}

TEST_CASE("remote: what a request says arrives as it is, through the socket and through a child") {
  for (const bool through_socket : {true, false}) {
    const FarMachine machine(forwarding(through_socket));
    REQUIRE_SSHD(machine);
    machine.tmux().start_job("job", "echo here");
    FarAsker far(machine);
    for (const std::string text : {"it's", "a\\b", "new\nline", "end\n", "$HOME `id` \"q\" !x %s %% \\n ~",
                                   "ä€😀", "'\\''", "; rm", "*"}) {
      Command set("set-option");
      set.flag("-g").flag("--").arg("@given").arg(text);
      INFO(text);
      CHECK(far.ask(set).ok());
      CHECK(machine.tmux().run({"show-options", "-gv", "@given"}).output == text + "\n");
    }
    CHECK(far.engine().facts().forwards == through_socket);
    if (!through_socket)
      CHECK(far.engine().facts().fallback_reason.find("AllowStreamLocalForwarding") != std::string::npos);
  }
}

TEST_CASE("remote: a server that does not answer costs no more than the request's own time") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  FarAsker far(machine);
  CHECK(far.ask(print("x")).output == "x\n");
  const Stopped stopped(machine.tmux().server_pid());
  CHECK(far.ask(print("x"), 300ms).error().code == Errc::timed_out);
}

TEST_CASE("remote: folders and logs are asked of the machine, and processes are not seen without a look") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  machine.tmux().start_job("job", "echo here");
  FarAsker far(machine);
  const shell::ProcessView& view = far.engine().client().processes();
  const auto find = [&](const std::string& path) {
    std::optional<Result<std::string>> found;
    const auto open = view.find_directory(far.loop(), path, uv::Clock::now() + kPatience,
                                          [&](Result<std::string> result) { found = std::move(result); });
    CHECK_FALSE(found.has_value());
    REQUIRE(far.until([&] { return found.has_value(); }));
    return *found;
  };
  const auto log = [&](const std::string& path) -> Status {
    std::optional<Status> checked;
    const auto open = view.check_log(far.loop(), path, uv::Clock::now() + kPatience,
                                     [&](const Status& result) { checked = result; });
    REQUIRE(far.until([&] { return checked.has_value(); }));
    return *checked;
  };
  const std::string odd = machine.tmux() / "it's a \"dir\"";
  std::filesystem::create_directory(odd);
  CHECK(find(odd).value() == odd);
  CHECK(find("it's a \"dir\"").value() == odd);
  CHECK(find("/nowhere").error().message ==
        "cwd is not a directory that can be entered: /nowhere (no such file or directory)");
  CHECK(find("/etc/passwd").error().message.ends_with("(not a directory)"));
  CHECK(find("~/x").error().message.ends_with("; ~ and $VAR are not expanded: give an absolute path"));
  CHECK(find("~/x").error().code == Errc::invalid_argument);
  CHECK(log(odd + "/new.log").ok());
  CHECK(log(odd).error().message.ends_with("(illegal operation on a directory)"));
  CHECK(log("/nowhere/log").error().message.ends_with("(no such file or directory)"));
  CHECK(log("/dev/null").error().message.ends_with("(not a regular file)"));
  CHECK(view.shells_file().value().find("/bin/bash\n") != std::string::npos);
  const pid_t pid = machine.tmux().server_pid();
  CHECK_FALSE(view.process(pid).known);
  CHECK_FALSE(view.terminal_modes("/dev/tty").has_value());
}

TEST_CASE("remote: round trip and clock are measured") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  FarAsker far(machine);
  std::optional<Result<tmux::RemoteEngine::Measured>> measured;
  const auto open =
      far.engine().measure(uv::Clock::now() + kPatience, [&](auto result) { measured = result; });
  REQUIRE(far.until([&] { return measured.has_value(); }));
  REQUIRE(measured->ok());
  CHECK((*measured)->round_trip > 0us);
  CHECK((*measured)->round_trip < kPatience);
  CHECK(std::abs((*measured)->clock_ahead.count()) <= 1);
}
