// list_sessions and has_session: what is there, and the normal empty state.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

const Json& session_named(const Json& list, std::string_view name) {
  for (const Json& session : list["sessions"].items()) {
    if (session["name"].string() == name) return session;
  }
  FAIL("no session " << name);
  return list;
}

/// Leaves a socket at `path` that nobody listens on.
void leave_stale_socket(const std::string& path) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  chmod(std::filesystem::path(path).parent_path().c_str(), 0700);
  const Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  give_to(far_user(), std::filesystem::path(path).parent_path());
}

const std::string kNobody =
    "session \"nobody\" does not exist; there are no sessions: start one with new_session";

void check_empty_state(LiveServer& live) {
  const Json list = live.ok("list_sessions");
  CHECK(list["count"].integer() == 0);
  CHECK(list["sessions"].is_array());
  CHECK(list["sessions"].size() == 0);
  const Json has = live.ok("has_session", object("name", "nobody"));
  CHECK(has["name"].string() == "nobody");
  CHECK_FALSE(has["exists"].boolean());
  for (const char* tool : {"list_windows", "capture_pane", "kill_session"}) {
    CHECK(live.error(tool, object("name", "nobody")) == kNobody);
  }
  CHECK(live.error("send_keys", object("name", "nobody", "keys", "x")) == kNobody);
}

}  // namespace

TEST_CASE("list_sessions: no server at all is the empty state") {
  LiveServer live;
  check_empty_state(live);
  CHECK_FALSE(std::filesystem::exists(live.tmux.socket()));  // looking starts nothing
}

TEST_CASE("list_sessions: a stale socket is the empty state, and new_session works from there") {
  LiveServer live;
  leave_stale_socket(live.tmux.socket());
  check_empty_state(live);
  CHECK(live.ok("new_session", object("name", "fresh"))["status"].string() == "running");
}

TEST_CASE("list_sessions: names, windows, times and attached") {
  LiveServer live;
  live.tmux.start_job("a", "echo one");
  live.tmux.start_job("b", "echo two");
  live.tmux.must({"new-window", "-d", "-t", "=b:", "sleep 1000"});
  const Json list = live.ok("list_sessions");
  CHECK(list["count"].integer() == 2);
  CHECK(list["sessions"].size() == 2);
  CHECK(session_named(list, "a")["windows"].integer() == 1);
  CHECK(session_named(list, "b")["windows"].integer() == 2);
  CHECK_FALSE(session_named(list, "a")["attached"].boolean());
  const std::regex iso8601_utc(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z)");
  CHECK(std::regex_match(session_named(list, "a")["created_at"].string(), iso8601_utc));
  CHECK(std::regex_match(session_named(list, "a")["last_activity_at"].string(), iso8601_utc));
  CHECK(live.error("list_windows", object("name", "B")) ==
        "session \"B\" does not exist; did you mean \"b\"? Sessions: a, b (start one with new_session)");
  CHECK(session_named(list, "a").keys() ==
        std::vector<std::string>{"name", "windows", "created_at", "last_activity_at", "attached"});
}

TEST_CASE("list_sessions: the last activity is the last output of any window, with nobody attached") {
  LiveServer live;
  live.tmux.start_job("a", "exec cat");
  live.tmux.must({"new-window", "-d", "-n", "other", "-t", "=a:", "exec cat"});
  const auto activity = [&] {
    return session_named(live.ok("list_sessions"), "a")["last_activity_at"].string();
  };
  for (const char* window : {"=a:", "=a:other"}) {
    INFO(window);
    const std::string before = activity();
    // Times are whole seconds: output makes a newer one within two.
    CHECK(wait_until([&] {
      live.tmux.must({"send-keys", "-t", window, "x"});
      return activity() > before;
    }));
  }
}

TEST_CASE("list_sessions: times are tmux's own") {
  LiveServer live;
  live.tmux.start_job("a", "echo one");
  const std::time_t created =
      std::stol(live.tmux.must({"display-message", "-p", "-t", "=a:", "#{session_created}"}));
  std::tm utc{};
  gmtime_r(&created, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  CHECK(live.ok("list_sessions")["sessions"][0]["created_at"].string().substr(0, 19) == text);
}

TEST_CASE("list_sessions: attached is true with one client and with two") {
  LiveServer live;
  live.tmux.start_job("watched", "echo here");
  live.tmux.start_job("alone", "echo here");
  {
    const AttachedClient one(live.tmux, "watched");
    CHECK(session_named(live.ok("list_sessions"), "watched")["attached"].boolean());
    const AttachedClient two(live.tmux, "watched");
    const Json list = live.ok("list_sessions");
    CHECK(session_named(list, "watched")["attached"].boolean());
    CHECK_FALSE(session_named(list, "alone")["attached"].boolean());
  }
  CHECK(
      wait_until([&] { return !session_named(live.ok("list_sessions"), "watched")["attached"].boolean(); }));
}

TEST_CASE("has_session: exactly this name, never a prefix or a pattern") {
  LiveServer live;
  live.tmux.start_job("build-1", "echo here");
  CHECK(live.ok("has_session", object("name", "build-1"))["exists"].boolean());
  for (const char* other : {"build", "build-", "build-11", "build*", "build-?", "build-[0-9]", "*",
                            "=build-1", "$0", "@0", "%0", "{last}", "{mouse}", "!", "+", "-", "~"}) {
    INFO(other);
    CHECK_FALSE(live.ok("has_session", object("name", other))["exists"].boolean());
  }
}

TEST_CASE("list_sessions: 300 sessions") {
  LiveServer live;
  live.tmux.start_job("s0", "echo here");
  constexpr int kAtOnce = 100;  // 3.8 takes at most 1000 words a request
  for (int i = 1; i < 300;) {
    std::vector<std::string> batch;
    for (const int end = std::min(300, i + kAtOnce); i < end; ++i) {
      for (const std::string& word : {std::string("new-session"), std::string("-d"), std::string("-s"),
                                      "s" + std::to_string(i), std::string("sleep 1000"), std::string(";")}) {
        batch.push_back(word);
      }
    }
    live.tmux.must(batch);
  }
  const Json list = live.ok("list_sessions");
  CHECK(list["count"].integer() == 300);
  CHECK(list["sessions"].size() == 300);
}
