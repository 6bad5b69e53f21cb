#include "tmux/act/kill.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/held_row.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

std::string is_job(const std::string& id, const std::string& name) {
  return stops_unless(id + ":", "#{==:#{session_name}," + name + "}", "other-session");
}

struct Killing {
  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<Killed>> result;

  auto take() {
    return [this](Result<Killed> killed) { result.emplace(std::move(killed)); };
  }
  void kill(const std::string& name, const OwnPane& own = {}) {
    kill_session(loop, chain, name, own, take());
    CHECK(last() == "list-panes -a -F " + kHeldFormat);
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// Runs the loop until the kill is over.
  const Killed& killed() {
    while (!result) loop.run_once();
    REQUIRE(*result);
    return result->value();
  }
};

}  // namespace

TEST_CASE(
    "a session is killed by its id if it still has its name, and its panes are listed in the same batch") {
  const auto* const name = GENERATE("job", "$7", "=x");
  Killing k;
  k.kill(name);
  const HeldRow row{.session = "$3", .name = name};
  k.client.answer(HeldRow{.session = "$0", .name = "jobs"}.text() + row.text());
  CHECK(k.last() == kSameServer + "; " + is_job("$3", name) + "; list-panes -a -F " + kHeldFormat +
                        " ; kill-session -t $3:");
  k.client.answer(row.text());
  CHECK(k.killed().ended == std::vector<std::string>{"sleep"});
  CHECK(k.client.asked.size() == 2);
}

TEST_CASE("what has ended and what lives on is that of the moment of the kill") {
  Killing k;
  k.kill("job");
  k.client.answer(HeldRow{}.text());
  k.client.answer(
      HeldRow{}.text() + HeldRow{.pane = "%2", .command = "make"}.text() +           // opened meanwhile
      HeldRow{.window = "@2", .pane = "%3", .command = "top"}.text() +               // linked
      HeldRow{.window = "@3", .pane = "%4", .command = "vi", .dead = true}.text() +  // dead
      HeldRow{.window = "@1", .pane = "%1"}.text() +                                 // the same once more
      HeldRow{.session = "$2", .name = "b", .window = "@2", .pane = "%3", .command = "top"}.text() +
      HeldRow{.session = "$5", .name = "c", .window = "@2", .pane = "%3", .command = "top"}.text() +
      HeldRow{.session = "$5", .name = "c", .window = "@9", .pane = "%9"}.text());
  CHECK(k.killed().ended == std::vector<std::string>{"sleep", "make"});
  CHECK(k.killed().lives_on == std::vector<std::string>{"b", "c"});
  CHECK(k.killed().left_running.empty());
}

TEST_CASE("an answer that does not tell is no failure: the session is gone") {
  Killing k;
  k.kill("job");
  k.client.answer(HeldRow{}.text());
  k.client.answer("sessions-mcp-held\tx\n");
  CHECK(k.killed().ended.empty());
  CHECK(k.killed().lives_on.empty());
}

TEST_CASE("those that do not end are waited for, for a short time, and named") {
  Killing k;
  k.client.machine.add_shell(77, "/dev/pts/3");
  k.client.machine.run(77, "/dev/pts/3", 80, "sleep");
  k.client.machine.processes[80].arguments = std::string("sleep") + '\0' + "9" + '\0';
  k.kill("job");
  const HeldRow row{.terminal = "77:/dev/pts/3"};
  k.client.answer(row.text());
  const auto began = uv::Clock::now();
  SECTION("all end") {
    k.client.answer(row.text());
    CHECK_FALSE(k.result);
    k.client.machine.processes.clear();
    CHECK(k.killed().left_running.empty());
    CHECK(uv::Clock::now() - began < kGoneWithin);
  }
  SECTION("one does not") {
    k.client.answer(row.text());
    k.client.machine.processes.erase(77);
    REQUIRE(k.killed().left_running.size() == 1);
    CHECK(k.killed().left_running[0].pid == 80);
    CHECK(k.killed().left_running[0].command == "sleep 9");
    CHECK(uv::Clock::now() - began >= kGoneWithin);
  }
  SECTION("where the pane lives on, nobody is waited for") {
    k.client.answer(row.text() + HeldRow{.session = "$2", .name = "b"}.text());
    CHECK(k.result);
    CHECK(k.killed().left_running.empty());
    CHECK(k.killed().lives_on == std::vector<std::string>{"b"});
  }
}

TEST_CASE("those of another machine are looked at before the kill, and after it until they have ended") {
  Killing k;
  auto& machine = k.client.machine;
  machine.far = true;
  machine.add_shell(77, "/dev/pts/3");
  machine.run(77, "/dev/pts/3", 80, "sleep");
  k.kill("job");
  const HeldRow row{.terminal = "77:/dev/pts/3"};
  k.client.answer(row.text());
  CHECK(k.client.asked.size() == 1);
  CHECK(machine.looks.last == std::vector<std::string>{"/dev/pts/3"});
  REQUIRE(machine.looks.show());
  REQUIRE(k.client.asked.size() == 2);
  CHECK_THAT(k.last(), test::Contains("; kill-session -t "));
  k.client.answer(row.text());
  CHECK_FALSE(k.result);
  machine.processes.erase(77);
  SECTION("they end") {
    machine.processes.erase(80);
    REQUIRE(machine.looks.show());
    CHECK(k.killed().left_running.empty());
  }
  SECTION("one does not") {
    while (!k.result) {
      (void)machine.looks.show();
      k.loop.run_once();
    }
    REQUIRE(k.killed().left_running.size() == 1);
    CHECK(k.killed().left_running[0].pid == 80);
    CHECK(machine.looks.count > 2);
  }
}

TEST_CASE("a session that has another name by then is looked for once more") {
  Killing k;
  k.kill("job");
  k.client.answer(HeldRow{}.text());
  k.client.answer("", 1, "unknown command: sessions-mcp-other-session");
  CHECK(k.last() == "list-panes -a -F " + kHeldFormat);
  SECTION("the name is another's now") {
    k.client.answer(HeldRow{.session = "$4"}.text());
    CHECK(k.last().ends_with("; kill-session -t $4:"));
    SECTION("killed") {
      k.client.answer("");
      CHECK(k.result->ok());
    }
    SECTION("gone again: that is enough") {
      k.client.answer("", 1, "unknown command: sessions-mcp-other-session");
      CHECK(k.result->error().message == "session \"job\" does not exist");
      CHECK(k.client.asked.size() == 4);
    }
  }
  SECTION("there is none") {
    k.client.answer(HeldRow{.name = "job2"}.text());
    CHECK(k.result->error().message == "session \"job\" does not exist");
  }
}

TEST_CASE("without a session, a server, or an answer nothing is killed") {
  Killing k;
  k.kill("job");
  SECTION("no such session") {
    k.client.answer(HeldRow{.name = "jobs"}.text());
    CHECK(k.result->error().message == "session \"job\" does not exist");
  }
  SECTION("no server") {
    k.client.answer("", 1, "no server running on /tmp/x");
    CHECK(k.result->error().message == "session \"job\" does not exist");
  }
  SECTION("another server") {
    k.client.answer(HeldRow{}.text());
    k.client.answer("", 1, "unknown command: sessions-mcp-other-server");
    CHECK(k.result->error().message == "session \"job\" does not exist");
    CHECK(k.client.asked.size() == 2);
    return;
  }
  SECTION("nonsense") {
    k.client.answer("hello\n");
    CHECK(k.result->error().code == Errc::io);
  }
  CHECK(k.client.asked.size() == 1);
}

TEST_CASE("our own pane is checked for in the batch that kills") {
  Killing k;
  const OwnPane own(InsidePane{10, PaneId{2}}, {}, k.client.machine);
  k.kill("job", own);
  k.client.answer(HeldRow{}.text() + HeldRow{.session = "$2", .name = "me", .pane = "%2"}.text() +
                  HeldRow{.session = "$3", .name = "us", .pane = "%2"}.text());
  const std::string batch = k.last();
  const auto check = batch.find("sessions-mcp-own-pane");
  CHECK(check != std::string::npos);
  CHECK(batch.find("sessions-mcp-own-pane", check + 1) == std::string::npos);
  CHECK(batch.find("#{==:#{pane_id},%2}") != std::string::npos);
  k.client.answer("", 1, "unknown command: sessions-mcp-own-pane");
  CHECK(k.result->error().message.starts_with("that is the pane this assistant itself runs in"));
}

TEST_CASE("a pane is killed if it is still the session's, and not the last one of any") {
  Killing k;
  Pane pane;
  pane.id = PaneId{3};
  pane.server = {10, 20};
  kill_pane(k.loop, k.chain, "job", pane, k.take());
  const std::string held = stops_unless(
      "", "#{!=:#{S:#{?#{==:#{session_name},job},#{W:#{P:#{?#{==:#{pane_id},%3},1,}}},}},}", "not-held");
  const std::string others =
      stops_unless("", "#{==:#{S:#{?#{W:#{P:#{?#{==:#{pane_id},%3},,1}}},,x}},}", "last-pane");
  CHECK(k.last() == kSameServer + "; " + held + "; " + others + "; display-message -p -t %3 " + kHeldFormat +
                        " ; kill-pane -t %3");
  SECTION("done") {
    k.client.answer(HeldRow{.pane = "%3", .command = "top"}.text());
    CHECK(k.killed().ended == std::vector<std::string>{"top"});
    CHECK(k.killed().lives_on.empty());
  }
  SECTION("it was dead") {
    k.client.answer(HeldRow{.pane = "%3", .dead = true}.text());
    CHECK(k.killed().ended.empty());
  }
  SECTION("the last one") {
    k.client.answer("", 1, "unknown command: sessions-mcp-last-pane");
    CHECK(k.result->error().code == Errc::refused);
    CHECK(k.result->error().message.find("kill_session") != std::string::npos);
  }
  SECTION("no longer there") {
    k.client.answer("", 1, "unknown command: sessions-mcp-not-held");
    CHECK(k.result->error().code == Errc::not_found);
  }
}
