// rename: sessions and windows, by the naming rules, and what was begun under the old name goes on.
#include <string>

#include "support/e2e/keep_path.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string window_name(const PrivateTmux& tmux, const std::string& target) {
  return tmux.must({"display-message", "-p", "-t", target, "#{window_name}"});
}

}  // namespace

TEST_CASE("rename: a session is called something else, whatever characters the name has") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.start_job("other", "exec cat");
  std::string name = "job";
  for (const char* to : {"train-2", "#{pid}", "a,b}c", "=x", "-n", "né日本", "x;", "#(id)", "'q\"", "%3"}) {
    INFO(to);
    CHECK(live.ok("rename", object("name", name, "to", to)) == Json::parse(object("session", to)));
    name = to;
    CHECK(live.ok("has_session", object("name", name))["exists"].boolean());
    CHECK(live.tmux.session_names().size() == 2);
  }
  CHECK(live.ok("has_session", object("name", "other"))["exists"].boolean());
  CHECK(
      live.error("rename", object("name", "job", "to", "x")).starts_with("session \"job\" does not exist;"));
  // To what it is called already.
  CHECK(live.ok("rename", object("name", "other", "to", "other"))["session"].string() == "other");
}

TEST_CASE("rename: a name that is taken, or breaks the rules, changes nothing") {
  LiveServer live;
  live.tmux.start_job("a", "exec cat");
  live.tmux.start_job("b", "exec cat");
  CHECK(live.error("rename", object("name", "a", "to", "b")) ==
        "session \"b\" already exists; nothing was renamed. Pick another name.");
  CHECK(live.error("rename", object("name", "a", "to", "x.y")) ==
        "to cannot contain '.', ':', '|', or whitespace");
  CHECK(live.error("rename", object("name", "a", "to", std::string(101, 'x'))) == "to too long (max 100)");
  CHECK(live.error("rename", object("name", "a", "to", "x\u0001")) == "to cannot contain control characters");
  CHECK(live.error("rename", object("name", "a", "to", "$x")).starts_with("to cannot contain '\\' or '$'"));
  CHECK(live.error("rename", object("name", "a")) == "to is required (non-empty string)");
  CHECK(live.tmux.session_names() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("rename: a job and a cursor of before are good afterwards") {
  LiveServer live;
  keep_path(live.tmux);
  static_cast<void>(live.ok("new_session", object("name", "job")));
  const std::string go = live.tmux / "go";
  const std::string script = "echo begun; until [ -e " + go + " ]; do sleep 0.1; done; echo over; (exit 3)";
  const Json started =
      live.server.call("run_command", R"({"name":"job","wait":false,"command":)" + json_string(script) + "}");
  INFO(text_of(started));
  REQUIRE_FALSE(is_error(started));
  const std::string id = Json::parse(text_of(started))["job"].string();
  const std::string cursor =
      Json::parse(text_of(live.server.call("capture_pane", object("name", "job")), 1))["cursor"].string();
  CHECK(live.ok("rename", object("name", "job", "to", "renamed"))["session"].string() == "renamed");
  write_file(go, "");
  const Json ended = live.server.call("wait_for", object("job", id));
  INFO(text_of(ended, 1));
  const Json about = Json::parse(text_of(ended, 1));
  CHECK(about["exit_code"].integer() == 3);
  CHECK(text_of(ended).find("over") != std::string::npos);
  const Json polled = live.server.call("capture_pane", object("name", "renamed", "since", cursor));
  CHECK(text_of(polled).find("over") != std::string::npos);
  CHECK_FALSE(Json::parse(text_of(polled, 1))["reset"].exists());
  // A new one is run and read under the new name.
  const Json next = live.server.call("run_command", object("name", "renamed", "command", "echo $((6*7))"));
  CHECK(text_of(next) == "42");
}

TEST_CASE("rename: a wait that is under way for a job goes on under the new name") {
  LiveServer live;
  keep_path(live.tmux);
  static_cast<void>(live.ok("new_session", object("name", "job")));
  const std::string go = live.tmux / "go";
  const std::string script = "until [ -e " + go + " ]; do sleep 0.1; done; echo over";
  const Json started =
      live.server.call("run_command", R"({"name":"job","wait":false,"command":)" + json_string(script) + "}");
  const std::string id = Json::parse(text_of(started))["job"].string();
  live.server.send(stateless_call_request("\"w\"", "wait_for", object("job", id)));
  CHECK(live.ok("rename", object("name", "job", "to", "renamed"))["session"].string() == "renamed");
  write_file(go, "");
  const Json ended = live.server.reply("\"w\"")["result"];
  INFO(text_of(ended, 1));
  CHECK(Json::parse(text_of(ended, 1))["exit_code"].integer() == 0);
}

TEST_CASE("rename: a window keeps the name that it is given") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"set-option", "-g", "automatic-rename", "on"});
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "exec cat"});
  for (const char* to : {"logs", "#{pid}", "a,b}c", "-n", "né日本"}) {
    INFO(to);
    CHECK(live.ok("rename", object("name", "job", "window", "5", "to", to)) ==
          Json::parse(object("session", "job", "window", to)));
    CHECK(window_name(live.tmux, "=job:5") == to);
  }
  CHECK(live.tmux.must({"show-options", "-wv", "-t", "=job:5", "automatic-rename"}) == "off");
  // By its name, and for what names a pane.
  static_cast<void>(live.ok("rename", object("name", "job", "window", "né日本", "to", "logs")));
  CHECK(live.ok("send_keys", object("name", "job", "keys", "x", "pane", "logs"))["pane"].string() ==
        live.tmux.must({"display-message", "-p", "-t", "=job:5", "#{pane_id}"}));
}

TEST_CASE("rename: two windows of a session are not called the same") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.start_job("other", "exec cat");
  live.tmux.must({"rename-window", "-t", "=other:0", "logs"});  // that is another session's
  live.tmux.must({"rename-window", "-t", "=job:0", "main"});
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "-n", "five", "exec cat"});
  static_cast<void>(live.ok("rename", object("name", "job", "window", "5", "to", "logs")));
  static_cast<void>(live.ok("rename", object("name", "job", "window", "5", "to", "logs")));
  CHECK(live.error("rename", object("name", "job", "window", "0", "to", "logs")).find("another window") !=
        std::string::npos);
  CHECK(window_name(live.tmux, "=job:0") == "main");
  CHECK(live.error("rename", object("name", "job", "window", "9", "to", "x")).find("has no pane \"9\"") !=
        std::string::npos);
}
