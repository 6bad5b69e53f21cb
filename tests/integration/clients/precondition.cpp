// tmux::Precondition in a real tmux: what it lets through, and that what it stops leaves no trace.
#include "tmux/link/precondition.hpp"

#include "support/catch.hpp"
#include "support/private_tmux.hpp"
#include "tmux/link/errors.hpp"

using namespace smcp;
using namespace smcp::test;
using tmux::Command;
using tmux::Precondition;

namespace {

/// Ok if what stands behind the precondition was run; else what it was stopped with.
Status passes(const PrivateTmux& server, const Precondition& precondition) {
  Command batch = precondition.begin();
  batch.then("set-option").flag("-g").flag("@passed").flag("yes");
  const CommandResult result = server.run(batch.argv());
  const bool passed = server.run({"show-options", "-gv", "@passed"}).output == "yes\n";
  (void)server.run({"set-option", "-gu", "@passed"});
  CHECK(passed == (result.exit == ExitStatus{}));
  if (passed) return Ok{};
  std::string error = result.error;
  if (error.ends_with('\n')) error.pop_back();
  return tmux::error_of({result.exit.status, error});
}

tmux::ServerId id_of(const PrivateTmux& server) {
  return {std::stoll(server.must({"display-message", "-p", "#{pid}"})),
          std::stoll(server.must({"display-message", "-p", "#{start_time}"}))};
}

/// The session's id and its name as this tmux stores it.
std::pair<std::string, std::string> make(const PrivateTmux& server, const std::string& name) {
  const std::string made = server.must({"new-session", "-d", "-P", "-F", "#{session_id} #{session_name}",
                                        "-s", tmux::format_literal(name), "--", "sleep", "100000"});
  const auto space = made.find(' ');
  return {made.substr(0, space), made.substr(space + 1)};
}

}  // namespace

TEST_CASE("precondition: one server, and no other life of it") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  const tmux::ServerId id = id_of(server);
  CHECK(passes(server, Precondition::server(id)).ok());
  CHECK(passes(server, Precondition::server({id.pid + 1, id.start_time})).error().code == Errc::no_server);
  CHECK(passes(server, Precondition::server({id.pid, id.start_time - 1})).error().code == Errc::no_server);
  server.must({"kill-server"});
  REQUIRE(wait_until([&] { return server.server_pid() == 0; }));
  CHECK(passes(server, Precondition::server(id)).error().code == Errc::no_server);
  server.start_job("job", "echo here");
  CHECK(passes(server, Precondition::server(id)).error().code == Errc::no_server);
}

TEST_CASE("precondition: a session's name is compared exactly, whatever signs it has") {
  const PrivateTmux server;
  server.start_job("other", "echo here");
  std::vector<std::string> names = {"job",  "a#{b}", "a#[b", "a##[b",      "a#[,}", "a#(b)",
                                    "a#,b", "a#}b",  "a##b", "a#",         "a,",    "a%H",
                                    "a#S",  "a###",  "a}}{", "\u00e9日本", "{b,c}", "#{d}",
                                    "$0",   "=x",    "@1",   "%0",         "-job",  "a#{session_name}"};
  for (const char sign : std::string("!\"#$%&'()*+,-/;<=>?@[\\]^_`{}~"))
    names.push_back(std::string("a") + sign + "b");
  for (const std::string& name : names) {
    const auto [id, stored] = make(server, name);
    INFO(stored);
    CHECK(passes(server, Precondition::session(id + ":", stored)).ok());
    CHECK(passes(server, Precondition::session(id + ":", stored + "x")).error().code == Errc::not_found);
    CHECK(passes(server, Precondition::session("=other:", stored)).error().code == Errc::not_found);
    server.must({"kill-session", "-t", id});
    CHECK(passes(server, Precondition::session(id + ":", stored)).error().code == Errc::not_found);
  }
}

TEST_CASE("precondition: neither a prefix, nor a glob, nor a client is the session") {
  const PrivateTmux server;
  server.start_job("long-name", "echo here");
  const AttachedClient person(server, "long-name");
  const std::string client = server.must({"list-clients", "-F", "#{client_name}"});
  for (const std::string& name : {std::string("long"), std::string("long*"), client}) {
    INFO(name);
    CHECK(passes(server, Precondition::session(name + ":", name)).error().code == Errc::not_found);
    CHECK(passes(server, Precondition::session("=" + name + ":", name)).error().code == Errc::not_found);
  }
}

TEST_CASE("precondition: a pane takes keys if it lives and nobody scrolls in it") {
  const PrivateTmux server;
  server.start_job("job", "echo here");
  CHECK(passes(server, Precondition::takes_keys("=job:")).ok());
  server.must({"copy-mode", "-t", "=job:"});
  CHECK(passes(server, Precondition::takes_keys("=job:")).error().code == Errc::refused);
  server.must({"send-keys", "-t", "=job:", "-X", "cancel"});
  CHECK(passes(server, Precondition::takes_keys("=job:")).ok());
  server.must({"set-option", "-g", "remain-on-exit", "on"});
  server.must({"new-window", "-t", "=job:", "true"});
  REQUIRE(wait_until([&] {
    return server.must({"display-message", "-p", "-t", "=job:", "#{pane_dead}"}) == "1";
  }));
  CHECK(passes(server, Precondition::takes_keys("=job:")).error().code == Errc::refused);
  CHECK(passes(server, Precondition::takes_keys("=gone:")).ok());
}

TEST_CASE("precondition: a pane whose keys go into other panes, too, is told from one that has them alone") {
  const PrivateTmux server;
  server.start_job("job", "exec cat");
  server.must({"split-window", "-d", "-t", "=job:", "cat"});
  server.must({"new-window", "-d", "-t", "=job:", "cat"});
  const auto refused = [&](unsigned pane) {
    const Status status = passes(server, Precondition::not_synchronised(tmux::PaneId{pane}));
    if (!status) CHECK(status.error().code == Errc::refused);
    return !status.ok();
  };
  CHECK_FALSE(refused(0));
  server.must({"set-option", "-g", "-w", "synchronize-panes", "on"});
  CHECK(refused(0));
  CHECK(refused(1));
  CHECK_FALSE(refused(2));  // alone in its window
  // It keeps keys from the other pane until it is over, which may be before the next key.
  server.must({"copy-mode", "-t", "%1"});
  CHECK(refused(0));
  server.must({"send-keys", "-t", "%1", "-X", "cancel"});
  server.must({"resize-pane", "-Z", "-t", "%0"});
  CHECK(refused(0));
  server.must({"set-option", "-w", "-t", "%0", "remain-on-exit", "on"});
  server.must({"respawn-pane", "-k", "-t", "%1", "true"});
  REQUIRE(wait_until([&] {
    return server.must({"display-message", "-p", "-t", "%1", "#{pane_dead}"}) == "1";
  }));
  CHECK_FALSE(refused(0));
  CHECK_FALSE(refused(99));  // what follows fails on it
}

TEST_CASE("precondition: from tmux 3.2 on each pane may take part in the synchronisation or not") {
  const PrivateTmux server;
  server.start_job("job", "exec cat");
  if (server.version() < TmuxVersion{3, 2}) return;
  for (int i = 0; i < 2; ++i) server.must({"split-window", "-d", "-t", "=job:", "cat"});
  const auto refused = [&](unsigned pane) {
    return !passes(server, Precondition::not_synchronised(tmux::PaneId{pane})).ok();
  };
  server.must({"set-option", "-p", "-t", "%0", "synchronize-panes", "on"});
  CHECK_FALSE(refused(0));  // with nobody
  CHECK_FALSE(refused(1));
  server.must({"set-option", "-p", "-t", "%2", "synchronize-panes", "on"});
  CHECK(refused(0));
  CHECK_FALSE(refused(1));
  CHECK(refused(2));
}

TEST_CASE("precondition: a pane that only one session holds does not outlive it, whatever its name") {
  const PrivateTmux server;
  server.start_job("other", "exec cat");
  for (const std::string& name :
       {std::string("job"), std::string("a#{b},}c"), std::string("$1"), std::string("é日本")}) {
    const auto [id, stored] = make(server, name);
    INFO(stored);
    const auto pane =
        tmux::PaneId::parse(server.must({"display-message", "-p", "-t", id + ":", "#{pane_id}"}));
    REQUIRE(pane);
    const auto outlives = [&](const std::string& session) {
      const Status status = passes(server, Precondition::outlives_session(*pane, session));
      if (!status) CHECK(status.error().code == Errc::refused);
      return status.ok();
    };
    CHECK_FALSE(outlives(stored));
    CHECK(outlives("other"));
    server.must({"link-window", "-d", "-s", id + ":0", "-t", id + ":9"});
    CHECK_FALSE(outlives(stored));  // twice, but in no other
    server.must({"link-window", "-d", "-s", id + ":0", "-t", "=other:9"});
    CHECK(outlives(stored));
    server.must({"kill-session", "-t", id});
    CHECK_FALSE(outlives("other"));
    server.must({"kill-window", "-t", "=other:9"});
  }
}

TEST_CASE("precondition: one that tmux did not come to an end with does not hold") {
  const PrivateTmux server;
  server.start_job("job", "exec cat");
  for (int i = 0; i < 17; ++i) server.must({"new-window", "-d", "-t", "=job:", "exec cat"});
  // Eighteen windows in four loops within each other take every tmux on any machine well over the 100 ms after
  // which one from 3.7 on expands to nothing what is left.
  const std::string slow = "#{W:#{W:#{W:#{W:#{?#{==:#{window_id},none},x,}}}}}";
  const std::string end = "#{?#{!=:1,},end,}";
  const std::string value = server.must({"display-message", "-p", "-t", "=job:", slow + end});
  INFO("the format gave: " << value);
  CHECK(value == (server.version() < TmuxVersion{3, 7} ? "end" : ""));
  const auto unmoved = [&](const std::string& format, const std::string& known) {
    return passes(server, Precondition::unmoved("=job:", format, known)).ok();
  };
  CHECK(unmoved(end, "end"));
  CHECK_FALSE(unmoved(end, ""));
  CHECK_FALSE(unmoved(slow + end, ""));  // nothing is nothing, but not what the format says
}
