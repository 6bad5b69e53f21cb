// ssh that comes back to the machine on which it was started: the pane of the assistant is left alone there, too.
#include "support/contains.hpp"
#include "support/e2e/inhabited.hpp"
#include "support/e2e/live_server.hpp"
#include "support/e2e/patient_calls.hpp"
#include "support/e2e/through_ssh.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;

namespace {

/// An agent in a pane of the tmux that its server reaches as `far`.
struct BackHere {
  explicit BackHere(const std::vector<std::string>& more = {})
      : pane(start(machine.tmux())),
        environment(merged(reaching(machine, here, runtime), variables())),
        server({environment, ThroughSsh::with(more)}) {}

  static std::string start(const PrivateTmux& tmux) {
    tmux.start_job("me", "exec cat");
    tmux.start_job("other", "exec cat");
    return pane_of(tmux, "=me:");
  }
  [[nodiscard]] Environment variables() const {
    Environment all = inside(machine.tmux(), pane);
    return {{"TMUX", all["TMUX"]}, {"TMUX_PANE", all["TMUX_PANE"]}};
  }

  FarMachine machine;
  PrivateTmux here{nullptr};
  TempDir runtime;
  std::string pane;
  Environment environment;
  ServerProcess server;
};

}  // namespace

TEST_CASE("servers: the pane of the assistant is left alone where ssh comes back to this machine") {
  BackHere back;
  REQUIRE_SSHD(back.machine);
  const std::string before = back.machine.tmux().fingerprint("me");
  CHECK_THAT(call_error(back.server, "kill_session", object("name", "far:me")), StartsWith(kOwn));
  CHECK_THAT(call_error(back.server, "kill_pane", object("name", "far:me", "pane", back.pane)),
             StartsWith(kOwn));
  CHECK_THAT(call_error(back.server, "send_keys", object("name", "far:me", "keys", "x")), StartsWith(kOwn));
  CHECK_THAT(call_error(back.server, "run_command", object("name", "far:me", "command", "ls")),
             StartsWith(kOwn));
  CHECK(back.machine.tmux().fingerprint("me") == before);
  CHECK_THAT(text_of(call_ok(back.server, "session_status", R"({"names":["far:me"]})")),
             Contains("this assistant runs here"));
  CHECK_THAT(text_of(call_ok(back.server, "list_sessions", "{}")),
             Contains(R"("holds_this_assistant":true)"));
  static_cast<void>(call_ok(back.server, "send_keys", object("name", "far:other", "keys", "x")));
  static_cast<void>(call_ok(back.server, "kill_session", object("name", "far:other")));
  CHECK(back.machine.tmux().session_names() == std::vector<std::string>{"me"});
  CHECK(back.server.finish() == ExitStatus{});

  const CommandResult doctor =
      run_command({server_binary(), "--host", "far", "doctor"}, back.environment, {}, kPatience * 2);
  CHECK_THAT(doctor.output, Contains("own pane      " + back.pane + ": kill_session"));
}

TEST_CASE("servers: --allow-self lifts the protection of the assistant behind ssh, too") {
  BackHere back({"--allow-self"});
  REQUIRE_SSHD(back.machine);
  static_cast<void>(call_ok(back.server, "send_keys", object("name", "far:me", "keys", "to myself")));
  CHECK(back.machine.tmux().shows("me", "to myself"));
  static_cast<void>(call_ok(back.server, "kill_session", object("name", "far:me")));
  CHECK(back.server.finish() == ExitStatus{});
}

TEST_CASE("servers: behind ssh the pane of the assistant is found by the terminal of a parent, too") {
  const FarMachine machine;
  REQUIRE_SSHD(machine);
  const Inhabited pane(machine.tmux(), "me");
  const PrivateTmux here(nullptr);
  const TempDir runtime;
  const Environment environment = reaching(machine, here, runtime);
  const std::string before = "env -u TMUX -u TMUX_PANE PATH=" + environment.at("PATH") +
                             " XDG_RUNTIME_DIR=" + runtime.path() + " SESSIONS_MCP_SERVERS=far=ssh:far";
  const std::string said = pane.call(before, "kill_session name=far:me");
  INFO(said);
  CHECK_THAT(said, StartsWith(kOwn));
  CHECK(machine.tmux().session_names() == std::vector<std::string>{"me"});
}
