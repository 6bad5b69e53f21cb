// create_session: what does not come about, and that nothing is left of it.
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "tmux/act/shell_lives.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

TEST_CASE("a server that is on its way out is waited for, and not for ever") {
  Creating c;
  c.create({"job", ""});
  SECTION("a new one comes up") {
    c.client.answer("", 1, "server exited unexpectedly");
    CHECK_FALSE(c.status);
    c.until_asked();
    CHECK(c.last().starts_with(kSurvives + "new-session"));
    c.client.answer(session_row("$0", "job") + shell_row("/dev/pts/9"));
    c.see_alive();
    c.answer_front();
    CHECK(c.status->ok());
  }
  SECTION("it exits each time") {
    while (!c.status) {
      c.client.answer("", 1, "server exited unexpectedly");
      if (!c.status) c.until_asked();
    }
    CHECK(c.status->error().code == Errc::no_server);
    CHECK(c.client.asked.size() == 20);
  }
  SECTION("the call is cancelled meanwhile") {
    c.client.answer("", 1, "server exited unexpectedly");
    c.chain->cancel();
    c.loop.run();
    CHECK(c.client.asked.size() == 1);
    CHECK_FALSE(c.status);
  }
}

TEST_CASE("failures leave no session behind") {
  Creating c;
  SECTION("the name is taken") {
    c.create({"job", ""});
    c.client.answer("", 1, "duplicate session: job");
    CHECK(c.status->error().message ==
          "session \"job\" already exists. Use kill_session first or pick a different name.");
    CHECK(c.client.asked.size() == 1);
  }
  SECTION("the name would be stored as another, which is taken") {
    c.create({"a$x", ""});
    c.client.answer("", 1, "duplicate session: a\\$x");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the name is stored as another") {
    c.create({"a$x", ""});
    c.client.answer(session_row("$4", "a\\$x"));
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the window cannot be made") {
    c.create({"job", ""});
    c.client.answer(session_row("$4", "job"), 1, "create window failed");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the window cannot be made, and tmux does not answer any more") {
    c.create({"job", ""});
    c.client.answer(session_row("$4", "job"), 1, "create window failed");
    c.client.answer(Error{Errc::timed_out, "tmux did not answer in time"});
    REQUIRE(c.status);
    CHECK(c.status->error().message ==
          "tmux: create window failed (and the session could not be removed: tmux did not answer in time)");
  }
  SECTION("the session was gone before its shell came") {
    c.create({"job", ""});
    c.client.answer(session_row("$4", "job"), 1, "can't find session: job");
    // Perhaps a hook has only renamed it.
    c.client.answer("", 1, "can't find session: $4");
    c.client.answer("", 1, "can't find session: $4");
    c.expect_kill("$4");
    CHECK(c.status->error().message.find("ended the new session at once") != std::string::npos);
  }
  SECTION("a hook has killed the shell's pane") {
    c.create({"job", ""});
    c.client.machine.add_shell(1, "/dev/pts/9");
    c.client.answer(session_row("$4", "job") + shell_row("/dev/pts/9"));
    c.until_asked();
    c.client.answer("", 1, "can't find pane: %9");
    c.expect_kill("$4");
    CHECK(c.status->error().message.find("a hook that kills new panes") != std::string::npos);
  }
  SECTION("the window cannot be made for a name that takes two requests") {
    c.create({"=x", ""});
    c.client.answer(session_row("$4", "=x"));
    c.client.answer("", 1, "create window failed");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the answer is not tmux's") {
    c.create({"job", ""});
    c.client.answer("hello\n");
    CHECK(c.status->error().code == Errc::io);
    CHECK(c.client.asked.size() == 1);
  }
  SECTION("the shell ends at once") {
    const Terminal terminal(c.client.machine, LineMode::editing);
    c.create({"job", "x"});
    c.client.answer(session_row("$4", "job") + shell_row(terminal.name()));
    c.until_asked();
    c.client.answer("sessions-mcp-look\t\t\t\t\t\t\n");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("another server runs in the place of the one that made it") {
    const Terminal terminal(c.client.machine, LineMode::editing);
    c.create({"job", "x"});
    c.client.answer(session_row("$4", "job") + shell_row(terminal.name()));
    c.until_asked();
    c.client.answer("", 1, "unknown command: sessions-mcp-other-server");
    CHECK(c.last() == kSameServer + "; kill-session -t $4");
    c.client.answer("", 1, "unknown command: sessions-mcp-other-server");
    REQUIRE(c.status);
    CHECK(c.status->error().code == Errc::no_server);
    CHECK(c.status->error().message.find("the tmux server ended meanwhile") == 0);
    CHECK(c.status->error().message.find("could not be removed") == std::string::npos);
  }
  SECTION("cwd is not a directory") {
    c.create({"job", "", {"/etc/passwd"}});
    while (!c.status) c.loop.run_once();
    CHECK(c.status->error().code == Errc::invalid_argument);
    CHECK(c.status->error().message.starts_with("cwd is not a directory"));
    CHECK(c.client.asked.empty());
  }
}

TEST_CASE("a shell that ends at once is an error that tells how, and no session is left") {
  Creating c;
  c.create({"job", ""});
  c.client.answer(session_row("$4", "job") + shell_row("/dev/pts/9"));
  SECTION("tmux has noticed only that it has gone: it is asked again, and the pane is held") {
    c.until_asked();
    CHECK(c.last() == kSameServer + kUncover + kLook);
    c.client.answer(look_row(0, 0));
    CHECK_FALSE(c.status);
    c.until_asked();
    CHECK(c.last() == kSameServer + kUncover + kLook);
    c.client.answer(look_row(0, 0, 0, true, "3\t"));
    c.expect_kill("$4");
    CHECK(
        c.status->error().message.starts_with("the shell of the new session ended with exit code 3 at once"));
  }
  SECTION("by a signal") {
    c.until_asked();
    c.client.answer(look_row(0, 0, 0, true, "\t9"));
    c.expect_kill("$4");
    CHECK(c.status->error().message.find(" ended, killed by signal 9, at once") != std::string::npos);
  }
  SECTION("in the very moment in which it seemed ready") {
    c.client.machine.add_shell(1, "/dev/pts/9");
    c.until_asked();
    CHECK(c.last() == kSameServer + kUncover + kLook + kRelease);
    c.client.answer(look_row(0, 0, 0, true, "1\t"));
    c.expect_kill("$4");
    CHECK(c.status->error().message.find("exit code 1") != std::string::npos);
  }
  SECTION("with its pane") {
    c.until_asked();
    c.client.answer("", 1, "can't find pane: %9");
    c.expect_kill("$4");
    CHECK(c.status->error().message.find("ended the new session at once") != std::string::npos);
  }
  CHECK(c.status->error().code == Errc::refused);
}

TEST_CASE("a shell that takes long to start is let go on, and one that nobody can see, too") {
  Creating c;
  c.create({"job", ""});
  c.client.answer(session_row("$4", "job") + shell_row("/dev/pts/9"));
  const bool seen = GENERATE(true, false);
  if (seen) {
    c.client.machine.add_shell(1, "/dev/pts/9");
    c.client.machine.run(1, "/dev/pts/9", 2, "sleep");
  }
  const auto began = uv::Clock::now();
  while (!c.status && !c.asks_for_front()) {
    if (c.client.open() == 0) c.until_asked();
    if (c.client.open() > 0 && !c.asks_for_front()) {
      CHECK(c.last().starts_with(kSameServer + kUncover + kLook));
      c.client.answer(look_row(0, 0));
    }
  }
  CHECK(uv::Clock::now() - began >= kShellLivesBy - 50ms);
  c.answer_front();
  CHECK(c.status->ok());
  const auto& asked = c.client.asked;
  CHECK(joined(asked[asked.size() - 2].argv) == kSameServer + kUncover + kLook + kRelease);
  if (seen) CHECK(asked.size() == 3);
}

TEST_CASE("what goes wrong between the prompt and the command leaves no session behind") {
  Creating c;
  const Terminal terminal(c.client.machine, LineMode::editing);
  c.create({"job", "x"});
  c.client.answer(session_row("$4", "job") + shell_row(terminal.name()));
  while (!c.status && !c.asks_for_cursor())
    c.client.open() == 0 ? c.until_asked() : c.client.answer(look_row(2, 0));
  REQUIRE_FALSE(c.status);
  SECTION("the pane has gone: whoever types says so") {
    c.client.answer("", 1, "can't find pane: %9");
    CHECK(c.last().find("; load-buffer") != std::string::npos);
    c.client.answer("sessions-mcp-look\t\t\t\t\t\t\n");
    while (!c.status) c.client.open() == 0 ? c.until_asked() : c.client.answer("");
    CHECK(c.killed("$4"));
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("tmux does not answer in time") {
    c.client.answer(Error{Errc::timed_out, "tmux did not answer in time"});
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::timed_out);
  }
  CHECK_FALSE(c.made);
}

TEST_CASE("a shell that never waits is given up at the deadline") {
  Creating c;
  const Terminal terminal(c.client.machine, LineMode::canonical);
  c.chain = std::make_shared<RequestChain>(c.client, 400ms);
  c.create({"job", "x"});
  c.client.answer(session_row("$4", "job") + shell_row(terminal.name(), "999999"));
  int row = 0;
  while (!c.killed("$4")) {
    if (c.client.open() > 0) c.client.answer(look_row(0, ++row));  // it prints and prints
    if (c.client.open() == 0) c.loop.run_once();
  }
  c.expect_kill("$4");
  CHECK(c.status->error().code == Errc::timed_out);
}

TEST_CASE("cancelling undoes what was made") {
  Creating c;
  c.create({"job", ""});
  SECTION("while it is being made: the request is let finish") {
    c.chain->cancel();
    CHECK(c.client.cancelled.empty());
    c.client.answer(session_row("$4", "job") + shell_row("/dev/null"));
    CHECK(c.killed("$4"));
  }
  SECTION("between the two requests that some names take") {
    Creating other;
    other.create({"=x", ""});
    other.client.answer(session_row("$4", "=x"));
    other.chain->cancel();
    CHECK(other.client.cancelled.size() == 1);
    CHECK(other.killed("$4"));
    CHECK_FALSE(other.status);
  }
}

TEST_CASE("cancelling while the command is given to the shell leaves neither buffer nor session") {
  Creating c;
  const Terminal terminal(c.client.machine, LineMode::editing);
  c.create({"job", "echo a"});
  c.client.answer(session_row("$4", "job") + shell_row(terminal.name(), "999999"));
  SECTION("while the shell starts") {
    c.until_asked();
    c.chain->cancel();
  }
  SECTION("while the command is pasted") {
    while (!c.status && c.client.asked.back().input.empty()) {
      if (c.client.open() == 0) {
        c.until_asked();
      } else {
        c.asks_for_cursor() ? c.answer_cursor() : c.client.answer(look_row(2, 0));
      }
    }
    c.chain->cancel();
    const auto& before_last = c.client.asked[c.client.asked.size() - 2].argv;
    CHECK(joined(before_last).starts_with("delete-buffer -b sessions-mcp-"));
  }
  CHECK(c.last() == kSameServer + "; kill-session -t $4");
  CHECK_FALSE(c.status);
}
