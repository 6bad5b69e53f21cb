// kill_session with names: how many are gone, and why others are not; none stops another.
#include <string>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

TEST_CASE("kill_session: names ends exactly those, and says which are not there") {
  LiveServer live;
  for (const char* name : {"job", "job-2", "jo", "bystander"}) live.tmux.start_job(name, "exec cat");
  REQUIRE(wait_until([&] {  // the shell has become cat
    return live.tmux.must({"list-panes", "-a", "-F", "#{pane_current_command}"}) == "cat\ncat\ncat\ncat";
  }));
  const std::string before = live.tmux.fingerprint("bystander");
  const Json killed = live.ok("kill_session", R"({"names":["jo","job","jo*","=x","job"]})");
  CHECK(
      killed ==
      Json::parse(
          R"({"killed":2,"ended":["cat","cat"],"failed":[{"session":"jo*","error":"session \"jo*\" does not exist"},)"
          R"({"session":"=x","error":"session \"=x\" does not exist"}]})"));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"bystander", "job-2"});
  CHECK(live.tmux.fingerprint("bystander") == before);
  // With one name it answers as ever.
  CHECK(live.ok("kill_session", R"({"name":"job-2"})") ==
        Json::parse(R"({"session":"job-2","killed":true,"ended":["cat"]})"));
  CHECK(live.error("kill_session", R"({"name":"job-2"})").starts_with("session \"job-2\" does not exist;"));
}

TEST_CASE("kill_session: names may be all that there are, with which the server ends") {
  LiveServer live;
  std::string names;
  for (int i = 0; i < 32; ++i) {
    const std::string name = "s" + std::to_string(i);
    live.tmux.start_job(name, "exec cat");
    names += (i > 0 ? ",\"" : "\"") + name + "\"";
  }
  const Json all = live.ok("kill_session", "{\"names\":[" + names + "]}");
  CHECK(all.keys() == std::vector<std::string>{"killed", "ended"});
  CHECK(all["killed"].integer() == 32);
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
  CHECK(
      live.ok("kill_session", R"({"names":["s0"]})") ==
      Json::parse(
          R"({"killed":0,"ended":[],"failed":[{"session":"s0","error":"session \"s0\" does not exist"}]})"));
  CHECK(live.error("kill_session", "{\"names\":[" + names + ",\"one-more\"]}")
            .starts_with("names must be an array"));
}
