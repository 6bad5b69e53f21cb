// sessions-mcp watch: a session live on a person's terminal, which gets its terminal back whatever happens.
#include <csignal>

#include "e2e/watch/watching.hpp"
#include "support/holds.hpp"

using namespace smcp::test;

TEST_CASE("watch: shows a session as it goes on, of any size, without changing it, until q") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo at first; while [ ! -e \"$HOME/go\" ]; do sleep 0.01; done; echo and later");
  for (const auto& [columns, rows] : {std::pair{80, 25}, {132, 50}, {40, 12}}) {
    Watch watch(tmux, "job", columns, rows);
    CHECK(watch.shows("at first"));
    CHECK(watch.raw());
    CHECK(asked(tmux, "job", "#{session_attached}") != "0");
    if (knows_ignore_size(tmux)) CHECK(window_size(tmux, "job") == "80x24");
    if (columns == 132) {
      write_file(tmux / "go", "");
      CHECK(watch.shows("and later"));
    }
    watch.type("q");
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.put_back());
    CHECK(watch.screen.ends_with("left session \"job\"\r\n"));
    CHECK(left_alone(tmux, "job"));
    if (knows_ignore_size(tmux)) CHECK(window_size(tmux, "job") == "80x24");
  }
}

TEST_CASE("watch: no key reaches the session, and Ctrl-C leaves") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here; stty -echo; while read -r line; do echo \"got $line\"; done");
  const std::string before = tmux.fingerprint("job");
  Watch watch(tmux, "job");
  CHECK(watch.shows("here"));
  const std::string size = window_size(tmux, "job");
  watch.type(
      "ls\r\x02"
      "c\x1b[A\x1bOq\x1b]11;rgb:q\a\x04\x1a\x1c");
  watch.type("\x02[:kill-server\r");
  watch.resize(100, 40);  // what comes after it was typed
  CHECK(watch.shows("\033[1;40r"));
  CHECK(watch.child.running());
  watch.type("\x03");
  CHECK(watch.ended() == ExitStatus{});
  CHECK(watch.put_back());
  if (knows_ignore_size(tmux)) CHECK(tmux.fingerprint("job") == before);
  CHECK(tmux.fingerprint("job").find("got") == std::string::npos);
}

TEST_CASE("watch: the end of the session, or of the server, ends it and is told") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  tmux.start_job("other", "echo there");
  Watch watch(tmux, "job");
  CHECK(watch.shows("here"));
  SECTION("kill-session") {
    tmux.must({"kill-session", "-t", "=job"});
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.screen.ends_with("session \"job\" ended\r\n"));
  }
  SECTION("the last session") {
    tmux.must({"kill-session", "-t", "=other"});
    tmux.must({"kill-session", "-t", "=job"});
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.screen.ends_with("session \"job\" ended\r\n"));
  }
  SECTION("kill-server") {
    tmux.must({"kill-server"});
    CHECK(watch.ended() == ExitStatus{1, 0});
    CHECK(watch.screen.ends_with("the tmux server ended\r\n"));
  }
  SECTION("SIGKILL of the server") {
    kill(tmux.server_pid(), SIGKILL);
    CHECK(watch.ended() == ExitStatus{1, 0});
    CHECK(watch.screen.ends_with("the tmux server ended\r\n"));
  }
  CHECK(watch.put_back());
}

TEST_CASE("watch: a signal ends it, and the terminal is put back") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    Watch watch(tmux, "job");
    CHECK(watch.shows("here"));
    watch.child.signal(signal);
    CHECK(watch.ended() == ExitStatus{128 + signal, 0});
    CHECK(watch.put_back());
    CHECK(left_alone(tmux, "job"));
  }
}

TEST_CASE("watch: killed with SIGKILL, it leaves tmux and the size as they were") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  for (int round = 0; round < 10; ++round) {
    const std::string name = "job-" + std::to_string(round);
    tmux.start_job(name, "echo here");
    Watch watch(tmux, name, 132, 50);
    CHECK(watch.shows("here"));
    watch.child.signal(SIGKILL);
    CHECK(watch.ended() == ExitStatus{0, SIGKILL});
    CHECK(left_alone(tmux, name));
    if (knows_ignore_size(tmux)) CHECK(window_size(tmux, name) == "80x24");
  }
}

TEST_CASE("watch: a stopped server does not keep anybody from leaving") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  Watch watch(tmux, "job");
  CHECK(watch.shows("here"));
  const Stopped stopped(tmux.server_pid());
  watch.type("q");
  CHECK(watch.ended() == ExitStatus{});
  CHECK(watch.put_back());
}

TEST_CASE("watch: stopped and gone on with, it gives the terminal back and takes it again") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  Watch watch(tmux, "job");
  CHECK(watch.shows("here"));
  watch.child.signal(SIGTSTP);
  CHECK(watch.shows(kPutBack));
  CHECK(wait_until([&] { return !watch.raw(); }));
  watch.screen.clear();
  CHECK(wait_until([&] {  // a SIGCONT that comes before the stop is lost
    watch.child.signal(SIGCONT);
    return watch.raw();
  }));
  CHECK(watch.shows("here"));
  watch.type("q");
  CHECK(watch.ended() == ExitStatus{});
  CHECK(watch.put_back());
}

TEST_CASE("watch: a change of the terminal's size is followed") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  Watch watch(tmux, "job");
  CHECK(watch.shows("here"));
  watch.resize(101, 37);
  CHECK(wait_until([&] {
    return tmux.must({"list-clients", "-F", "#{client_width}x#{client_height}"}).find("101x37") !=
           std::string::npos;
  }));
  if (knows_ignore_size(tmux)) CHECK(window_size(tmux, "job") == "80x24");
}

TEST_CASE("watch: a person who is attached keeps the say over the size") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  if (!knows_ignore_size(tmux)) return;
  Watch watch(tmux, "job", 132, 50);
  CHECK(watch.shows("here"));
  {
    const AttachedClient person(tmux, "job");
    CHECK(wait_until([&] { return window_size(tmux, "job") == "80x23"; }));
    watch.resize(140, 60);
    CHECK(watch.shows("\033[1;60r"));
    CHECK(window_size(tmux, "job") == "80x23");
  }
  CHECK(wait_until([&] { return asked(tmux, "job", "#{session_attached}") == "2"; }));
  CHECK(window_size(tmux, "job") == "80x23");
}

TEST_CASE("watch: what cannot be watched is a clear error") {
  const PrivateTmux tmux;
  const auto error_of = [&](const std::string& name, const Environment& more, int status) {
    Watch watch(tmux, name, 80, 25, more);
    CHECK(watch.ended() == ExitStatus{status, 0});
    CHECK_FALSE(watch.raw());
    return watch.screen;
  };
  CHECK(holds(error_of("nobody", {}, 1), "session \"nobody\" does not exist"));
  tmux.start_job("job-1", "echo here");
  CHECK(holds(error_of("job", {}, 1), "session \"job\" does not exist"));
  CHECK(holds(error_of("=job-1", {}, 1), "session \"=job-1\" does not exist"));
  CHECK(holds(error_of("$0", {}, 1), "session \"$0\" does not exist"));
  CHECK(holds(error_of("", {}, 2), "watch needs the name of one session"));
  CHECK(holds(error_of("job-1", {{"TERM", "dumb"}}, 2), "TERM is \"dumb\""));
  CHECK(holds(error_of("job-1", {{"TERM", ""}}, 2), "TERM is not set"));
  const CommandResult no_terminal = run_command({server_binary(), "watch", "job-1"}, tmux.environment());
  CHECK(no_terminal.exit == ExitStatus{2, 0});
  CHECK(holds(no_terminal.error, "standard input or output is not one"));
  CHECK(left_alone(tmux, "job-1"));
}

TEST_CASE("watch: a pane does not show its own session") {
  const PrivateTmux tmux;
  tmux.must({"new-session", "-d", "-s", "job", server_binary() + " watch job; exec sleep 100000"});
  CHECK(tmux.shows("job", "this terminal is itself in session \"job\""));
}
