// tmux::TerminalClient: how it ends, also before it has begun, and what is left of it then.
#include <csignal>
#include <filesystem>
#include <unistd.h>
#include <utility>

#include "integration/clients/attaching.hpp"
#include "support/process_figures.hpp"

using namespace smcp;
using namespace smcp::test;
using tmux::Departure;
using tmux::TerminalClientOptions;

TEST_CASE("terminal client: the end of the session, and of the server, are told apart") {
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

TEST_CASE("terminal client: with ignore_size the same, also where tmux would go on to another session") {
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

TEST_CASE("terminal client: no command of the server's is run here") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  const std::string proof = server / "ran";
  server.must({"set-option", "-g", "lock-command", "touch " + proof});
  Person person(server, at(server, "job"));
  person.attach();
  const std::string name(person.terminal->name());
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

TEST_CASE("terminal client: what cannot be attached to is an error that says so") {
  const PrivateTmux server;
  TerminalClientOptions nowhere;
  nowhere.session = {77};
  {
    Person person(server, nowhere);
    person.terminal->attach(kPatience);
    REQUIRE(person.until([&] { return person.end.has_value(); }));
    REQUIRE_FALSE(*person.end);
    CHECK(person.end->error().code == Errc::no_server);
  }
  server.start_job("job", "echo here");
  for (const bool ignore_size : {false, true}) {
    nowhere.ignore_size = ignore_size;
    Person person(server, nowhere);
    person.terminal->attach(kPatience);
    REQUIRE(person.until([&] { return person.end.has_value(); }));
    REQUIRE_FALSE(*person.end);
    INFO(person.end->error().message);
    CHECK(person.end->error().code == Errc::not_found);
    CHECK_FALSE(person.attached);
  }
}

TEST_CASE("terminal client: a server that is stopped holds up neither the beginning nor the end for long") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  Person attached(server, at(server, "job"));
  attached.attach();
  {
    const Stopped stopped(server.server_pid());
    attached.terminal->detach();
    CHECK(attached.departure() == Departure::left);
    Person waiting(server, TerminalClientOptions{});
    waiting.terminal->attach(milliseconds{50});
    REQUIRE(waiting.until([&] { return waiting.end.has_value(); }));
    REQUIRE_FALSE(*waiting.end);
    CHECK(waiting.end->error().code == Errc::timed_out);
    Person leaving(server, TerminalClientOptions{});
    leaving.terminal->attach(kPatience);
    leaving.terminal->detach();
    CHECK(leaving.departure() == Departure::left);
  }
  CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
}

TEST_CASE("terminal client: destroying it detaches, and leaves no descriptor open") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  std::size_t before = 0;
  for (int round = 0; round < 4; ++round) {
    {
      Person person(server, onlooker(server, "job", {100, 40}));
      person.attach();
      if (round == 2) person.terminal.reset();
    }
    CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
    if (round == 0) before = open_descriptors(getpid());
    CHECK(open_descriptors(getpid()) == before);
  }
}

TEST_CASE("terminal client: the end comes once, also to one who leaves while the last is shown") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  if (version_of(server) < tmux::kDescribedTerminals)
    return;  // no client_written, and the same TerminalClient
  Person person(server, at(server, "job"));
  person.attach();
  person.terminal->pause();
  const auto written = [&] { return server.must({"list-clients", "-F", "#{client_written}"}); };
  const std::string before = written();
  person.terminal->resize({100, 31});  // what is drawn now waits in the terminal
  REQUIRE(wait_until([&] { return written() != before; }));
  bool asked = false;
  person.when_shown = [&] {
    asked = true;
    person.terminal->resize({100, 30});
    person.terminal->detach();
  };
  kill(server.server_pid(), SIGKILL);
  CHECK(person.departure() == Departure::server_ended);
  CHECK(asked);
  person.terminal->detach();
  CHECK_FALSE(person.until([&] { return person.ends > 1; }, milliseconds{50}));
}

TEST_CASE("terminal client: who comes and goes leaves no descriptor in the server") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  const pid_t pid = server.server_pid();
  const auto come_and_go = [&](bool ignore_size) {
    TerminalClientOptions options = at(server, "job");
    options.ignore_size = ignore_size;
    Person person(server, options);
    person.attach();
    person.terminal->detach();
    CHECK(person.departure() == Departure::left);
    CHECK(wait_until([&] { return shown(server, "#{session_attached}") == "0"; }));
  };
  for (const bool ignore_size : {false, true}) {
    come_and_go(ignore_size);
    // The server lets go of a client's connection a little after it has taken it off its list.
    CHECK(wait_until_still([pid] { return open_descriptors(pid); }, milliseconds{50}));
    const std::size_t before = open_descriptors(pid);
    for (int round = 0; round < 10; ++round) come_and_go(ignore_size);
    CHECK(wait_until([&] { return open_descriptors(pid) <= before; }));
  }
}
