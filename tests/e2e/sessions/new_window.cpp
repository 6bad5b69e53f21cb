// new_window: a window or a split with a shell of its own, beside what a person looks at.
#include <algorithm>
#include <filesystem>
#include <string>

#include "support/e2e/keep_path.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string told(const PrivateTmux& tmux, const std::string& target, const std::string& format) {
  return tmux.must({"display-message", "-p", "-t", target, format});
}

/// All panes of all sessions, to see that none was left behind.
std::string panes(const PrivateTmux& tmux) {
  return tmux.must({"list-panes", "-a", "-F", "#{session_name}:#{window_index}.#{pane_index} #{pane_id}"});
}

/// The object of new_window without a wait, which says also where the pane is.
Json opened(LiveServer& live, const std::string& arguments) {
  const Json result = live.server.call("new_window", arguments);
  INFO(text_of(result));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["content"].size() == 1);
  return Json::parse(text_of(result));
}

/// Reads the new lines of a pane until they contain `text`.
bool prints(LiveServer& live, const std::string& name, const Json& made, const std::string& text) {
  return wait_until([&] {
    const Json captured = live.server.call("capture_pane", object("name", name, "pane", made["pane"].string(),
                                                                  "since", made["cursor"].string()));
    return text_of(captured).find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("new_window: a window in the background, with its name, its pane and a cursor") {
  LiveServer live;
  keep_path(live.tmux);
  live.tmux.start_job("job", "exec cat");
  const std::string active = told(live.tmux, "=job:", "#{window_index}.#{pane_id}");
  const Json made = opened(live, object("name", "job", "window", "logs"));
  CHECK(made.keys() == std::vector<std::string>{"session", "window", "pane", "cursor", "hint"});
  CHECK(made["session"].string() == "job");
  CHECK(made["window"].integer() == 1);
  const std::string pane = made["pane"].string();
  CHECK(told(live.tmux, pane, "#{session_name} #{window_index} #{window_name} #{window_panes}") ==
        "job 1 logs 1");
  CHECK(made["hint"].string().find("pane=" + pane) != std::string::npos);
  // Whoever looks at the session still sees what they saw.
  CHECK(told(live.tmux, "=job:", "#{window_index}.#{pane_id}") == active);
  const Json ran =
      live.server.call("run_command", object("name", "job", "command", "echo $((6*7))", "pane", pane));
  CHECK(text_of(ran) == "42");
}

TEST_CASE("new_window: splits the pane that is named, to the right or below, and the active one stays it") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "exec cat"});
  const std::string first = told(live.tmux, "=job:0", "#{pane_id}");
  const Json right = opened(live, object("name", "job", "split", "right"));
  CHECK(right["window"].integer() == 0);
  CHECK(told(live.tmux, right["pane"].string(), "#{pane_left} #{pane_top}") == "41 0");
  CHECK(told(live.tmux, "=job:0", "#{pane_id}") == first);
  const Json below = opened(live, object("name", "job", "split", "below", "pane", "5"));
  CHECK(below["window"].integer() == 5);
  CHECK(told(live.tmux, below["pane"].string(), "#{pane_left} #{pane_top}").starts_with("0 1"));
  CHECK(told(live.tmux, "=job:", "#{window_index}") == "0");
}

TEST_CASE("new_window: types a command once the shell is ready, and the cursor has all that it prints") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  const std::string command = "for i in 1 2 3; do\n  echo \"line $i; #{pid} 'x'\"\ndone";
  for (const std::string& place : {std::string("\"window\":\"w\""), std::string("\"split\":\"below\"")}) {
    const Json made =
        opened(live, R"({"name":"job",)" + place + R"(,"command":)" + json_string(command) + "}");
    CHECK(prints(live, "job", made, "line 3; #{pid} 'x'"));
    const Json all = live.server.call("capture_pane", object("name", "job", "pane", made["pane"].string(),
                                                             "since", made["cursor"].string()));
    CHECK(text_of(all).find("line 1; #{pid} 'x'\nline 2;") != std::string::npos);
    CHECK(made["hint"].string().starts_with("Next, wait_for with pane="));
  }
}

TEST_CASE("new_window: keeps 50 000 lines, as sessions of new_session do") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  for (const char* place : {R"("window":"w")", R"("split":"right")"}) {
    const Json made = opened(live, std::string(R"({"name":"job",)") + place + "}");
    CHECK(told(live.tmux, made["pane"].string(), "#{history_limit}") == "50000");
  }
  // A larger one is kept, and the user's own option is left alone.
  live.tmux.start_job("large", "exec cat");
  live.tmux.must({"set-option", "-t", "=large:", "history-limit", "70000"});
  CHECK(told(live.tmux, opened(live, object("name", "large"))["pane"].string(), "#{history_limit}") ==
        "70000");
  CHECK(live.tmux.must({"show-options", "-gv", "history-limit"}) == "2000");
}

TEST_CASE("new_window: begins where it is told, otherwise where the pane is from which it stems") {
  LiveServer live;
  const std::string odd = live.tmux / "with #{pid} blanks";
  std::filesystem::create_directory(odd);
  std::filesystem::create_directory(live.tmux / "here");
  live.tmux.start_job("job", "cd " + (live.tmux / "here") + "; exec cat");
  REQUIRE(wait_until([&] { return told(live.tmux, "=job:", "#{pane_current_path}").ends_with("/here"); }));
  const auto begins = [&](const std::string& arguments, const std::string& where) {
    const Json made = opened(live, arguments);
    CHECK(
        wait_until([&] { return told(live.tmux, made["pane"].string(), "#{pane_current_path}") == where; }));
  };
  begins(object("name", "job"), live.tmux / "here");
  begins(object("name", "job", "split", "below"), live.tmux / "here");
  begins(object("name", "job", "cwd", odd), odd);
  begins(object("name", "job", "split", "right", "cwd", odd), odd);
  const std::string before = panes(live.tmux);
  CHECK(live.error("new_window", object("name", "job", "cwd", live.tmux / "nowhere")).find("nowhere") !=
        std::string::npos);
  CHECK(panes(live.tmux) == before);
}

TEST_CASE("new_window: with wait_for or wait_seconds it answers as send_keys does") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  const Json ready = live.server.call(
      "new_window",
      R"({"name":"job","window":"web","command":"echo 'ready to serve'; exec cat","wait_for":"^ready"})");
  INFO(text_of(ready, 1));
  REQUIRE(ready["content"].size() == 2);
  CHECK(text_of(ready) == "ready to serve");
  const Json about = Json::parse(text_of(ready, 1));
  CHECK(about["session"].string() == "job");
  CHECK(about["window"].integer() == 1);
  CHECK(about["outcome"].string() == "matched");
  CHECK(about["line"].string() == "ready to serve");
  CHECK(told(live.tmux, about["pane"].string(), "#{window_name}") == "web");
  CHECK(about["cursor"].is_string());
  const Json done = live.server.call("new_window", R"({"name":"job","command":"seq 3","wait_seconds":20})");
  INFO(text_of(done, 1));
  CHECK(text_of(done).starts_with("1\n2\n3"));
  CHECK(Json::parse(text_of(done, 1))["outcome"].string() == "finished");
}

TEST_CASE("new_window: what cannot be is refused, and nothing is left behind") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"rename-window", "-t", "=job:0", "main"});
  const std::string before = panes(live.tmux);
  const auto refused = [&](const std::string& arguments) {
    const std::string error = live.error("new_window", arguments);
    CHECK(panes(live.tmux) == before);
    return error;
  };
  CHECK(refused(object("name", "job", "split", "left")).starts_with("split must be right or below"));
  CHECK(refused(object("name", "job", "split", "right", "window", "x"))
            .starts_with("window names a new window"));
  CHECK(refused(object("name", "job", "pane", "0")).starts_with("pane says what to split"));
  CHECK(refused(object("name", "job", "window", "a b")) ==
        "window cannot contain '.', ':', '|', or whitespace");
  CHECK(refused(object("name", "job", "window", "main")).find("another window of the session") !=
        std::string::npos);
  CHECK(refused(object("name", "job", "split", "right", "pane", "7")).find("has no pane \"7\"") !=
        std::string::npos);
  CHECK(refused(object("name", "job", "command", "a\u001bb")).find("U+001B") != std::string::npos);
  CHECK(refused(object("name", "job", "wait_for", "(")).starts_with("wait_for: "));
  CHECK(refused(object("name", "none")).starts_with("session \"none\" does not exist;"));
  CHECK(refused(object("name", "job", "cwd", "/nonexistent")).find("/nonexistent") != std::string::npos);
}

TEST_CASE("new_window: no room for a split is said as such") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  std::string error;
  for (int i = 0; i < 20 && error.empty(); ++i) {
    const Json made = live.server.call("new_window", object("name", "job", "split", "below"));
    if (is_error(made)) error = text_of(made);
  }
  CHECK(error.starts_with("there is no room for another pane there; nothing was made."));
}

TEST_CASE("new_window: a window that somebody has zoomed is not split") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"split-window", "-d", "-t", "=job:", "exec cat"});
  live.tmux.must({"resize-pane", "-Z", "-t", "=job:0.0"});
  const std::string before = panes(live.tmux);
  CHECK(live.error("new_window", object("name", "job", "split", "right")).find("zoomed") !=
        std::string::npos);
  CHECK(panes(live.tmux) == before);
  CHECK(told(live.tmux, "=job:", "#{window_zoomed_flag}") == "1");
}

TEST_CASE("new_window: a shell that is not ready in time leaves nothing behind, nor does a cancelled call") {
  LiveServer live({"--timeout", "2"});
  live.tmux.start_job("job", "exec cat");
  write_file(live.tmux / ".bash_profile", "while :; do read -t 0.05 -n 1000; done\n");
  const std::string before = panes(live.tmux);
  for (const char* place : {R"("window":"w")", R"("split":"right")"}) {
    const std::string arguments = std::string(R"({"name":"job","command":"true",)") + place + "}";
    const std::string error = live.error("new_window", arguments);
    CHECK(error.find("the shell was not ready for input in time") != std::string::npos);
    CHECK(panes(live.tmux) == before);
  }
  live.server.send(stateless_call_request("\"c\"", "new_window", object("name", "job", "command", "true")));
  REQUIRE(wait_until([&] { return panes(live.tmux) != before; }));
  live.server.send(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c"}})");
  CHECK(wait_until([&] { return panes(live.tmux) == before; }));
}

TEST_CASE("new_window: a session whose name has a meaning to tmux") {
  LiveServer live;
  for (const char* name : {"=x", "-n", "$0", "a,b}c", "#{pid}"}) {
    const CommandResult made =
        live.tmux.run({"new-session", "-d", "-s", std::string(name) == "#{pid}" ? "##{pid}" : name, "-x",
                       "80", "-y", "24", "exec cat"});
    REQUIRE(made.exit == ExitStatus{});
    INFO(name);
    const auto names = live.tmux.session_names();
    const bool stored = std::find(names.begin(), names.end(), name) != names.end();
    if (!stored) continue;  // 3.3a changes "$0" for itself
    const Json window = opened(live, object("name", name, "window", "w"));
    CHECK(told(live.tmux, window["pane"].string(), "#{session_name}:#{window_name}") ==
          std::string(name) + ":w");
  }
}
