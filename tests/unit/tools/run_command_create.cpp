// run_command create, against a made-up tmux: what is asked, and in which order.
#include <string>

#include "support/catch.hpp"
#include "support/unit/called.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/pane_row.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// Runs the loop until tmux is asked the next question.
void until_asked(Called& c) {
  while (c.client.open() == 0 && c.results.empty()) c.loop.run_once();
}

std::string asked(const Called& c) {
  return tmux::joined(c.client.asked.back().argv);
}

constexpr const char* kCall = R"({"name":"job","create":true,"command":"true"})";

}  // namespace

TEST_CASE("run_command create: a session that is there is not made") {
  Called c;
  c.call("run_command", R"({"name":"job","create":true,"command":"true","cwd":"/","env":{"A":"secret"}})");
  c.client.answer(tmux::PaneRow{}.of("job"));
  CHECK(c.last().starts_with(
      "session \"job\" exists, and cwd, env would be for a session that this call makes"));
  CHECK(c.last().find("secret") == std::string::npos);
  CHECK(c.client.asked.size() == 1);
}

TEST_CASE("run_command create: without it no session is made") {
  Called c;
  c.call("run_command", R"({"name":"job","command":"true"})");
  c.client.answer("", 1, "no server running on /x");
  c.client.answer("", 1, "no server running on /x");
  CHECK(c.last() == "session \"job\" does not exist; there are no sessions: create=true makes it");
}

TEST_CASE("run_command create: wrong arguments ask tmux nothing") {
  Called c;
  c.call("run_command", R"({"name":"job","create":true,"command":"true","shell":"/bin/cat"})");
  CHECK(c.last() == "shell: \"/bin/cat\" is not in /etc/shells, which has: /bin/sh, /bin/bash");
  c.client.machine.shells.reset();  // they are not known: a shell is no reason to refuse
  c.call("run_command",
         R"({"name":"job","create":true,"command":"true","shell":"/bin/cat","env":{"A-B":"x"}})");
  CHECK(c.last().find("/etc/shells") == std::string::npos);
  c.call("run_command", R"({"name":"job","create":true,"command":"true","env":{"TERM":"x"}})");
  CHECK(c.last().starts_with("env: TERM cannot be given"));
  CHECK(c.client.asked.empty());
}

TEST_CASE(
    "run_command create: what was made is removed if the command cannot start, and if the call is "
    "cancelled") {
  Called c;
  auto cancel = c.call("run_command", kCall);
  c.client.answer("", 1, "no server running on /x");
  REQUIRE(asked(c).starts_with(tmux::kSurvives + "new-session -d -P"));
  c.client.machine.add_shell(1, "/dev/pts/9");
  c.client.answer(tmux::session_row("$4", "job") + tmux::shell_row("/dev/pts/9"));
  until_asked(c);
  c.client.answer(tmux::look_row(2, 0));  // it lives
  REQUIRE(asked(c).find("select-pane -Z -t %9") != std::string::npos);
  c.client.answer("");
  SECTION("its pane has gone") {
    const auto kill = tmux::kSameServer + "; kill-session -t $4";
    for (int i = 0; i < 3 && asked(c) != kill; ++i) c.client.answer("", 1, "can't find session: job");
    REQUIRE(asked(c) == tmux::kSameServer + "; kill-session -t $4");
    CHECK(c.results.empty());
    c.client.answer("");
    CHECK(c.last() ==
          "the shell of the new session ended before it took the command; nothing was run. The session that "
          "was made "
          "for it has been removed.");
  }
  SECTION("cancelled") {
    cancel();
    CHECK(asked(c) == tmux::kSameServer + "; kill-session -t $4");
    c.client.answer("");
  }
}

TEST_CASE("run_command create: a session that somebody else makes at the same moment is used") {
  Called c;
  c.call("run_command", kCall);
  c.client.answer("", 1, "no server running on /x");
  REQUIRE(asked(c).starts_with(tmux::kSurvives + "new-session -d -P"));
  c.client.answer("", 1, "duplicate session: job");
  c.client.answer(tmux::PaneRow{"$0", "%1", "copy-mode"}.of("job"));
  CHECK(c.last().find("is in copy-mode") != std::string::npos);
}
