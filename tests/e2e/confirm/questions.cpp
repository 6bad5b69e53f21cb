// What a person reads, and who cannot be asked.
#include "e2e/confirm/asking_client.hpp"

using namespace smcp::test;

TEST_CASE("confirm: the question tells the tool, the session and what exactly, with nothing unseen in it") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    AskingClient client("foreign", revision);
    client.live.tmux.start_job("theirs", "true");
    client.asks("send_keys", R"({"name":"theirs","keys":"ls \u202e\u001b[2J\r","enter":false})");
    const std::string message = client.message();
    INFO(message);
    CHECK(message.find("send_keys on session \"theirs\" (pane %") != std::string::npos);
    CHECK(message.find("sessions-mcp has not made it") != std::string::npos);
    CHECK(message.find("enter: false") != std::string::npos);
    CHECK(message.find(R"(keys: "ls \u{202e}\u001b[2J\r")") != std::string::npos);
    CHECK((message.find("(asking)") != std::string::npos) == !client.stateless());
    const std::string command = "echo " + std::string(5000, 'x') + "; rm -rf /tmp/none";
    CHECK(client.refused(client.answered(kNo), "the user refused"));
    client.asks("run_command", object("name", "theirs", "command", command));
    CHECK(client.message().size() < 1200);
    CHECK(client.message().find("; rm -rf /tmp/none\"") != std::string::npos);
    CHECK(client.message().find("characters are not shown here") != std::string::npos);
  }
}

TEST_CASE("confirm: a text for a hidden prompt stays hidden") {
  AskingClient client("changes", "2025-11-25");
  client.live.tmux.start_job("theirs", "stty -echo; printf 'Password: '; read x");
  REQUIRE(client.live.tmux.shows("theirs", "Password:"));
  client.asks("send_keys", R"({"name":"theirs","keys":"s3cret!"})");
  CHECK(client.message().find("s3cret!") == std::string::npos);
  CHECK(client.message().find("hidden") != std::string::npos);
}

TEST_CASE("confirm: what was agreed to unseen is not typed where it would be seen") {
  for (const char* revision : kAskingRevisions) {
    INFO(revision);
    AskingClient client("changes", revision);
    const PrivateTmux& tmux = client.live.tmux;
    tmux.start_job("theirs", "stty -echo; printf 'Password: '; read x; stty echo; echo go; cat");
    REQUIRE(tmux.shows("theirs", "Password:"));
    client.asks("send_keys", R"({"name":"theirs","keys":"s3cret!"})");
    tmux.must({"send-keys", "-t", "=theirs:", "x", "Enter"});  // as if the program had not waited any longer
    REQUIRE(tmux.shows("theirs", "go"));
    CHECK(client.refused(client.answered(kYes), "has changed"));
    tmux.must({"send-keys", "-t", "=theirs:", "over", "Enter"});
    REQUIRE(tmux.shows("theirs", "over"));
    CHECK(tmux.must({"capture-pane", "-p", "-t", "=theirs:"}).find("s3cret") == std::string::npos);
  }
}

TEST_CASE("confirm: the choices are in the words of each revision") {
  for (const char* revision : kAskingRevisions) {
    AskingClient client("foreign", revision);
    client.live.tmux.start_job("theirs", "true");
    client.asks("rename", R"({"name":"theirs","to":"y"})");
    const Json& choice = client.params()["requestedSchema"]["properties"]["answer"];
    const bool old = std::string_view(revision) == "2025-06-18";
    CHECK(client.params()["mode"].exists() == !old);
    const Json& all = choice[old ? "enum" : "oneOf"];
    REQUIRE(all.size() == 3);
    CHECK((old ? all[1] : all[1]["const"]).string() == "session");
  }
}

TEST_CASE("confirm: a client that cannot ask gets a sentence that says what to configure") {
  struct Row {
    const char* revision;
    const char* can;
  };
  for (const auto& [revision, can] :
       {Row{"2025-11-25", "{}"}, Row{"2025-11-25", R"({"elicitation":{"url":{}}})"}, Row{"2025-06-18", "{}"},
        Row{"2025-03-26", R"({"elicitation":{}})"}, Row{"2024-11-05", "{}"}, Row{"2026-07-28", "{}"}}) {
    INFO(revision << " " << can);
    AskingClient client("foreign", revision, can);
    client.make_own("own");
    client.live.tmux.start_job("theirs", "true");
    client.send_call("kill_session", R"({"name":"theirs"})");
    (void)client.result();
    for (const char* word :
         {"--confirm foreign", "elicitation", "Claude Code", "Gemini CLI", "SESSIONS_MCP_CONFIRM"}) {
      CHECK(client.rejected(AskingClient::kMissingCapability, word));
    }
    if (client.stateless())
      CHECK(client.reply["error"]["data"]["requiredCapabilities"]["elicitation"]["form"].is_object());
    CHECK_FALSE(is_error(client.goes_on("rename", R"({"name":"own","to":"y"})")));
  }
}

TEST_CASE("confirm: the time of the person is not the call's") {
  LiveServer live({"--confirm", "foreign", "--timeout", "4"});
  live.tmux.start_job("theirs", "true");
  const std::string params =
      object("protocolVersion", "2025-11-25", "capabilities", Raw{R"({"elicitation":{}})"});
  (void)live.server.ask("0", request("0", "initialize", params));
  live.server.send(
      request("1", "tools/call",
              R"({"name":"rename","arguments":{"name":"theirs","to":"y"},"_meta":{"progressToken":"p"}})"));
  const Json question = live.server.receive();
  const Json progress = live.server.receive();  // after five seconds, longer than a call has: it still runs
  CHECK(progress["method"].string() == "notifications/progress");
  live.server.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(question["id"].integer()) + R"(,"result":)" +
                   R"({"action":"accept"}})");
  CHECK_FALSE(is_error(live.server.reply("1")["result"]));
}

TEST_CASE("confirm: at a shell, nobody is asked behind the person's back") {
  const PrivateTmux tmux;
  tmux.start_job("theirs", "true");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"call", "kill_session", "name=theirs"}, {"run", "theirs", "--", "true"}}) {
    std::vector<std::string> command{server_binary()};
    command.insert(command.end(), words.begin(), words.end());
    const CommandResult result =
        run_command(command, merged(tmux.environment(), {{"SESSIONS_MCP_CONFIRM", "changes"}}));
    CHECK(result.exit.status != 0);
    CHECK(result.error.find("nothing was done") != std::string::npos);
    CHECK(result.error.find("SESSIONS_MCP_CONFIRM") != std::string::npos);
  }
  CHECK(tmux.session_names() == std::vector<std::string>{"theirs"});
}
