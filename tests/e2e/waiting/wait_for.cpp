// wait_for: each way in which it ends, and that nothing is missed or taken for new.
#include <chrono>
#include <string>

#include "support/e2e/waited.hpp"
#include "support/process_figures.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

namespace {

/// A session with the user's shell at its prompt.
std::string start_shell(LiveServer& live, const std::string& name) {
  live.ok("new_session", object("name", name));
  return name;
}

std::string type(LiveServer& live, const std::string& name, const std::string& keys) {
  return live.ok("send_keys", object("name", name, "keys", keys))["cursor"].string();
}

/// What a program begins with that is to go on once the file is there.
std::string until_there(const std::string& file) {
  return "until test -e " + file + "; do sleep 0.02; done; ";
}

/// A wait, and the file is made once it has looked.
Waited wait_making(LiveServer& live, const std::string& arguments, const std::string& file) {
  live.server.send(stateless_call_request("1", "wait_for", arguments));
  live.ok("list_sessions");
  write_file(file, "");
  return waited(live.server.reply("1")["result"]);
}

}  // namespace

TEST_CASE("wait_for: a new line that matches, never the typed command, and the cursor goes on from there") {
  LiveServer live;
  const std::string name = start_shell(live, "job");
  const std::string before = type(live, name, "sleep 0.3; echo all done; sleep 0.3; echo more");
  const Waited first = wait(live, object("name", name, "pattern", "all do+ne$", "since", before));
  CHECK(first.outcome() == "matched");
  CHECK(first.about["line"].string() == "all done");
  CHECK(first.text.find("\nall done") != std::string::npos);
  const Waited second = wait(live, object("name", name, "pattern", "^more", "since", first.cursor()));
  CHECK(second.outcome() == "matched");
  CHECK(second.text.find("all done") == std::string::npos);
  // Printed before the wait began, but after the cursor.
  CHECK(wait(live, object("name", name, "pattern", "^all done", "since", before)).outcome() == "matched");
  // Without a cursor, what came after the last text that was typed is new.
  CHECK(wait(live, object("name", name, "pattern", "^all done")).outcome() == "matched");
  type(live, name, "Enter");
  const Waited none = wait(live, object("name", name, "pattern", "all done", "timeout_seconds", 1));
  CHECK(none.outcome() == "timeout");
  CHECK(none.text.find("all done") == std::string::npos);
  CHECK(none.about["last"].string() != "");
}

TEST_CASE("wait_for: a question that waits behind its line, and a redrawn line") {
  LiveServer live;
  const std::string go = live.tmux / "go";
  live.tmux.start_job("ask", until_there(go) + "printf 'Continue? [y/n] '; cat");
  CHECK(wait_making(live, object("name", "ask", "pattern", R"(\[y/n\])"), go).outcome() == "matched");
  live.tmux.start_job("bar", "printf 10%%; sleep 1.5; printf '\\r99%%'; cat");
  REQUIRE(live.tmux.shows("bar", "10%"));
  const Waited bar = wait(live, object("name", "bar", "pattern", "99%", "timeout_seconds", 8));
  CHECK(bar.outcome() == "matched");
  CHECK(bar.text == "99%");
}

TEST_CASE("wait_for: a prompt with its blank, in a row that was empty at the last look") {
  LiveServer live;
  const std::string go = live.tmux / "go";
  live.tmux.start_job("job", "echo begun; " + until_there(go) + "printf '>>> '");
  REQUIRE(live.tmux.shows("job", "begun"));
  const Waited prompt = wait_making(live, object("name", "job", "pattern", ">>> $"), go);
  CHECK(prompt.outcome() == "matched");
  CHECK(prompt.about["line"].string() == ">>>");
}

TEST_CASE("wait_for: what comes after a command has cleared the screen, whenever the wait begins") {
  LiveServer live;
  const std::string name = start_shell(live, "job");
  type(live, name, "seq 1 5");
  REQUIRE(live.tmux.shows("job", "5"));
  const std::string before = type(live, name, "clear; echo made; sleep 1; echo ready; sleep 1; echo end");
  const Waited made = wait(live, object("name", name, "pattern", "^made", "since", before));
  CHECK(made.outcome() == "matched");
  const Waited ready = wait(live, object("name", name, "pattern", "^ready", "since", made.cursor()));
  CHECK(ready.outcome() == "matched");
  CHECK(wait(live, object("name", name, "pattern", "^end")).outcome() == "matched");
  CHECK(wait(live, object("name", name, "pattern", "^ready", "since", before)).outcome() == "matched");
}

TEST_CASE("wait_for: finished, whatever ran") {
  LiveServer live;
  const std::string name = start_shell(live, "job");
  const std::string before = type(live, name, "sleep 0.6; echo over");
  const Waited slept = wait(live, object("name", name, "since", before));
  CHECK(slept.outcome() == "finished");
  CHECK(slept.text.find("\nover") != std::string::npos);
  const std::string quick = type(live, name, "echo quick");
  CHECK(wait(live, object("name", name, "finished", true, "since", quick)).text.find("\nquick") !=
        std::string::npos);
  CHECK(wait(live, object("name", name)).outcome() == "finished");  // nothing runs
  const std::string loop = type(live, name, "for i in 1 2 3 4; do sleep 0.1; echo turn $i; done");
  const Waited looped = wait(live, object("name", name, "finished", true, "since", loop));
  CHECK(looped.text.find("\nturn 4") != std::string::npos);
}

TEST_CASE("wait_for: idle, dead, gone and the time") {
  LiveServer live;
  live.tmux.start_job("job", "for i in 1 2 3; do echo $i; sleep 0.4; done; sleep 60");
  const Waited idle = wait(live, object("name", "job", "idle_seconds", 1));
  CHECK(idle.outcome() == "idle");
  CHECK(idle.text.ends_with("3"));
  const auto begin = std::chrono::steady_clock::now();
  CHECK(wait(live, object("name", "job", "pattern", "never", "timeout_seconds", 1)).outcome() == "timeout");
  CHECK(std::chrono::steady_clock::now() - begin < 15s);

  live.tmux.must({"new-session", "-d", "-s", "dead", "exec sh -c 'read x; echo last words; read x'"});
  live.tmux.must({"set-option", "-w", "-t", "=dead:", "remain-on-exit", "on"});
  const std::string before = type(live, "dead", "now");
  // On a busy machine, tmux may take a pane for dead before it has read what was printed in its last moment.
  REQUIRE(live.tmux.shows("dead", "last words"));
  type(live, "dead", "end");
  const Waited dead = wait(live, object("name", "dead", "pattern", "never", "since", before));
  CHECK(dead.outcome() == "dead");
  CHECK(dead.text.find("last words") != std::string::npos);

  live.tmux.must({"new-session", "-d", "-s", "brief", "sleep 1"});
  CHECK(wait(live, object("name", "brief", "pattern", "never")).outcome() == "gone");
  CHECK(live.error("wait_for", object("name", "brief")).starts_with("session \"brief\" does not exist;"));
}

TEST_CASE("wait_for: what is printed and scrolled away between two looks still matches") {
  LiveServer live;
  for (int round = 0; round < 5; ++round) {
    const std::string name = "flood" + std::to_string(round);
    const std::string go = live.tmux / ("go" + std::to_string(round));
    live.tmux.start_job(name, until_there(go) + "seq 1 30000; cat", 50'000);
    const std::string arguments =
        object("name", name, "pattern", "^7777$", "timeout_seconds", 20, "lines", 3);
    const Waited found = wait_making(live, arguments, go);
    CHECK(found.outcome() == "matched");
    CHECK(found.about["line"].string() == "7777");
    CHECK(found.about["lines"].integer() == 3);
    CHECK(found.about["skipped"].integer() > 7000);
  }
}

TEST_CASE("wait_for: one line among ten thousand a second, with a short history") {
  LiveServer live;
  const std::string go = live.tmux / "go";
  const std::string loop =
      "i=0; while [ $i -lt 20 ]; do seq 1 1000; [ $i = 10 ] && echo needle; i=$((i+1)); sleep 0.1; done; cat";
  live.tmux.start_job("job", until_there(go) + loop, 4000);
  const std::string arguments = object("name", "job", "pattern", "needle", "timeout_seconds", 20);
  const Waited found = wait_making(live, arguments, go);
  CHECK(found.outcome() == "matched");
}

TEST_CASE("wait_for: a person who attaches and resizes the window makes nothing new of what is old") {
  LiveServer live;
  const std::string go = live.tmux / "go";
  live.tmux.start_job("job", "echo old words that are long enough to be wrapped anew; " + until_there(go) +
                                 "echo new words; cat");
  REQUIRE(live.tmux.shows("job", "wrapped anew"));
  live.server.send(stateless_call_request("\"w\"", "wait_for", object("name", "job", "pattern", "words")));
  live.ok("list_sessions");  // it has looked by now
  live.tmux.must({"resize-window", "-t", "job:", "-x", "31", "-y", "10"});
  write_file(go, "");
  const Waited found = waited(live.server.receive()["result"]);
  CHECK(found.outcome() == "matched");
  CHECK(found.about["line"].string() == "new words");
}

TEST_CASE("wait_for: the first of several sessions") {
  LiveServer live;
  live.tmux.start_job("a", "cat");
  const std::string go = live.tmux / "go";
  live.tmux.start_job("b", until_there(go) + "echo ready; cat");
  const Waited first = wait_making(live, R"({"names":["a","b"],"pattern":"ready"})", go);
  CHECK(first.about["session"].string() == "b");
  CHECK(wait(live, R"({"names":["a","b"],"pattern":"never","timeout_seconds":1})").outcome() == "timeout");
  CHECK(live.error("wait_for", R"({"names":["a","nope"]})").starts_with("session \"nope\" does not exist;"));
}

TEST_CASE("wait_for: wrong arguments say what is wrong") {
  LiveServer live;
  live.tmux.start_job("job", "cat");
  CHECK(live.error("wait_for", "{}") == "give either name (one session) or names (several), or job");
  CHECK(live.error("wait_for", R"({"name":"job","names":["job"]})") ==
        "give either name (one session) or names (several), or job");
  CHECK(live.error("wait_for", R"({"names":["job"],"since":"x"})")
            .starts_with("since and pane belong to one session"));
  CHECK(live.error("wait_for", object("name", "job", "since", "x")).starts_with("since must be a cursor"));
  CHECK(live.error("wait_for", object("name", "job", "pattern", "a(")).find("`a(` at character") !=
        std::string::npos);
  CHECK(live.error("wait_for", object("name", "job", "timeout_seconds", 3601)).find("timeout_seconds") !=
        std::string::npos);
  CHECK(
      live.error("wait_for", object("name", "job", "pane", "7")).starts_with("session \"job\" has no pane"));
}

TEST_CASE("wait_for: a cancelled one ends at once, and those that wait when input ends are answered") {
  LiveServer live;
  live.tmux.start_job("job", "cat");
  live.server.send(stateless_call_request("\"w\"", "wait_for", object("name", "job", "pattern", "never")));
  live.server.send(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w"}})");
  CHECK(live.ok("list_sessions")["count"].integer() == 1);
  live.server.send(stateless_call_request("\"v\"", "wait_for", object("name", "job", "pattern", "never")));
  live.server.end_input();
  const Json last = live.server.receive();
  CHECK(last["id"].string() == "v");
  CHECK(waited(last["result"]).outcome() == "timeout");
}

TEST_CASE("wait_for: 32 waits cost next to nothing while nothing happens") {
  LiveServer live;
  for (int i = 0; i < 8; ++i) live.tmux.start_job("s" + std::to_string(i), "sleep 60");
  for (int i = 0; i < 32; ++i) {
    live.server.send(stateless_call_request(
        std::to_string(i), "wait_for",
        object("name", "s" + std::to_string(i % 8), "pattern", "never", "timeout_seconds", 6)));
  }
  live.ok("list_sessions");
  const auto begin = std::chrono::steady_clock::now();
  const auto cpu = cpu_time(live.server.pid());
  const Json first = live.server.receive();  // when the time is up
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(waited(first["result"]).outcome() == "timeout");
  const auto used = cpu_time(live.server.pid()) - cpu;
  INFO(std::chrono::duration_cast<std::chrono::microseconds>(used).count() << " us");
  CHECK(used < took / 20);  // the bench says how much it is: a fraction of 1 %
}
