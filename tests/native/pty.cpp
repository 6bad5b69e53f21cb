// tmux::Pty: a terminal with a client in it that no tmux process stands behind.
#include <csignal>
#include <filesystem>
#include <unistd.h>
#include <utility>

#include "native/person.hpp"
#include "support/process_figures.hpp"

using namespace smcp;
using namespace smcp::test;
using tmux::Departure;
using tmux::PtyOptions;

namespace {

PtyOptions at(const PrivateTmux& server, const std::string& name, uv::TerminalSize size = {80, 25}) {
  PtyOptions options;
  options.session = session_id(server, name);
  options.size = size;
  return options;
}

PtyOptions onlooker(const PrivateTmux& server, const std::string& name, uv::TerminalSize size) {
  PtyOptions options = at(server, name, size);
  options.read_only = true;
  options.ignore_size = true;
  return options;
}

std::string shown(const PrivateTmux& server, const std::string& format, const std::string& name = "job") {
  return server.must({"display-message", "-p", "-t", "=" + name + ":", format});
}

std::string window_size(const PrivateTmux& server, const std::string& name = "job") {
  return shown(server, "#{window_width}x#{window_height}", name);
}

bool becomes(Person& person, const PrivateTmux& server, const std::string& format, const std::string& value) {
  return person.until([&] { return shown(server, format) == value; });
}

}  // namespace

TEST_CASE("pty: attaches a client that tmux lists, shows what the session shows, and leaves") {
  const PrivateTmux server;
  server.start_job("job", "echo hello from the job");
  Person person(server, at(server, "job", {90, 30}));
  CHECK_FALSE(person.pty->write("x"));
  person.attach();
  CHECK(person.sees("hello from the job"));
  CHECK(shown(server, "#{session_attached}") == "1");
  CHECK(server.must({"list-clients", "-F",
                     "#{client_name} #{client_tty} #{client_width}x#{client_height} "
                     "#{client_termname} #{client_utf8} #{client_readonly}"}) ==
        std::string(person.pty->name()) + " " + std::string(person.pty->name()) +
            " 90x30 xterm-256color 1 0");
  person.pty->detach();
  CHECK(person.departure() == Departure::left);
  CHECK(becomes(person, server, "#{session_attached}", "0"));
  CHECK(person.pty->name().empty());
}

TEST_CASE("pty: a window follows its size, and its changes") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person person(server, at(server, "job", {100, 31}));
  person.attach();
  CHECK(becomes(person, server, "#{window_width}x#{window_height}", "100x30"));
  person.pty->resize({132, 51});
  CHECK(becomes(person, server, "#{window_width}x#{window_height}", "132x50"));
}

TEST_CASE("pty: with ignore_size windows stay as they are, whoever else comes and goes") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  if (version_of(server) < tmux::kDescribedTerminals) return;  // windows follow every client there
  for (const uv::TerminalSize size : {uv::TerminalSize{140, 50}, {40, 10}}) {
    Person onlooking(server, onlooker(server, "job", size));
    onlooking.attach();
    CHECK(onlooking.sees("here"));
    onlooking.pty->resize({120, 40});
    CHECK(onlooking.until([&] {
      return server.must({"list-clients", "-F", "#{client_width}"}).find("120") != std::string::npos;
    }));
    CHECK(window_size(server) == "80x24");
    {
      Person working(server, at(server, "job", {100, 31}));
      working.attach();
      CHECK(becomes(working, server, "#{window_width}x#{window_height}", "100x30"));
      working.pty->resize({80, 25});
      CHECK(becomes(working, server, "#{window_width}x#{window_height}", "80x24"));
      CHECK_FALSE(onlooking.end);
      working.pty->detach();
      CHECK(working.departure() == Departure::left);
    }
    CHECK(becomes(onlooking, server, "#{session_attached}", "2"));
    CHECK(window_size(server) == "80x24");
    onlooking.pty->detach();
    CHECK(onlooking.departure() == Departure::left);
    CHECK(becomes(onlooking, server, "#{session_attached}", "0"));
    CHECK(window_size(server) == "80x24");
  }
}

TEST_CASE("pty: what is typed arrives, unless read-only") {
  const PrivateTmux server;
  server.start_job("job", "stty -echo; while read -r line; do echo \"got $line\"; done");
  {
    PtyOptions options = at(server, "job");
    options.read_only = true;
    Person onlooking(server, options);
    onlooking.attach();
    CHECK(onlooking.pty->write("unwanted\r"));
    Person typing(server, at(server, "job"));
    typing.attach();
    CHECK(typing.pty->write("wanted\r"));
    CHECK(typing.sees("got wanted"));
    CHECK(onlooking.sees("got wanted"));
    CHECK(onlooking.screen.find("unwanted") == std::string::npos);
  }
  CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
}

TEST_CASE("pty: the prefix key works, as for any person") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person person(server, at(server, "job"));
  person.attach();
  CHECK(person.pty->write("\x02["));
  CHECK(becomes(person, server, "#{pane_in_mode}", "1"));
  CHECK(person.pty->write("q"));
  CHECK(becomes(person, server, "#{pane_in_mode}", "0"));
  CHECK(
      person.pty->write("\x02"
                        "d"));
  CHECK(person.departure() == Departure::detached);
}

TEST_CASE("pty: the end of the session, and of the server, are told apart") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  server.start_job("other", "echo there");
  Person first(server, at(server, "job"));
  first.attach();
  server.must({"kill-session", "-t", "=job"});
  CHECK(first.departure() == Departure::session_ended);
  Person second(server, at(server, "other"));
  second.attach();
  SECTION("the last session ends") {
    server.must({"kill-session", "-t", "=other"});
    CHECK(second.departure() == Departure::session_ended);
  }
  SECTION("kill-server") {
    server.must({"kill-server"});
    CHECK(second.departure() == Departure::server_ended);
  }
  SECTION("SIGKILL") {
    kill(server.server_pid(), SIGKILL);
    CHECK(second.departure() == Departure::server_ended);
  }
}

TEST_CASE("pty: with ignore_size the same, also where tmux would go on to another session") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  server.start_job("other", "echo there");
  server.must({"set-option", "-g", "detach-on-destroy", "off"});
  Person onlooking(server, onlooker(server, "job", {120, 40}));
  onlooking.attach();
  SECTION("the session ends") {
    server.must({"kill-session", "-t", "=job"});
    if (version_of(server) < tmux::kDescribedTerminals) return;
    CHECK(onlooking.departure() == Departure::session_ended);
    CHECK(wait_until([&] { return shown(server, "#{session_attached}", "other") == "0"; }));
    CHECK(window_size(server, "other") == "80x24");
  }
  SECTION("SIGKILL of the server") {
    kill(server.server_pid(), SIGKILL);
    CHECK(onlooking.departure() == Departure::server_ended);
  }
  SECTION("kill-server") {
    server.must({"kill-server"});
    CHECK(onlooking.departure() == Departure::server_ended);
  }
}

TEST_CASE("pty: no command of the server's is run here") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  const std::string proof = server / "ran";
  server.must({"set-option", "-g", "lock-command", "touch " + proof});
  Person person(server, at(server, "job"));
  person.attach();
  const std::string name(person.pty->name());
  SECTION("lock-client ends it") {
    server.must({"lock-client", "-t", name});
    CHECK(person.departure() == Departure::locked);
  }
  SECTION("detach-client -E is a detach-client") {
    server.must({"detach-client", "-t", name, "-E", "touch " + proof});
    CHECK(person.departure() == Departure::detached);
  }
  SECTION("suspend-client suspends nothing") {
    server.must({"suspend-client", "-t", name});
    person.screen.clear();
    CHECK(person.sees("here"));
    CHECK_FALSE(person.end);
  }
  CHECK_FALSE(std::filesystem::exists(proof));
}

TEST_CASE("pty: what cannot be attached to is an error that says so") {
  const PrivateTmux server;
  PtyOptions nowhere;
  nowhere.session = {77};
  {
    Person person(server, nowhere);
    person.pty->attach(kPatience);
    REQUIRE(person.until([&] { return person.end.has_value(); }));
    REQUIRE_FALSE(*person.end);
    CHECK(person.end->error().code == Errc::no_server);
  }
  server.start_job("job", "echo here");
  for (const bool ignore_size : {false, true}) {
    nowhere.ignore_size = ignore_size;
    Person person(server, nowhere);
    person.pty->attach(kPatience);
    REQUIRE(person.until([&] { return person.end.has_value(); }));
    REQUIRE_FALSE(*person.end);
    INFO(person.end->error().message);
    CHECK(person.end->error().code == Errc::not_found);
    CHECK_FALSE(person.attached);
  }
}

TEST_CASE("pty: a server that is stopped holds up neither the beginning nor the end for long") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person attached(server, at(server, "job"));
  attached.attach();
  {
    const Stopped stopped(server.server_pid());
    attached.pty->detach();
    CHECK(attached.departure() == Departure::left);
    Person waiting(server, PtyOptions{});
    waiting.pty->attach(milliseconds{50});
    REQUIRE(waiting.until([&] { return waiting.end.has_value(); }));
    REQUIRE_FALSE(*waiting.end);
    CHECK(waiting.end->error().code == Errc::timed_out);
    Person leaving(server, PtyOptions{});
    leaving.pty->attach(kPatience);
    leaving.pty->detach();
    CHECK(leaving.departure() == Departure::left);
  }
  CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
}

TEST_CASE("pty: destroying it detaches, and leaves no descriptor open") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  std::size_t before = 0;
  for (int round = 0; round < 4; ++round) {
    {
      Person person(server, onlooker(server, "job", {100, 40}));
      person.attach();
      if (round == 2) person.pty.reset();
    }
    CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
    if (round == 0) before = open_descriptors(getpid());
    CHECK(open_descriptors(getpid()) == before);
  }
}

TEST_CASE("pty: the session's environment and options are left alone") {
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

TEST_CASE("pty: paused, it shows nothing and tmux is not held up, and resumed, it shows the end") {
  const PrivateTmux server;
  server.start_job("job", "while [ ! -e \"$HOME/go\" ]; do :; done; seq 1 200000; echo the end");
  Person person(server, at(server, "job"));
  person.attach();
  person.pty->pause();
  person.screen.clear();
  write_file(server / "go", "");
  CHECK(server.shows("job", "the end"));
  CHECK_FALSE(person.until([&] { return !person.screen.empty(); }, milliseconds{1}));
  person.pty->resume();
  CHECK(person.sees("the end"));
}

TEST_CASE("pty: the end comes once, also to one who leaves while the last is shown") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  if (version_of(server) < tmux::kDescribedTerminals) return;  // no client_written, and the same Pty
  Person person(server, at(server, "job"));
  person.attach();
  person.pty->pause();
  const auto written = [&] { return server.must({"list-clients", "-F", "#{client_written}"}); };
  const std::string before = written();
  person.pty->resize({100, 31});  // what is drawn now waits in the terminal
  REQUIRE(wait_until([&] { return written() != before; }));
  bool asked = false;
  person.when_shown = [&] {
    asked = true;
    person.pty->resize({100, 30});
    person.pty->detach();
  };
  kill(server.server_pid(), SIGKILL);
  CHECK(person.departure() == Departure::server_ended);
  CHECK(asked);
  person.pty->detach();
  CHECK_FALSE(person.until([&] { return person.ends > 1; }, milliseconds{50}));
}

TEST_CASE("pty: who comes and goes leaves no descriptor in the server") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  const pid_t pid = server.server_pid();
  const auto come_and_go = [&](bool ignore_size) {
    PtyOptions options = at(server, "job");
    options.ignore_size = ignore_size;
    Person person(server, options);
    person.attach();
    person.pty->detach();
    CHECK(person.departure() == Departure::left);
    CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
  };
  for (const bool ignore_size : {false, true}) {
    come_and_go(ignore_size);
    // The server lets go of a client's connection a little after it has taken it off its list.
    std::size_t before = open_descriptors(pid);
    CHECK(wait_until([&] {
      const std::size_t now = open_descriptors(pid);
      return std::exchange(before, now) == now;
    }));
    for (int round = 0; round < 10; ++round) come_and_go(ignore_size);
    CHECK(wait_until([&] { return open_descriptors(pid) <= before; }));
  }
}
