// Calls on several servers: all are asked at once, and one that does not answer costs its own line.
#include "support/contains.hpp"
#include "support/e2e/several_servers.hpp"
#include "support/e2e/text_lines.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;

namespace {

std::string names_in(const Json& listed) {
  std::string names;
  for (const Json& session : listed["sessions"].items()) names += session["name"].string() + " ";
  return names;
}

void type(const SeveralServers& several, const std::string& server, const std::string& session,
          const std::string& line) {
  several.on(server, {"send-keys", "-t", "=" + session + ":", line, "Enter"});
}

bool shows(const SeveralServers& several, const std::string& server, const std::string& session,
           const std::string& line) {
  return wait_until([&] {
    return several.on(server, {"capture-pane", "-p", "-t", "=" + session + ":"}).find("\n" + line) !=
           std::string::npos;
  });
}

}  // namespace

TEST_CASE("servers: lists name the sessions of all, the default server first, then as given") {
  SeveralServers several;
  CHECK(several.about("list_sessions") == Json::parse(R"({"count":0,"sessions":[]})"));
  CHECK(text_of(several.ok("session_status")) == "no sessions");
  several.start_one_each();
  const Json listed = several.about("list_sessions");
  CHECK(names_in(listed) == "one b:two c:three ");
  CHECK(listed["count"].integer() == 3);
  CHECK_FALSE(listed["errors"].exists());
  const auto lines = lines_of(text_of(several.ok("session_status")));
  REQUIRE(lines.size() == 3);
  CHECK_THAT(lines[0], StartsWith("one: "));
  CHECK_THAT(lines[1], StartsWith("b:two: "));
  CHECK_THAT(lines[2], StartsWith("c:three: "));
  CHECK(several.about("session_status")["sessions"].integer() == 3);
  const auto some = text_of(several.ok("session_status", R"({"names":["c:three","one"]})"));
  CHECK_THAT(some, StartsWith("one: "));
  CHECK_THAT(some, Contains("\nc:three: ") && !Contains("two"));
}

TEST_CASE("servers: a missing session costs only its own entry, and a server that is not known the call") {
  SeveralServers several;
  several.start_one_each();
  const Json about = several.about("session_status", R"({"names":["one","b:nix","c:three"]})");
  CHECK(about["sessions"].integer() == 2);
  REQUIRE(about["errors"].size() == 1);
  CHECK_THAT(about["errors"][0].string(), StartsWith("session \"b:nix\" does not exist"));
  CHECK(
      several.error("session_status", R"({"names":["one","x:two"]})") ==
      "there is no server \"x\"; there are: b, c. Sessions of the default server have no ':' in their names");
  CHECK(several.error("capture_pane", R"({"name":"x:two"})").find("there are: b, c") != std::string::npos);
  CHECK(several.error("capture_pane", R"({"name":"b:c:two"})") ==
        "name cannot contain '.', ':', '|', or whitespace");
  CHECK(several.error("capture_pane", R"({"name":"b:"})") == "name is required (non-empty string)");
  CHECK(several.error("new_session", R"({"name":"b:x.y"})") ==
        "name cannot contain '.', ':', '|', or whitespace");
  // Both parts fail: each says why.
  const auto both = several.error("session_status", R"({"names":["nix","b:nix"]})");
  CHECK_THAT(both,
             Contains("session \"nix\" does not exist") && Contains("session \"b:nix\" does not exist"));
  CHECK_THAT(several.error("search_output", R"x({"pattern":"("})x"), Contains("pattern") && !Contains("\n"));
}

TEST_CASE("servers: without others a colon is refused as ever") {
  LiveServer live;
  CHECK(live.error("capture_pane", R"({"name":"b:two"})") ==
        "name cannot contain '.', ':', '|', or whitespace");
  CHECK(live.error("session_status", R"({"names":["b:two"]})") ==
        "name cannot contain '.', ':', '|', or whitespace");
}

TEST_CASE("servers: since counts what each of them has printed, and is of those that were asked") {
  SeveralServers several;
  several.start_one_each();
  const std::string since = several.about("session_status")["since"].string();
  type(several, "b", "two", " printf 'x\\ny\\nz\\n'");
  REQUIRE(shows(several, "b", "two", "z"));
  const auto lines = lines_of(text_of(several.ok("session_status", object("since", since))));
  REQUIRE(lines.size() == 3);
  CHECK_THAT(lines[0], !Contains("+4"));
  CHECK_THAT(lines[1], Contains("+4 rows"));
  CHECK_THAT(lines[2], !Contains("+4"));
  // For one of them, too.
  const std::string only_b = R"({"names":["b:two"],"since":")" + since + "\"}";
  CHECK_THAT(text_of(several.ok("session_status", only_b)), Contains("+4 rows"));
  // That of one is not of all, nor of another.
  const std::string of_b = several.about("session_status", R"({"names":["b:two"]})")["since"].string();
  CHECK_THAT(of_b, StartsWith("b:"));
  CHECK_THAT(several.error("session_status", object("since", of_b)), Contains("server \"b\" alone"));
  CHECK_THAT(several.error("session_status", R"({"names":["c:three"],"since":")" + of_b + "\"}"),
             Contains("since is of server \"b\", and this call is on server \"c\""));
  const std::string of_one = several.about("session_status", R"({"names":["one"]})")["since"].string();
  CHECK_THAT(several.error("session_status", object("since", of_one)), Contains("the default server alone"));
  CHECK_THAT(several.error("session_status", R"({"names":["c:three"],"since":")" + of_one + "\"}"),
             Contains("since is of the default server, and this call is on server \"c\""));
  const std::string of_two =
      several.about("session_status", R"({"names":["one","b:two"]})")["since"].string();
  CHECK_THAT(several.error("session_status", object("since", of_two)), Contains("without server \"c\""));
  CHECK(several.about("session_status", object("since", "none-of-ours"))["unknown_since"].boolean());
}

TEST_CASE("servers: cursors and jobs of one are refused by another") {
  SeveralServers several;
  several.start_one_each();
  const auto cursor = [&](const std::string& name) {
    return several.about("capture_pane", object("name", name))["cursor"].string();
  };
  for (const std::string tool : {"capture_pane", "wait_for"}) {
    CAPTURE(tool);
    const auto refused = [&](const std::string& name, const std::string& since) {
      return several.error(tool, object("name", name, "since", since));
    };
    CHECK_THAT(refused("one", cursor("b:two")),
               Contains("since is of server \"b\", and this call is on the default"));
    CHECK_THAT(refused("b:two", cursor("one")), Contains("since is of the default server"));
    CHECK_THAT(refused("b:two", cursor("c:three")), Contains("since is of server \"c\""));
  }
  const auto job = [&](const std::string& name) {
    return several.about("run_command", object("name", name, "command", "true"))["job"].string();
  };
  const std::string of_b = job("b:two");
  const std::string of_one = job("one");
  CHECK(several.about("wait_for", object("job", of_b))["session"].string() == "b:two");
  CHECK(several.about("wait_for", object("job", of_one))["session"].string() == "one");
  CHECK_THAT(several.error("wait_for", object("job", of_b, "name", "one")),
             Contains("job " + of_b + " is of server \"b\", and session \"one\" is not"));
  CHECK_THAT(several.error("wait_for", object("job", of_one, "name", "c:three")),
             Contains("is of the default server, and session \"c:three\" is not"));
  // The same pane on another server has no such job.
  CHECK_THAT(several.error("wait_for", object("job", "c" + of_b.substr(1))), Contains("is not known"));
}

TEST_CASE("servers: a search shows the matches of each, and no more in all than it was asked for") {
  SeveralServers several;
  several.start_one_each();
  type(several, "", "one", " for i in 1 2 3 4 5 6; do echo hit $i; done");
  type(several, "b", "two", " for i in 1 2; do echo hit $i; done");
  REQUIRE((shows(several, "", "one", "hit 6") && shows(several, "b", "two", "hit 2")));
  const auto search = [&](int most) {
    return several.ok("search_output", object("pattern", "^hit", "max_matches", most));
  };
  const Json all = search(50);
  const auto lines = lines_of(text_of(all));
  REQUIRE(lines.size() == 8);
  CHECK_THAT(lines[0], StartsWith("one:-") && Contains("hit 1"));
  CHECK_THAT(lines[7], StartsWith("b:two:-") && Contains("hit 2"));
  CHECK(Json::parse(text_of(all, 1)) == Json::parse(R"({"sessions":3,"matches":8,"shown":8})"));
  const Json some = search(5);
  CHECK(Json::parse(text_of(some, 1)) ==
        Json::parse(R"({"sessions":3,"matches":8,"shown":5,"truncated":true})"));
  CHECK_THAT(text_of(some),
             Contains("hit 6") && Contains("hit 4") && Contains("b:two:") && !Contains("hit 3"));
  const Json least = search(1);
  CHECK(lines_of(text_of(least)).size() == 1);
  CHECK(Json::parse(text_of(least, 1))["shown"].integer() == 1);
  CHECK(several.error("search_output", R"({"pattern":"hit","names":["one","b:two"],"pane":"0"})") ==
        "pane needs exactly one name in names");
}

TEST_CASE("servers: a wait ends with the first session of any, or when each has ended its own") {
  SeveralServers several;
  several.start_one_each();
  several.server.send(stateless_call_request(
      "\"w\"", "wait_for", R"({"names":["one","b:two","c:three"],"pattern":"^done","timeout_seconds":60})"));
  REQUIRE(text_of(several.ok("has_session", R"({"name":"one"})")).find("true") != std::string::npos);
  type(several, "c", "three", " echo done-here");
  const Json first = several.server.reply("\"w\"", kPatience * 2)["result"];
  const Json about = Json::parse(text_of(first, 1));
  CHECK(about["session"].string() == "c:three");
  CHECK(about["outcome"].string() == "matched");
  CHECK(about["line"].string() == "done-here");
  CHECK_THAT(about["cursor"].string(), StartsWith("c:"));

  type(several, "b", "two", " sleep 1; false");
  const Json all = several.ok("wait_for", R"({"names":["b:two","one"],"all":true,"timeout_seconds":60})");
  const auto lines = lines_of(text_of(all));
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], StartsWith("one: finished"));
  CHECK_THAT(lines[1], StartsWith("b:two: finished"));
  CHECK(Json::parse(text_of(all, 1))["outcome"].string() == "all");

  const Json late =
      several.about("wait_for", R"({"names":["b:two","one"],"pattern":"no","timeout_seconds":1})");
  CHECK(late["outcome"].string() == "timeout");
  CHECK_FALSE(late["session"].exists());
  const Json none =
      several.about("wait_for", R"({"names":["b:two","one"],"pattern":"no","all":true,"timeout_seconds":1})");
  CHECK(none["outcome"].string() == "timeout");
  // A name that is none is told at once.
  CHECK_THAT(several.error("wait_for", R"({"names":["b:nix","one"],"pattern":"no","timeout_seconds":60})"),
             StartsWith("session \"b:nix\" does not exist"));
}

TEST_CASE("servers: a call on several that is cancelled, or whose client goes, ends on each") {
  SeveralServers several;
  several.start_one_each();
  several.server.send(stateless_call_request(
      "\"w\"", "wait_for", R"({"names":["one","b:two"],"pattern":"^never","timeout_seconds":600})"));
  REQUIRE_FALSE(text_of(several.ok("list_sessions")).empty());
  const Json status = several.ok("session_status");
  CHECK(several.server.finish(kPatience * 2) == ExitStatus{});  // it is answered, as if its time were up
  CHECK(several.server.unread().size() == 1);
  CHECK(several.server.unread().front().find(R"(outcome\":\"timeout)") != std::string::npos);
}

TEST_CASE("servers: sessions of several are killed in one call") {
  SeveralServers several;
  several.start_one_each();
  several.start("b", "stays");
  const Json killed = several.about("kill_session", R"({"names":["c:three","one","b:two","b:nix"]})");
  CHECK(killed["killed"].integer() == 3);
  CHECK(killed["ended"].size() == 3);
  REQUIRE(killed["failed"].size() == 1);
  CHECK(killed["failed"][0]["session"].string() == "b:nix");
  CHECK_THAT(killed["failed"][0]["error"].string(), StartsWith("session \"b:nix\" does not exist"));
  CHECK(names_in(several.about("list_sessions")) == "b:stays ");
}

TEST_CASE("servers: one that is stopped costs its own line and no more than 3 s") {
  SeveralServers several;
  several.start_one_each();
  const std::string since = several.about("session_status")["since"].string();
  type(several, "b", "two", " echo x");
  REQUIRE(shows(several, "b", "two", "x"));
  {
    const Stopped stopped(several.pid_of("b"));
    const auto began = std::chrono::steady_clock::now();
    const Json listed = several.about("list_sessions");
    CHECK(names_in(listed) == "one c:three ");
    REQUIRE(listed["errors"].size() == 1);
    CHECK(listed["errors"][0].string() == "b: pending: it has not answered within 3 s");
    const auto lines = lines_of(text_of(several.ok("session_status", object("since", since))));
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "b: pending: it has not answered within 3 s");
    const Json found = several.about("search_output", R"({"pattern":"nothing"})");
    CHECK(found["sessions"].integer() == 2);
    CHECK(found["errors"].size() == 1);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(9) + kPatience);
    // Calls on others are as fast as ever, and so is a wait that another one ends.
    CHECK(
        several.about("wait_for", R"({"names":["b:two","one"],"timeout_seconds":60})")["session"].string() ==
        "one");
    const Json all = several.ok("wait_for", R"({"names":["b:two","one"],"all":true,"timeout_seconds":60})");
    CHECK_THAT(text_of(all),
               StartsWith("one: finished") && Contains("\nb: unreachable: tmux did not answer within 10 s"));
    CHECK(Json::parse(text_of(all, 1))["outcome"].string() == "unknown");
    CHECK_THAT(several.error("session_status", R"({"names":["b:two"]})"), Contains("did not answer"));
  }
  // Nothing was lost meanwhile: the token goes on from its last look.
  CHECK_THAT(text_of(several.ok("session_status", object("since", since))),
             Contains("b:two: ") && Contains("+2 rows"));
}

TEST_CASE("servers: what a stopped one has printed is told by the token of the look that missed it") {
  SeveralServers several;
  several.start_one_each();
  std::string since = several.about("session_status")["since"].string();
  type(several, "b", "two", " echo x");
  REQUIRE(shows(several, "b", "two", "x"));
  std::string first;
  {
    const Stopped stopped(several.pid_of("b"));
    since = several.about("session_status", object("since", since))["since"].string();
    first = several.about("session_status")["since"].string();
  }
  CHECK_THAT(text_of(several.ok("session_status", object("since", since))), Contains("+2 rows"));
  const Json unknown = several.about("session_status", object("since", first));
  REQUIRE(unknown["errors"].size() == 1);
  CHECK(unknown["errors"][0].string() == "b had not answered then: what has come since is not known");
}
