// kill_session and kill_pane: what has ended, what lives on in another session, and what is left running.
#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::vector<std::string> texts_of(const Json& array) {
  std::vector<std::string> texts;
  for (const Json& item : array.items()) texts.push_back(item.string());
  std::sort(texts.begin(), texts.end());
  return texts;
}

bool runs(pid_t pid) {
  return read_file("/proc/" + std::to_string(pid) + "/stat").find(") Z ") == std::string::npos &&
         ::kill(pid, 0) == 0;
}

/// Processes that outlive their pane; each has written its pid into a file. Ended with the test.
class Survivors {
 public:
  explicit Survivors(const PrivateTmux& tmux) : tmux_(tmux) {}
  Survivors(const Survivors&) = delete;
  Survivors& operator=(const Survivors&) = delete;
  ~Survivors() {
    for (const auto& file : files_) {
      const std::string pid = read_file(file);
      if (!pid.empty()) ::kill(static_cast<pid_t>(std::stol(pid)), SIGKILL);
    }
  }
  /// The path of a file for a pid.
  std::string file(const std::string& name) {
    files_.push_back(tmux_ / ("pid-" + name));
    return files_.back();
  }
  [[nodiscard]] pid_t pid(std::size_t index) const {
    REQUIRE(wait_until([&] { return read_file(files_[index]).ends_with('\n'); }));
    return static_cast<pid_t>(std::stol(read_file(files_[index])));
  }

 private:
  const PrivateTmux& tmux_;
  std::vector<std::string> files_;
};

}  // namespace

TEST_CASE("kill_session: tells what ran in each of its panes, and nothing else if all of that is gone") {
  LiveServer live;
  live.tmux.start_job("job", "exec sleep 1000");
  live.tmux.must({"split-window", "-d", "-t", "=job:", "exec cat"});
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "exec tail -f /dev/null"});
  live.tmux.start_job("other", "exec cat");
  REQUIRE(wait_until([&] {
    return live.tmux.must({"list-panes", "-s", "-t", "=job:", "-F", "#{pane_current_command}"}) ==
           "sleep\ncat\ntail";
  }));
  const Json killed = live.ok("kill_session", object("name", "job"));
  CHECK(killed.keys() == std::vector<std::string>{"session", "killed", "ended"});
  CHECK(killed["killed"].boolean());
  CHECK(texts_of(killed["ended"]) == std::vector<std::string>{"cat", "sleep", "tail"});
  CHECK(live.tmux.session_names() == std::vector<std::string>{"other"});
}

TEST_CASE("kill_session: a session of a group lives on in the others, with all that runs there") {
  LiveServer live;
  live.tmux.start_job("a", "exec sleep 1000");
  live.tmux.must({"new-session", "-d", "-s", "b", "-t", "=a"});
  const std::string pid = live.tmux.must({"display-message", "-p", "-t", "=a:", "#{pane_pid}"});
  const Json killed = live.ok("kill_session", object("name", "a"));
  CHECK(killed["killed"].boolean());
  CHECK(killed["ended"].size() == 0);
  CHECK(texts_of(killed["lives_on"]) == std::vector<std::string>{"b"});
  CHECK_FALSE(killed["left_running"].exists());
  CHECK(live.tmux.session_names() == std::vector<std::string>{"b"});
  CHECK(runs(static_cast<pid_t>(std::stol(pid))));
  // The last of them ends it.
  const Json last = live.ok("kill_session", object("name", "b"));
  CHECK(texts_of(last["ended"]) == std::vector<std::string>{"sleep"});
  CHECK_FALSE(last["lives_on"].exists());
}

TEST_CASE("kill_session: a window that is linked into another session lives on there, the others end") {
  LiveServer live;
  live.tmux.start_job("a", "exec sleep 1000");
  live.tmux.must({"new-window", "-d", "-t", "=a:1", "exec cat"});
  live.tmux.start_job("b x", "exec tail -f /dev/null");
  live.tmux.must({"link-window", "-d", "-s", "=a:0", "-t", "=b x:7"});
  REQUIRE(wait_until([&] {
    return live.tmux.must({"display-message", "-p", "-t", "=a:1", "#{pane_current_command}"}) == "cat";
  }));
  const Json killed = live.ok("kill_session", object("name", "a"));
  CHECK(texts_of(killed["ended"]) == std::vector<std::string>{"cat"});
  CHECK(texts_of(killed["lives_on"]) == std::vector<std::string>{"b x"});
}

TEST_CASE("kill_session: a window that is linked twice into one session is told once") {
  LiveServer live;
  live.tmux.start_job("a", "exec sleep 1000");
  live.tmux.must({"link-window", "-d", "-s", "=a:0", "-t", "=a:7"});
  const Json killed = live.ok("kill_session", object("name", "a"));
  CHECK(killed["ended"].size() == 1);
  CHECK_FALSE(killed["lives_on"].exists());
}

TEST_CASE("kill_session: names of one group leave nothing that lives on") {
  LiveServer live;
  live.tmux.start_job("a", "exec sleep 1000");
  live.tmux.must({"new-session", "-d", "-s", "b", "-t", "=a"});
  live.tmux.must({"new-session", "-d", "-s", "c", "-t", "=a"});
  const Json two = live.ok("kill_session", R"({"names":["a","b"]})");
  CHECK(two["killed"].integer() == 2);
  CHECK(two["ended"].size() == 0);
  CHECK(texts_of(two["lives_on"]) == std::vector<std::string>{"c"});
  const Json last = live.ok("kill_session", R"({"names":["c","nobody"]})");
  CHECK(texts_of(last["ended"]) == std::vector<std::string>{"sleep"});
  CHECK_FALSE(last["lives_on"].exists());
  CHECK(last["failed"].size() == 1);
}

TEST_CASE("kill_session: what left the terminal is named, with its pid and command, and is let live") {
  LiveServer live;
  Survivors survivors(live.tmux);
  const std::string by_setsid = survivors.file("setsid");
  const std::string by_nohup = survivors.file("nohup");
  const std::string by_fork = survivors.file("fork");
  // The last one has no parent, no terminal and no session of the pane's left: only its environment tells.
  live.tmux.start_job("job", "setsid sh -c 'echo $$ > " + by_setsid +
                                 "; exec sleep 1001' & nohup sh -c 'echo $$ > " + by_nohup +
                                 "; exec sleep 1002' >/dev/null 2>&1 & (setsid sh -c 'echo $$ > " + by_fork +
                                 "; exec sleep 1003' </dev/null >/dev/null 2>&1 &) ; exec cat");
  std::vector<pid_t> pids;
  for (std::size_t i = 0; i < 3; ++i) {
    pids.push_back(survivors.pid(i));
    const std::string command = "sleep";
    REQUIRE(wait_until(
        [&] { return read_file("/proc/" + std::to_string(pids.back()) + "/comm").starts_with(command); }));
  }
  const Json killed = live.ok("kill_session", object("name", "job"));
  CHECK(texts_of(killed["ended"]) == std::vector<std::string>{"cat"});
  REQUIRE(killed["left_running"].size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& left = killed["left_running"].items();
    const auto found = std::find_if(left.begin(), left.end(),
                                    [&](const Json& one) { return one["pid"].integer() == pids[i]; });
    REQUIRE(found != left.end());
    CHECK((*found)["command"].string() == "sleep 100" + std::to_string(i + 1));
    CHECK(runs(pids[i]));
  }
}

TEST_CASE("kill_session: a disowned job of an interactive shell is named") {
  LiveServer live;
  Survivors survivors(live.tmux);
  const std::string file = survivors.file("disowned");
  static_cast<void>(
      live.ok("new_session", object("name", "job", "command", "sleep 1004 & disown; echo $! > " + file)));
  const pid_t pid = survivors.pid(0);
  const Json killed = live.ok("kill_session", object("name", "job"));
  REQUIRE(killed["left_running"].size() == 1);
  CHECK(killed["left_running"][0]["pid"].integer() == pid);
  CHECK(killed["left_running"][0]["command"].string() == "sleep 1004");
}

TEST_CASE("kill_session: more than twenty are counted, not listed") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  for (int i = 0; i < 21; ++i) live.tmux.must({"new-window", "-d", "-t", "=job:", "exec cat"});
  const Json killed = live.ok("kill_session", object("name", "job"));
  REQUIRE(killed["ended"].size() == 21);
  CHECK(killed["ended"][20].string() == "… (22 in all)");
}

TEST_CASE("kill_pane: ends that pane, and its window if it has no other, while the session goes on") {
  LiveServer live;
  live.tmux.start_job("job", "exec sleep 1000");
  live.tmux.must({"split-window", "-d", "-t", "=job:", "exec cat"});
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "-n", "logs", "exec tail -f /dev/null"});
  const std::string first = pane_of(live.tmux, "=job:0.0");
  const std::string tail = pane_of(live.tmux, "=job:5");
  REQUIRE(wait_until([&] {
    return live.tmux.must({"list-panes", "-s", "-t", "=job:", "-F", "#{pane_current_command}"}) ==
           "sleep\ncat\ntail";
  }));
  const Json killed = live.ok("kill_pane", object("name", "job", "pane", "logs"));
  CHECK(killed.keys() == std::vector<std::string>{"session", "pane", "killed", "ended"});
  CHECK(killed["pane"].string() == tail);
  CHECK(killed["killed"].boolean());
  CHECK(texts_of(killed["ended"]) == std::vector<std::string>{"tail"});
  CHECK(texts_of(live.ok("kill_pane", object("name", "job", "pane", "0.1"))["ended"]) ==
        std::vector<std::string>{"cat"});
  CHECK(live.tmux.must({"list-panes", "-s", "-t", "=job:", "-F", "#{pane_id}"}) == first);
  CHECK(live.error("kill_pane", object("name", "job", "pane", "0.1")).find("has no pane \"0.1\"") !=
        std::string::npos);
}

TEST_CASE("kill_pane: names what is left running") {
  LiveServer live;
  Survivors survivors(live.tmux);
  const std::string file = survivors.file("setsid");
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"split-window", "-d", "-t",
                  "=job:", "setsid sh -c 'echo $$ > " + file + "; exec sleep 1005' & exec cat"});
  const pid_t pid = survivors.pid(0);
  const Json killed = live.ok("kill_pane", object("name", "job", "pane", "0.1"));
  REQUIRE(killed["left_running"].size() == 1);
  CHECK(killed["left_running"][0]["pid"].integer() == pid);
}

TEST_CASE("kill_pane: the last pane of a session is left alone, also where another session shows it") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  const std::string pane = pane_of(live.tmux, "=job:");
  const std::string refused = live.error("kill_pane", object("name", "job", "pane", pane));
  CHECK(refused.find("last pane") != std::string::npos);
  CHECK(refused.find("kill_session") != std::string::npos);
  // Linked twice it is still the only one; and it is the last one of another session.
  live.tmux.must({"link-window", "-d", "-s", "=job:0", "-t", "=job:7"});
  CHECK(live.error("kill_pane", object("name", "job", "pane", pane)).find("last pane") != std::string::npos);
  live.tmux.must({"new-session", "-d", "-s", "twin", "exec cat"});
  live.tmux.must({"link-window", "-d", "-k", "-s", "=job:0", "-t", "=twin:0"});
  live.tmux.must({"new-window", "-d", "-t", "=job:9", "exec cat"});
  CHECK(live.error("kill_pane", object("name", "job", "pane", pane)).find("last pane") != std::string::npos);
  CHECK(live.tmux.must({"has-session", "-t", "=twin"}).empty());
  live.tmux.must({"new-window", "-d", "-t", "=twin:9", "exec cat"});
  CHECK(live.ok("kill_pane", object("name", "job", "pane", pane))["killed"].boolean());
}

TEST_CASE("kill_pane: of two panes that are killed at once, one stays") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"split-window", "-d", "-t", "=job:", "exec cat"});
  ServerProcess other({live.tmux.environment(), {}});
  const auto order = [](std::string_view pane) {
    return stateless_call_request("1", "kill_pane", object("name", "job", "pane", pane));
  };
  live.server.send(order("0.0"));
  other.send(order("0.1"));
  const Json one = live.server.reply("1")["result"];
  const Json two = other.reply("1")["result"];
  INFO(text_of(one) << text_of(two));
  CHECK(is_error(one) != is_error(two));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
  CHECK(other.finish() == ExitStatus{});
}

TEST_CASE("kill_pane: pane is required, and the session must be there") {
  LiveServer live;
  CHECK(live.error("kill_pane", object("name", "job")) == "pane is required (non-empty string)");
  CHECK(live.error("kill_pane", object("name", "job", "pane", "0"))
            .starts_with("session \"job\" does not exist;"));
}

TEST_CASE("kill_session: a shell in which a command of run_command runs is not left running") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    CHECK(shell.run("sleep 1000", R"(,"wait":false)").has("job"));
    const Json killed = live.ok("kill_session", object("name", kind.name));
    CHECK_FALSE(killed["left_running"].exists());
  }
}
