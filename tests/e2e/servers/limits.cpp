// What limits and records calls holds on every server.
#include <unistd.h>

#include "support/contains.hpp"
#include "support/e2e/audit_file.hpp"
#include "support/e2e/several_servers.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string listed_by(SeveralServers& several) {
  const Json listed = several.about("list_sessions");
  std::string names;
  for (const Json& session : listed["sessions"].items()) names += session["name"].string() + " ";
  return names;
}

/// What is listed of the sessions `a` and `secret`, which each server has.
std::string listed_with(const std::vector<std::string>& options) {
  SeveralServers several(options);
  for (const std::string server : {"", "b", "c"})
    for (const std::string session : {"a", "secret"})
      several.on(server, {"new-session", "-d", "-s", session, "sleep 1000"});
  return listed_by(several);
}

}  // namespace

TEST_CASE("servers: a pattern is about all of them, or about those in front of its colon") {
  CHECK(listed_with({"--deny", "secret"}) == "a b:a c:a ");
  CHECK(listed_with({"--deny", "b:secret"}) == "a secret b:a c:a c:secret ");
  CHECK(listed_with({"--deny", "[bc]:*"}) == "a secret ");
  CHECK(listed_with({"--deny", "*:secret"}) == "a b:a c:a ");
  CHECK(listed_with({"--allow", "b:*"}) == "b:a b:secret ");
  CHECK(listed_with({"--allow", "b:a", "--allow", "s*"}) == "secret b:a b:secret c:secret ");
  CHECK(listed_with({"--allow", "?:*", "--deny", "c:s*"}) == "b:a b:secret c:a ");
}

TEST_CASE("servers: what is denied on one of them is not there, by no way") {
  SeveralServers several({"--deny", "b:two"});
  several.start_one_each();
  several.start("", "two");
  CHECK(several.about("has_session", R"({"name":"two"})")["exists"].boolean());
  CHECK_FALSE(several.about("has_session", R"({"name":"b:two"})")["exists"].boolean());
  for (const char* const arguments : {R"({"name":"b:two"})", R"({"name":"b:nix"})"})
    CHECK_THAT(several.error("capture_pane", arguments), Contains("does not exist"));
  CHECK(several.error("capture_pane", R"({"name":"b:two"})") ==
        "session \"b:two\" does not exist (excluded by --deny)");
  CHECK_THAT(several.error("kill_session", R"({"names":["b:two"]})"), Contains("does not exist"));
  const Json killed = several.about("kill_session", R"({"names":["b:two","c:three"]})");
  CHECK(killed["killed"].integer() == 1);
  CHECK(killed["failed"][0]["session"].string() == "b:two");
  CHECK_THAT(several.error("rename", R"({"name":"b:two","to":"x"})"), Contains("does not exist"));
  CHECK_THAT(several.error("new_session", R"({"name":"b:two"})"),
             Contains("no session may be called \"b:two\""));
  several.on("b", {"has-session", "-t", "=two"});
}

TEST_CASE("servers: what is denied by one name of a tmux server is denied by all") {
  const PrivateTmux tmux;
  const std::string socket = tmux / "b.sock";
  for (const std::string session : {"a", "secret"})
    tmux.must({"-S", socket, "new-session", "-d", "-s", session, "sleep 1000"});
  const std::string link = tmux / "link";
  REQUIRE(::symlink(socket.c_str(), link.c_str()) == 0);
  for (const std::string& by_default : {socket, link}) {
    CAPTURE(by_default);
    const auto listed = run_command({server_binary(), "-S", by_default, "--server", "b=" + socket, "--server",
                                     "x=" + link, "--deny", "b:secret", "list"},
                                    tmux.environment());
    CHECK(listed.output == "a\nb:a\nx:a\n");
    const auto allowed = run_command(
        {server_binary(), "-S", by_default, "--server", "b=" + socket, "--allow", "b:secret", "list"},
        tmux.environment());
    CHECK(allowed.output == "b:secret\n");
  }
}

TEST_CASE("servers: a limit that is about no server does not start") {
  const PrivateTmux tmux;
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {server_binary(), "--server", "b=" + (tmux / "none")});
    words.push_back("list");
    return run_command(words, tmux.environment());
  };
  for (const char* const option : {"--allow", "--deny"}) {
    for (const char* const glob : {"x:*", "bb:secret", "default:a", ":a", "b:", "b:a:c", "b:a.c"}) {
      CAPTURE(option, glob);
      const auto result = run({option, glob});
      CHECK(result.exit.status == 2);
      CHECK_THAT(result.error, Contains(std::string(option) + ": "));
    }
    CHECK(run({option, "b:a"}).exit.status == 0);
  }
  // Without servers a colon is refused as ever.
  const auto none = run_command({server_binary(), "--deny", "b:a", "list"}, tmux.environment());
  CHECK_THAT(none.error, Contains("has a ':' in it"));
}

TEST_CASE("servers: --own and --read-only hold on each") {
  SeveralServers own({"--own"});
  own.start_one_each();
  CHECK_THAT(own.error("kill_session", R"({"name":"b:two"})"),
             Contains("session \"b:two\" was not made by sessions-mcp"));
  CHECK_THAT(own.error("send_keys", R"({"name":"c:three","keys":"x"})"),
             Contains("session \"c:three\" was not made"));
  CHECK(own.about("new_session", R"({"name":"b:ours"})")["name"].string() == "b:ours");
  CHECK(own.about("kill_session", R"({"name":"b:ours"})")["killed"].boolean());
  SeveralServers reads({"--read-only"});
  reads.start_one_each();
  CHECK(reads.about("has_session", R"({"name":"b:two"})")["exists"].boolean());
  CHECK_THAT(listed_by(reads), Contains("b:two"));
}

TEST_CASE("servers: each call is recorded once, by the names that it gave") {
  const AuditFile audit;
  {
    SeveralServers several({"--audit", audit.path()});
    several.start_one_each();
    static_cast<void>(several.ok("capture_pane", R"({"name":"b:two"})"));
    static_cast<void>(several.ok("list_sessions"));
    const std::string job =
        several.about("run_command", R"({"name":"b:two","command":"true"})")["job"].string();
    static_cast<void>(several.ok("wait_for", object("job", job)));
    static_cast<void>(several.ok("kill_session", R"({"names":["one","b:two","b:nix"]})"));
    static_cast<void>(several.error("kill_session", R"({"name":"x:y"})"));
    CHECK(several.server.finish() == ExitStatus{});
  }
  CHECK(audit.told() ==
        "capture_pane ok\nlist_sessions ok\nrun_command ok\nwait_for ok\nkill_session ok\nkill_session "
        "error\n");
  const auto records = audit.records();
  REQUIRE(records.size() == 6);
  CAPTURE(audit.text());
  for (const std::size_t i : {0U, 2U, 3U}) CHECK(records[i]["session"].string() == "b:two");
  CHECK(records[4]["sessions"] == Json::parse(R"(["one","b:two","b:nix"])"));
  CHECK(records[5]["session"].string() == "x:y");
}

TEST_CASE("servers: the pane of the assistant is left alone on a server with a name, too") {
  PrivateTmux tmux;
  const std::string socket = tmux / "b.sock";
  tmux.must({"-S", socket, "new-session", "-d", "-s", "home", "sleep 1000"});
  tmux.must({"-S", socket, "new-session", "-d", "-s", "other", "sleep 1000"});
  const std::string pane = tmux.must({"-S", socket, "display-message", "-p", "-t", "=home:", "#{pane_id}"});
  const std::string pid = tmux.must({"-S", socket, "display-message", "-p", "#{pid}"});
  const Environment inside =
      merged(tmux.environment(), {{"TMUX", socket + "," + pid + ",0"}, {"TMUX_PANE", pane}});
  ServerProcess server({inside, {"-L", "default", "--server", "b=" + socket}});
  const Json refused = server.call("kill_session", R"({"name":"b:home"})");
  CHECK(is_error(refused));
  CHECK_THAT(text_of(refused), Contains("that is the pane this assistant itself runs in"));
  const Json both = server.call("kill_session", R"({"names":["b:home","b:other"]})");
  CHECK_THAT(text_of(both), Contains(R"("killed":1)") && Contains("assistant itself"));
  CHECK_THAT(text_of(server.call("list_sessions")), Contains(R"("holds_this_assistant":true)"));
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("servers: the instructions name the servers, and the list of tools is what it was") {
  SeveralServers several;
  LiveServer live;
  const std::string discover = stateless_request("1", "server/discover");
  const Json with = several.server.ask("1", discover)["result"];
  CHECK_THAT(with["instructions"].string(),
             Contains("More tmux servers: b, c. A session there is NAME:SESSION") && Contains("b:train-1"));
  CHECK(live.server.ask("1", discover)["result"]["instructions"].string().find("More tmux") ==
        std::string::npos);
  const std::string list = stateless_request("2", "tools/list");
  CHECK(several.server.ask("2", list)["result"]["tools"] == live.server.ask("2", list)["result"]["tools"]);
}
