// tmux::TerminalClient: a terminal with a client in it that no tmux process stands behind.
#include "integration/clients/attaching.hpp"

using namespace smcp;
using namespace smcp::test;
using tmux::Departure;
using tmux::TerminalClientOptions;

TEST_CASE("terminal client: attaches a client that tmux lists, shows what the session shows, and leaves") {
  const PrivateTmux server;
  server.start_job("job", "echo hello from the job");
  Person person(server, at(server, "job", {90, 30}));
  CHECK_FALSE(person.terminal->write("x"));
  person.attach();
  CHECK(person.sees("hello from the job"));
  CHECK(shown(server, "#{session_attached}") == "1");
  CHECK(server.must({"list-clients", "-F",
                     "#{client_name} #{client_tty} #{client_width}x#{client_height} "
                     "#{client_termname} #{client_utf8} #{client_readonly}"}) ==
        std::string(person.terminal->name()) + " " + std::string(person.terminal->name()) +
            " 90x30 xterm-256color 1 0");
  person.terminal->detach();
  CHECK(person.departure() == Departure::left);
  CHECK(becomes(person, server, "#{session_attached}", "0"));
  CHECK(person.terminal->name().empty());
}

TEST_CASE("terminal client: a window follows its size, and its changes") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person person(server, at(server, "job", {100, 31}));
  person.attach();
  CHECK(becomes(person, server, "#{window_width}x#{window_height}", "100x30"));
  person.terminal->resize({132, 51});
  CHECK(becomes(person, server, "#{window_width}x#{window_height}", "132x50"));
}

TEST_CASE("terminal client: with ignore_size windows stay as they are, whoever else comes and goes") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  if (version_of(server) < tmux::kDescribedTerminals) return;  // windows follow every client there
  for (const uv::TerminalSize size : {uv::TerminalSize{140, 50}, {40, 10}}) {
    Person onlooking(server, onlooker(server, "job", size));
    onlooking.attach();
    CHECK(onlooking.sees("here"));
    onlooking.terminal->resize({120, 40});
    CHECK(onlooking.until([&] {
      return server.must({"list-clients", "-F", "#{client_width}"}).find("120") != std::string::npos;
    }));
    CHECK(window_size(server) == "80x24");
    {
      Person working(server, at(server, "job", {100, 31}));
      working.attach();
      CHECK(becomes(working, server, "#{window_width}x#{window_height}", "100x30"));
      working.terminal->resize({80, 25});
      CHECK(becomes(working, server, "#{window_width}x#{window_height}", "80x24"));
      CHECK_FALSE(onlooking.end);
      working.terminal->detach();
      CHECK(working.departure() == Departure::left);
    }
    CHECK(becomes(onlooking, server, "#{session_attached}", "2"));
    CHECK(window_size(server) == "80x24");
    onlooking.terminal->detach();
    CHECK(onlooking.departure() == Departure::left);
    CHECK(becomes(onlooking, server, "#{session_attached}", "0"));
    CHECK(window_size(server) == "80x24");
  }
}

TEST_CASE("terminal client: what is typed arrives, unless read-only") {
  const PrivateTmux server;
  server.start_job("job", "stty -echo; while read -r line; do echo \"got $line\"; done");
  {
    TerminalClientOptions options = at(server, "job");
    options.read_only = true;
    Person onlooking(server, options);
    onlooking.attach();
    CHECK(onlooking.terminal->write("unwanted\r"));
    Person typing(server, at(server, "job"));
    typing.attach();
    CHECK(typing.terminal->write("wanted\r"));
    CHECK(typing.sees("got wanted"));
    CHECK(onlooking.sees("got wanted"));
    CHECK(onlooking.screen.find("unwanted") == std::string::npos);
  }
  CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
}

TEST_CASE("terminal client: the prefix key works, as for any person") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person person(server, at(server, "job"));
  person.attach();
  CHECK(person.terminal->write("\x02["));
  CHECK(becomes(person, server, "#{pane_in_mode}", "1"));
  CHECK(person.terminal->write("q"));
  CHECK(becomes(person, server, "#{pane_in_mode}", "0"));
  CHECK(
      person.terminal->write("\x02"
                             "d"));
  CHECK(person.departure() == Departure::detached);
}

TEST_CASE("terminal client: the session's environment and options are left alone") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  server.must({"set-environment", "-t", "=job", "DISPLAY", ":7"});  // one that attaching updates
  const std::string options = server.must({"show-options", "-t", "=job:"});
  const std::string environment = server.must({"show-environment", "-t", "=job"});
  Person person(server, onlooker(server, "job", {100, 40}));
  person.attach();
  CHECK(server.must({"show-environment", "-t", "=job"}) == environment);
  CHECK(server.must({"show-options", "-t", "=job:"}) == options);
}

TEST_CASE(
    "terminal client: paused, it shows nothing and tmux is not held up, and resumed, it shows the end") {
  const PrivateTmux server;
  server.start_job("job", "while [ ! -e \"$HOME/go\" ]; do :; done; seq 1 200000; echo the end");
  Person person(server, at(server, "job"));
  person.attach();
  person.terminal->pause();
  person.screen.clear();
  write_file(server / "go", "");
  CHECK(server.shows("job", "the end"));
  CHECK_FALSE(person.until([&] { return !person.screen.empty(); }, milliseconds{1}));
  person.terminal->resume();
  CHECK(person.sees("the end"));
}
