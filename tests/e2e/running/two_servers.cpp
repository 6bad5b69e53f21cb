// Two servers of ours at one pane: they type in turn, and what is called typed is typed once, and whole.
#include <algorithm>
#include <map>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

std::string typing(const LiveServer& live, const std::string& session) {
  return live.tmux.must({"display-message", "-p", "-t", "=" + session + ":", "#{@smcp-typing}"});
}

void lock(const LiveServer& live, const std::string& session, std::int64_t second) {
  live.tmux.must(
      {"set-option", "-p", "-t", "=" + session + ":", "@smcp-typing", "zzzzzz " + std::to_string(second)});
}

std::int64_t now(const LiveServer& live) {
  return std::stoll(live.tmux.must({"display-message", "-p", "%s"}));
}

/// How often each line of a file is in it.
std::map<std::string, int> counted(const std::string& text) {
  std::map<std::string, int> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++lines[text.substr(at, end - at)];
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("two servers: lines that one types and commands that the other runs all run, once") {
  constexpr int kRounds = 12;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;  // it takes no line while it runs another
    INFO(kind.name);
    LiveServer live;
    ServerProcess other({live.tmux.environment(), {}});
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    const std::string file = live.tmux / "ran";
    std::map<std::string, int> expected;
    std::map<std::string, int> possible;
    for (int i = 0; i < kRounds; ++i) {
      const std::string id = std::to_string(i);
      live.server.send(stateless_call_request(
          id, "run_command",
          object("name", kind.name, "command", "echo run-" + id + " >> " + file, "timeout_seconds", 20)));
      other.send(stateless_call_request(
          id, "send_keys", object("name", kind.name, "keys", " echo typed-" + id + " >> " + file)));
      const Json typed = other.reply(id, kPatience * 2)["result"];
      const Json ran = live.server.reply(id, kPatience * 2)["result"];
      if (!is_error(typed)) expected["typed-" + id] = 1;
      if (!is_error(ran)) expected["run-" + id] = 1;
      INFO(id << ": " << (is_error(typed) ? text_of(typed) : "typed") << "; "
              << (is_error(ran) ? text_of(ran) : "ran"));
      CHECK(wait_until([&] {
        const auto there = counted(read_file(file));
        return std::all_of(expected.begin(), expected.end(),
                           [&](const auto& line) { return there.count(line.first) > 0; });
      }));
    }
    INFO(shell.screen());
    CHECK(counted(read_file(file)) == expected);
    // The lines that were typed had their turn each time.
    CHECK(std::count_if(expected.begin(), expected.end(),
                        [](const auto& line) { return line.first.starts_with("typed-"); }) == kRounds);
    CHECK(other.finish() == ExitStatus{});
  }
}

TEST_CASE("two servers: long texts do not mix, and their lock goes with them") {
  LiveServer live;
  ServerProcess other({live.tmux.environment(), {}});
  const std::string file = live.tmux / "typed";
  live.tmux.start_job("raw", "stty raw -echo; echo recording; exec cat > " + file);
  REQUIRE(live.tmux.shows("raw", "recording"));
  const std::string ours = std::string(60'000, 'a');
  const std::string theirs = std::string(60'000, 'b');
  constexpr int kTimes = 4;
  for (int i = 0; i < kTimes; ++i) {
    const std::string id = std::to_string(i);
    live.server.send(
        stateless_call_request(id, "send_keys", object("name", "raw", "keys", ours, "enter", false)));
    other.send(
        stateless_call_request(id, "send_keys", object("name", "raw", "keys", theirs, "enter", false)));
  }
  for (int i = 0; i < kTimes; ++i) {
    CHECK_FALSE(is_error(live.server.reply(std::to_string(i), kPatience * 2)["result"]));
    CHECK_FALSE(is_error(other.reply(std::to_string(i), kPatience * 2)["result"]));
  }
  REQUIRE(wait_until([&] { return read_file(file).size() == 2 * kTimes * ours.size(); }));
  const std::string all = read_file(file);
  for (std::size_t at = 0; at < all.size(); at += ours.size()) {
    const std::string text = all.substr(at, ours.size());
    CHECK((text == ours || text == theirs));
  }
  CHECK(typing(live, "raw").empty());
  CHECK(other.finish() == ExitStatus{});
}

TEST_CASE("two servers: keys wait while another types, and until the lock of a dead one has expired") {
  LiveServer live;
  live.tmux.start_job("cat", "exec cat");
  SECTION("until it is removed") {
    lock(live, "cat", now(live));
    live.server.send(stateless_call_request("1", "send_keys", object("name", "cat", "keys", "after that")));
    // A call on another session, sent later, is answered: ours waits.
    CHECK(live.server.call("has_session", object("name", "cat"))["structuredContent"]["exists"].boolean());
    CHECK(live.tmux.must({"capture-pane", "-p", "-t", "=cat:"}).find("after") == std::string::npos);
    live.tmux.must({"set-option", "-pu", "-t", "=cat:", "@smcp-typing"});
    CHECK_FALSE(is_error(live.server.reply("1")["result"]));
  }
  SECTION("one that is nearly over") {
    lock(live, "cat", now(live) - 9);
    live.ok("send_keys", object("name", "cat", "keys", "after that"));
  }
  SECTION("one that is over, of whatever form") {
    live.tmux.must({"set-option", "-p", "-t", "=cat:", "@smcp-typing", "a\tb } , #{x}"});
    live.ok("send_keys", object("name", "cat", "keys", "after that"));
  }
  CHECK(live.tmux.shows("cat", "after that"));
  CHECK(typing(live, "cat").empty());
}

TEST_CASE("two servers: keys that get no turn in their time are refused, and nothing is typed") {
  LiveServer live({"--timeout", "2"});
  live.tmux.start_job("cat", "exec cat");
  lock(live, "cat", now(live));
  const std::string error = live.error("send_keys", object("name", "cat", "keys", "never"));
  CHECK(error.find("another call is typing into pane") != std::string::npos);
  CHECK(error.find("nothing was typed") != std::string::npos);
  live.tmux.must({"set-option", "-pu", "-t", "=cat:", "@smcp-typing"});
  live.ok("send_keys", object("name", "cat", "keys", "now"));
  CHECK(live.tmux.shows("cat", "now"));
  CHECK(live.tmux.must({"capture-pane", "-p", "-t", "=cat:"}).find("never") == std::string::npos);
}
