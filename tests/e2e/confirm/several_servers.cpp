// Questions about sessions of servers with names.
#include "e2e/confirm/asking_client.hpp"
#include "support/contains.hpp"

using namespace smcp::test;

namespace {

struct Client : AskingClient {
  explicit Client(const char* of_revision, const char* capabilities = R"({"elicitation":{}})")
      : AskingClient("destructive", of_revision, capabilities, {"--server", "c=local:cc"}) {
    live.tmux.start_job("one", "true");
    live.tmux.must({"-L", "cc", "new-session", "-d", "-s", "three", "sleep 1000"});
  }
  [[nodiscard]] bool is_on_c() const {
    return live.tmux.run({"-L", "cc", "has-session", "-t", "=three"}).exit.status == 0;
  }
};

}  // namespace

TEST_CASE("confirm: a session of another server is asked about by its whole name") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    Client client(revision);
    client.asks("kill_session", R"({"name":"c:three"})");
    CHECK_THAT(client.message(), Contains(R"( on session "c:three".)"));
    CHECK(client.refused(client.answered(kNo), "the user refused"));
    CHECK(client.is_on_c());
    client.asks("kill_session", R"({"names":["c:three"]})");
    CHECK_THAT(client.message(), Contains(R"( on session "c:three".)"));
    CHECK_FALSE(is_error(client.answered(kYes)));
    CHECK_FALSE(client.is_on_c());
  }
}

TEST_CASE("confirm: for sessions of several servers it is asked once for each, one after the other") {
  for (const char* revision : {"2025-06-18", "2025-11-25"}) {
    INFO(revision);
    Client client(revision);
    client.asks("kill_session", R"({"names":["c:three","one"]})");
    CHECK_THAT(client.message(), Contains(R"( on session "one".)") && !Contains("three"));
    client.say(kYes);
    client.question = client.live.server.receive();
    CHECK_THAT(client.message(), Contains(R"( on session "c:three".)") && !Contains("\"one\""));
    const Json result = client.answered(kNo);
    CHECK_FALSE(is_error(result));
    const Json told = Json::parse(text_of(result));
    CHECK(told["killed"].integer() == 1);
    CHECK(told["failed"][0]["session"].string() == "c:three");
    CHECK_THAT(told["failed"][0]["error"].string(), Contains("the user refused"));
    CHECK(client.is_on_c());
    CHECK(client.live.tmux.run({"has-session", "-t", "=one"}).exit.status != 0);
  }
}

TEST_CASE("confirm: a client that answers with another call is asked about one server at a time") {
  Client client(kAskingRevisions[2]);
  const Json result = client.goes_on("kill_session", R"({"names":["c:three","one"]})");
  CHECK(client.refused(result, "one server at a time"));
  CHECK(client.is_on_c());
  client.live.tmux.must({"has-session", "-t", "=one"});
}

TEST_CASE("confirm: a client that cannot ask is told so for the sessions of several servers, too") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    Client client(revision, "{}");
    client.send_call("kill_session", R"({"names":["c:three","one"]})");
    (void)client.result();
    CHECK(client.rejected(AskingClient::kMissingCapability, "--confirm destructive"));
    CHECK(client.is_on_c());
    client.live.tmux.must({"has-session", "-t", "=one"});
  }
}
