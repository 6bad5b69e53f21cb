#include "tmux/link/own_pane.hpp"

#include <filesystem>
#include <optional>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/rows.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("the environment names a pane, or none") {
  const auto inside = [](std::string_view tmux, std::string_view pane) {
    return InsidePane::parse(tmux, pane);
  };
  const auto found = inside("/nowhere/tmux-0/default,812,3", "%7");
  REQUIRE(found);
  CHECK(found->server_pid == 812);
  CHECK(found->pane == PaneId{7});
  CHECK(found->is_reached_by("/nowhere/tmux-0/default"));
  CHECK_FALSE(found->is_reached_by("/nowhere/tmux-0/other"));
  CHECK(inside("/nowhere/tmux-0/default,812", "%7"));
  for (const char* other :
       {"", "/nowhere/tmux-0/default", "/nowhere/tmux-0/default,,3", "/nowhere/tmux-0/default,x,3"}) {
    INFO(other);
    CHECK_FALSE(inside(other, "%7"));
  }
  for (const char* other : {"", "7", "$7", "%", "%x"}) {
    INFO(other);
    CHECK_FALSE(inside("/nowhere/tmux-0/default,812,3", other));
  }
}

TEST_CASE("a socket is the same one by whatever path it is called") {
  const test::TempDir dir;
  test::write_file(dir / "socket", "");
  std::filesystem::create_symlink(dir / "socket", dir / "link");
  CHECK(InsidePane::parse((dir / "link") + ",1,0", "%0")->is_reached_by(dir / "socket"));
  test::write_file(dir / "other", "");
  CHECK_FALSE(InsidePane::parse((dir / "other") + ",1,0", "%0")->is_reached_by(dir / "socket"));
}

TEST_CASE("our own pane is that of the environment's server and number, and no other") {
  const shell::FakeProcesses processes;
  const OwnPane own(InsidePane{812, PaneId{7}}, {}, processes);
  CHECK_FALSE(own.nowhere());
  CHECK(own.is({812, 5}, {PaneId{7}, 1, "/dev/null"}));
  CHECK_FALSE(own.is({813, 5}, {PaneId{7}, 1, "/dev/null"}));
  CHECK_FALSE(own.is({812, 5}, {PaneId{8}, 1, "/dev/null"}));
  CHECK(OwnPane().nowhere());
  CHECK_FALSE(OwnPane().is({812, 5}, {PaneId{7}, 1, "/dev/null"}));
}

TEST_CASE("our own pane is the one whose terminal one of our parents has") {
  shell::FakeProcesses processes;
  processes.add_shell(41, "/dev/pts/3");
  const PaneTerminal pane{PaneId{3}, 41, "/dev/pts/3"};
  const std::int64_t number = *processes.terminal_number("/dev/pts/3");
  CHECK(OwnPane(std::nullopt, {number + 1, number}, processes).is({1, 1}, pane));
  CHECK_FALSE(OwnPane(std::nullopt, {number + 1}, processes).is({1, 1}, pane));
  // A device of this name, but not what the pane's process has: that is in another container.
  processes.add_shell(42, "/dev/pts/4");
  CHECK_FALSE(OwnPane(std::nullopt, {number}, processes).is({1, 1}, {PaneId{3}, 42, "/dev/pts/3"}));
  CHECK_FALSE(OwnPane(std::nullopt, {number}, processes).is({1, 1}, {PaneId{3}, 40, "/dev/pts/3"}));
  CHECK_FALSE(OwnPane(std::nullopt, {number}, processes).is({1, 1}, {PaneId{3}, 0, ""}));
}

TEST_CASE("our parents are followed up, past those without a terminal, to the first that cannot be seen") {
  const test::ScopedVariable outside("TMUX", nullptr);
  shell::FakeProcesses processes;
  processes.add_shell(41, "/dev/pts/3");  // started by process 1, which is not there
  const auto add = [&processes](std::int64_t pid, std::int64_t parent) {
    processes.processes[pid].state = {true, false, true, "agent", parent, 0, -1};
  };
  add(::getpid(), 40);
  add(40, 41);
  const PaneTerminal pane{PaneId{3}, 41, "/dev/pts/3"};
  CHECK(OwnPane::of_this_process("/nowhere", processes).is({1, 1}, pane));
  add(40, 39);
  CHECK(OwnPane::of_this_process("/nowhere", processes).nowhere());
  add(40, 40);  // nonsense must not make it loop for ever
  CHECK(OwnPane::of_this_process("/nowhere", processes).nowhere());
}

TEST_CASE("our own pane is on the server of this process number alone, by whatever way that is reached") {
  const test::TempDir dir;
  test::write_file(dir / "socket", "");
  const test::ScopedVariable tmux("TMUX", (dir / "socket").append(",812,0").c_str());
  const test::ScopedVariable number("TMUX_PANE", "%7");
  const shell::FakeProcesses processes;
  const PaneTerminal pane{PaneId{7}, 1, "/dev/null"};
  CHECK(OwnPane::of_this_process(dir / "socket", processes).is({812, 5}, pane));
  CHECK(OwnPane::of_this_process(dir / "other", processes).nowhere());

  shell::FakeProcesses far;
  far.far = true;
  const OwnPane there = OwnPane::of_this_process(far, processes);
  const auto is_there = [&] { return there.is({812, 5}, pane); };
  CHECK(is_there());
  CHECK_FALSE(there.is({813, 5}, pane));
  CHECK_FALSE(there.is({812, 5}, {PaneId{8}, 1, "/dev/null"}));
  for (const char* const other : {"another boot", ""}) {
    far.id->boot = other;
    CHECK(there.nowhere());
    CHECK_FALSE(is_there());
  }
  // In a pid namespace of its own, as a sandbox has it, the environment is as true.
  far.id = {processes.id->boot, "other numbers"};
  CHECK(is_there());
  far.id.reset();  // The link has just been lost: to refuse does less harm.
  CHECK_FALSE(there.nowhere());
  CHECK(is_there());
}

TEST_CASE("our own pane behind ssh is the one whose terminal one of our parents has, on this machine alone") {
  const test::ScopedVariable outside("TMUX", nullptr);
  shell::FakeProcesses processes;
  processes.add_shell(41, "/dev/pts/3");
  processes.processes[::getpid()].state = {true, false, true, "agent", 41, 0, -1};
  shell::FakeProcesses far;
  far.far = true;
  const OwnPane there = OwnPane::of_this_process(far, processes);
  CHECK(there.is({1, 1}, {PaneId{3}, 41, "/dev/pts/3"}));
  CHECK_FALSE(there.is({1, 1}, {PaneId{3}, 42, "/dev/pts/4"}));
  for (const char* const other : {"other numbers", ""}) {
    far.id->pid_namespace = other;
    CHECK_FALSE(there.is({1, 1}, {PaneId{3}, 41, "/dev/pts/3"}));
  }
  far.id = {"another boot", processes.id->pid_namespace};
  CHECK_FALSE(there.is({1, 1}, {PaneId{3}, 41, "/dev/pts/3"}));
}

TEST_CASE("two machines that cannot tell which they are are two") {
  const test::ScopedVariable tmux("TMUX", "/nowhere,812,0");
  const test::ScopedVariable number("TMUX_PANE", "%7");
  shell::FakeProcesses processes;
  shell::FakeProcesses far;
  processes.id->boot = far.id->boot = "";
  CHECK(OwnPane::of_this_process(far, processes).nowhere());
}

TEST_CASE("our own panes are looked for among all, and only where there can be some") {
  FakeClient client;
  const auto chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<OwnPanes>> found;
  const auto find = [&](const OwnPane& own) {
    find_own_panes(chain, own, [&](Result<OwnPanes> result) { found.emplace(std::move(result)); });
  };
  SECTION("nowhere") {
    find(OwnPane());
    CHECK(client.asked.empty());
    CHECK(found->value().panes.empty());
  }
  const OwnPane own(InsidePane{10, PaneId{2}}, {}, client.machine);
  SECTION("in a window that is linked twice") {
    find(own);
    CHECK(joined(client.asked[0].argv).starts_with("list-panes -a -F "));
    client.answer("10\t20\t$0\t%1:7:/dev/null\n10\t20\t$0\t%2:8:/dev/null\n10\t20\t$3\t%2:8:/dev/null\n");
    CHECK(found->value().panes == std::vector<PaneId>{{2}});
    CHECK(found->value().sessions == std::vector<SessionId>{{0}, {3}});
    CHECK(found->value().server.start_time == 20);
  }
  SECTION("no server, or one without sessions") {
    find(own);
    client.answer("", 1, GENERATE("no server running on /tmp/x", "no current target"));
    CHECK(found->value().panes.empty());
  }
  SECTION("too few fields, words for numbers") {
    const auto is_row = [&](std::string_view line) {
      find(own);
      client.answer(std::string(line) + "\n");
      return found->ok();
    };
    CHECK(is_row("10\t20\t$0\t%2:8:/dev/null"));
    CHECK(refused_numbers("10\t20\t$0\t%2:8:/dev/null", is_row) == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(fewest_fields("10\t20\t$0\t%2:8:/dev/null", is_row) == 4);
  }
  SECTION("an answer that cannot be parsed") {
    find(own);
    client.answer("hello\n");
    CHECK(found->error().code == Errc::io);
  }
}
