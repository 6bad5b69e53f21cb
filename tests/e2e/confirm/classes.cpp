// Which calls are asked about: each class, each effect, each kind of session.
#include "e2e/confirm/asking_client.hpp"

using namespace smcp::test;

namespace {

struct Row {
  const char* tool;
  const char* arguments;
  bool foreign;
  bool destructive;
};

/// By the two classes that tell them apart; `changes` asks before all. What is refused stays as it is, so that each call
/// finds the same.
constexpr Row kRows[] = {
    {"send_keys", R"({"name":"own","keys":"x"})", false, false},
    {"send_keys", R"({"name":"theirs","keys":"x"})", true, false},
    {"run_command", R"({"name":"theirs","command":"true"})", true, false},
    {"new_window", R"({"name":"own"})", false, false},
    {"new_window", R"({"name":"theirs"})", true, false},
    {"rename", R"({"name":"own","to":"y"})", false, false},
    {"rename", R"({"name":"theirs","to":"y"})", true, false},
    {"resize", R"({"name":"theirs","width":90,"height":30})", true, false},
    {"kill_pane", R"({"name":"theirs","pane":"0.0"})", true, true},
    {"kill_session", R"({"name":"own"})", false, true},
    {"kill_session", R"({"name":"theirs"})", true, true},
    {"kill_session", R"({"names":["own","theirs"]})", true, true},
    {"new_session", R"({"name":"made"})", false, false},
    {"run_command", R"({"name":"made","command":"true","create":true})", false, false},
};

}  // namespace

TEST_CASE("confirm: each class asks before its calls, and before no other") {
  for (const std::string confirm : {"foreign", "destructive", "changes"}) {
    AskingClient client(confirm, "2025-11-25");
    client.make_own("own");
    client.live.tmux.start_job("theirs", "true");
    for (const char* reads : {"list_sessions", "session_status"})
      CHECK_FALSE(is_error(client.goes_on(reads, "{}")));
    CHECK_FALSE(is_error(client.goes_on("capture_pane", R"({"name":"theirs"})")));
    for (const Row& row : kRows) {
      INFO(confirm << ": " << row.tool << " " << row.arguments);
      const bool asks = confirm == "changes" || (confirm == "foreign" ? row.foreign : row.destructive);
      if (!asks) continue;
      client.asks(row.tool, row.arguments);
      CHECK(client.refused(client.answered(kNo), "the user refused"));
    }
    CHECK(client.live.tmux.session_names() == std::vector<std::string>{"own", "theirs"});
    CHECK(client.live.tmux.must({"list-windows", "-a", "-F", "#{session_name} #{window_width}"}) ==
          "own 80\ntheirs 80");
    // Those that are not asked about are done.
    for (const Row& row : kRows) {
      const bool asks = confirm == "changes" || (confirm == "foreign" ? row.foreign : row.destructive);
      if (asks || std::string_view(row.tool) == "rename" || std::string_view(row.tool) == "run_command")
        continue;
      INFO(confirm << ": " << row.tool << " " << row.arguments);
      CHECK_FALSE(is_error(client.goes_on(row.tool, row.arguments)));
    }
  }
}

TEST_CASE("confirm: a session that shares a window with a person's is not only ours") {
  AskingClient client("foreign", "2025-11-25");
  client.make_own("own");
  client.live.tmux.start_job("theirs", "true");
  client.live.tmux.must({"link-window", "-d", "-s", "=theirs:", "-t", "=own:9"});
  client.asks("rename", R"({"name":"own","to":"y"})");
  CHECK(client.message().find("shares a window") != std::string::npos);
  CHECK(client.refused(client.answered(kNo), "the user refused"));
}

TEST_CASE("confirm: what is not there is not asked about") {
  for (const char* revision : kAskingRevisions) {
    AskingClient client("changes", revision);
    client.live.tmux.start_job("theirs", "true");
    const Json missing = client.goes_on("kill_session", R"({"name":"their"})");
    CHECK(is_error(missing));
    CHECK(text_of(missing).find("did you mean \"theirs\"") != std::string::npos);
    CHECK(text_of(client.goes_on("kill_pane", R"({"name":"theirs","pane":"7.7"})")).find("7.7") !=
          std::string::npos);
  }
}

TEST_CASE("confirm: a value that is not understood is an error at the start, in the environment too") {
  const PrivateTmux tmux;
  const auto start = [&](std::vector<std::string> arguments, const Environment& more) {
    arguments.insert(arguments.begin(), server_binary());
    return run_command(arguments, merged(tmux.environment(), more));
  };
  const CommandResult option = start({"--confirm", "all"}, {});
  CHECK(option.exit.status == 2);
  CHECK(option.error.find("--confirm must be foreign, destructive or changes, not \"all\"") !=
        std::string::npos);
  const CommandResult variable = start({}, {{"SESSIONS_MCP_CONFIRM", "yes"}});
  CHECK(variable.exit.status == 2);
  CHECK(variable.error.find("SESSIONS_MCP_CONFIRM must be") != std::string::npos);
}
