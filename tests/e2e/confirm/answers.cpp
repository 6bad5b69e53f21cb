// What a person can say, and what becomes of the call.
#include <algorithm>

#include "e2e/confirm/asking_client.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kRename = R"({"name":"theirs","to":"renamed"})";

bool has(const AskingClient& client, const std::string& name) {
  const auto names = client.live.tmux.session_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("confirm: yes, once") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    for (const std::string& yes :
         {kYes, std::string(R"({"action":"accept"})"), std::string(R"({"action":"accept","content":{}})")}) {
      AskingClient client("foreign", revision);
      client.live.tmux.start_job("theirs", "true");
      client.asks("rename", kRename);
      CHECK_FALSE(is_error(client.answered(yes)));
      CHECK(has(client, "renamed"));
      client.asks("rename", R"({"name":"renamed","to":"theirs"})");  // once is once
      CHECK(client.refused(client.answered(kNo), "the user refused"));
    }
  }
}

TEST_CASE("confirm: yes, for this session: whatever it is called, no other one, and not to kill it") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    AskingClient client("foreign", revision);
    client.live.tmux.start_job("theirs", "true");
    client.live.tmux.start_job("other", "true");
    client.asks("rename", kRename);
    CHECK_FALSE(is_error(client.answered(kYesForSession)));
    CHECK_FALSE(is_error(client.goes_on("rename", R"({"name":"renamed","to":"theirs"})")));
    CHECK_FALSE(is_error(client.goes_on("send_keys", R"({"name":"theirs","keys":"x","enter":false})")));
    client.asks("kill_session", R"({"name":"theirs"})");
    CHECK(client.params()["requestedSchema"]["properties"]["answer"].exists());
    CHECK(client.no_use(kYesForSession, "not offered"));
    client.asks("send_keys", R"({"name":"other","keys":"x"})");
    CHECK(client.refused(client.answered(kNo), "the user refused"));
    // Another session of the same name is another session.
    client.live.tmux.must({"kill-session", "-t", "=theirs"});
    client.live.tmux.start_job("theirs", "true");
    client.asks("rename", kRename);
    CHECK(client.refused(client.answered(kNo), "the user refused"));
  }
}

TEST_CASE("confirm: no, in all its forms") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    AskingClient client("destructive", revision);
    client.live.tmux.start_job("theirs", "true");
    const auto said = [&](const std::string& answer) {
      client.asks("kill_session", R"({"name":"theirs"})");
      return client.answered(answer);
    };
    CHECK(client.refused(said(kNo), "the user refused"));
    CHECK(client.refused(said(R"({"action":"decline"})"), "the user refused"));
    CHECK(client.refused(said(R"({"action":"cancel"})"), "closed the question"));
    for (const auto* none : {R"({"action":"maybe"})", R"({"action":"accept","content":{"answer":"always"}})",
                             R"({"action":"accept","content":{"answer":true}})", "[]"}) {
      client.asks("kill_session", R"({"name":"theirs"})");
      CHECK(client.no_use(none, "no usable answer"));
    }
    CHECK(has(client, "theirs"));
  }
}

TEST_CASE("confirm: an answer that comes when the session has changed") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    AskingClient client("foreign", revision);
    const PrivateTmux& tmux = client.live.tmux;
    tmux.start_job("theirs", "true");
    tmux.start_job("stays", "true");
    const auto asked = [&] { client.asks("send_keys", R"({"name":"theirs","keys":"touch done"})"); };
    asked();  // renamed
    tmux.must({"rename-session", "-t", "=theirs", "elsewhere"});
    CHECK(is_error(client.answered(kYes)));
    tmux.must({"rename-session", "-t", "=elsewhere", "theirs"});
    asked();  // renamed, and another one took its name
    tmux.must({"rename-session", "-t", "=theirs", "elsewhere"});
    tmux.start_job("theirs", "true");
    CHECK(client.refused(client.answered(kYes), "has changed"));
    asked();  // killed, and made anew
    tmux.must({"kill-session", "-t", "=theirs"});
    tmux.start_job("theirs", "true");
    CHECK(client.refused(client.answered(kYesForSession), "has changed"));
    asked();  // its mark
    tmux.must({"set-option", "-t", "=theirs:", "@smcp-made-by", "x"});
    CHECK(client.refused(client.answered(kYes), "has changed"));
    tmux.must({"set-option", "-u", "-t", "=theirs:", "@smcp-made-by"});
    asked();  // the pane that is meant
    tmux.must({"split-window", "-t", "=theirs:"});
    CHECK(client.refused(client.answered(kYes), "has changed"));
    asked();  // and unchanged, it is done
    CHECK_FALSE(is_error(client.answered(kYes)));
  }
}

TEST_CASE("confirm: an answer that comes late, twice, or to nothing has no effect") {
  AskingClient client("foreign", "2025-11-25");
  client.live.tmux.start_job("theirs", "true");
  client.asks("rename", kRename);
  const std::string call = std::to_string(client.id);
  client.live.server.send(notification("notifications/cancelled", R"({"requestId":)" + call + "}"));
  const Json withdrawn = client.live.server.receive();
  CHECK(withdrawn["method"].string() == "notifications/cancelled");
  CHECK(withdrawn["params"]["requestId"].integer() == client.question["id"].integer());
  client.say(kYes);  // late
  client.live.server.send(R"({"jsonrpc":"2.0","id":"x","result":{"action":"accept"}})");
  CHECK(client.live.server.ask("1", request("1", "ping"))["result"].is_object());
  CHECK(has(client, "theirs"));
  client.asks("rename", kRename);
  CHECK_FALSE(is_error(client.answered(kYes)));
  client.live.tmux.must({"rename-session", "-t", "=renamed", "theirs"});
  client.say(kYes);  // twice
  CHECK(client.live.server.ask("2", request("2", "ping"))["result"].is_object());
  CHECK(has(client, "theirs"));
}

TEST_CASE("confirm: a state cannot be used twice, for another call, or made up") {
  AskingClient client("foreign", kStateless);
  client.live.tmux.start_job("theirs", "true");
  client.asks("rename", kRename);
  const std::string first = client.state;
  client.arguments = R"({"name":"theirs","to":"something-else"})";
  CHECK(client.no_use(kYes, "for this call"));
  client.arguments = kRename;
  CHECK(client.no_use(kYes, "used before"));
  client.asks("rename", kRename);
  CHECK_FALSE(is_error(client.answered(kYes)));
  client.live.tmux.must({"rename-session", "-t", "=renamed", "theirs"});
  CHECK(client.no_use(kYes, "used before"));
  client.state[client.state.size() - 1] ^= 1;
  CHECK(client.no_use(kYes, "requestState"));
  for (const auto* made_up : {"", "x", "1.2.3.4.5"}) {
    client.state = made_up;
    CHECK(client.no_use(kYes, "requestState"));
  }
  CHECK(has(client, "theirs"));
}

TEST_CASE("confirm: a client that closes its end, or a server that is ended, while the question is open") {
  AskingClient client("destructive", "2025-11-25");
  client.live.tmux.start_job("theirs", "true");
  client.asks("kill_session", R"({"name":"theirs"})");
  client.live.server.end_input();
  CHECK(client.refused(client.result(), "closed its end"));
  CHECK(has(client, "theirs"));
}

TEST_CASE("confirm: only so many questions are open at once, and other calls go on meanwhile") {
  AskingClient client("destructive", "2025-11-25");
  client.live.tmux.start_job("theirs", "true");
  for (int i = 0; i < 16; ++i) client.asks("kill_session", R"({"name":"theirs"})");
  CHECK(client.refused(client.goes_on("kill_session", R"({"name":"theirs"})"), "too many questions"));
  CHECK_FALSE(is_error(client.goes_on("send_keys", R"({"name":"theirs","keys":"x"})")));
}
