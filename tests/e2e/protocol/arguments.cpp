// Wrong arguments: an isError result that names the argument and what it may be.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

void check_refused(LiveServer& live, std::string_view tool, std::string_view arguments,
                   std::string_view named, std::string_view may_be) {
  const std::string error = live.error(tool, arguments);
  INFO(tool << " " << arguments << ": " << error);
  CHECK(error.find(named) != std::string::npos);
  CHECK(error.find(may_be) != std::string::npos);
}

}  // namespace

TEST_CASE("arguments: wrong types, ranges and unknown keys are named") {
  LiveServer live;
  live.tmux.start_job("job", "echo here");
  for (const char* lines :
       {"0", "-1", "10001", "1.5", "1e9", "99999999999999999999", "\"5\"", "true", "[]", "{}"}) {
    check_refused(live, "capture_pane", object("name", "job", "lines", Raw{lines}), "lines", "10000");
  }
  for (const char* name : {"5", "true", "[\"job\"]", "{}", "null"}) {
    check_refused(live, "has_session", object("name", Raw{name}), "name", "string");
    check_refused(live, "kill_session", object("name", Raw{name}), "name", "string");
  }
  check_refused(live, "send_keys", object("name", "job", "keys", 5), "keys", "string");
  check_refused(live, "send_keys", object("name", "job", "keys", "x", "enter", "yes"), "enter",
                "true or false");
  check_refused(live, "new_session", object("name", "new", "command", 5), "command", "string");
  check_refused(live, "new_session", object("name", "new", "cwd", true), "cwd", "string");
  check_refused(live, "capture_pane", object("name", "job", "line", 5), "line", "lines");
  check_refused(live, "list_sessions", object("name", "job"), "name", "none");
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
  CHECK(live.capture("job", 10) == "here");
}

TEST_CASE("arguments: whole numbers may be written with a fraction of nothing") {
  LiveServer live;
  live.tmux.start_job("job", "seq 10");
  REQUIRE(live.tmux.shows("job", "10"));
  CHECK(text_of(live.server.call("capture_pane", object("name", "job", "lines", Raw{"2.0"}))) == "9\n10");
}

TEST_CASE("arguments: up to 1 MiB are taken, more is refused with the limit") {
  LiveServer live;
  live.tmux.start_job("sink", "stty raw -echo; echo ready; exec cat > /dev/null");
  REQUIRE(live.tmux.shows("sink", "ready"));
  const std::string large =
      object("name", "sink", "keys", std::string((std::size_t{1} << 20U) - 100, 'k'), "enter", false);
  CHECK_FALSE(is_error(live.server.call("send_keys", large, kPatience * 3)));
  const std::string error =
      live.error("send_keys", object("name", "sink", "keys", std::string(std::size_t{1} << 20U, 'k')));
  INFO(error);
  CHECK(error.find("1 MiB") != std::string::npos);
}

TEST_CASE("arguments: none at all is the empty object") {
  LiveServer live;
  const Json result =
      live.server.ask("1", stateless_request("1", "tools/call", R"({"name":"list_sessions"})"));
  CHECK(result["result"]["structuredContent"]["count"].integer() == 0);
}
