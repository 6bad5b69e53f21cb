#include "tmux/act/pane_processes.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const PaneTerminal kPane{PaneId{3}, 100, "/dev/pts/3"};
constexpr ServerId kServer{10, 20};

/// A shell with pid 100 in pane %3, and what is added.
struct ProcessTree {
  shell::FakeProcesses fake;

  ProcessTree() {
    fake.add_shell(100, "/dev/pts/3");
    fake.processes[100].state.session = 100;
    fake.processes[100].state.started = 7100;
  }
  shell::ProcessState& add(std::int64_t pid, std::int64_t parent) {
    shell::ProcessState& state = fake.processes[pid].state;
    state.known = true;
    state.name = "p" + std::to_string(pid);
    state.parent = parent;
    state.session = pid;
    state.started = 7000 + static_cast<std::uint64_t>(pid);
    return state;
  }
  [[nodiscard]] std::vector<std::int64_t> found(const std::vector<PaneTerminal>& panes = {kPane}) const {
    std::vector<std::int64_t> pids;
    for (const auto& process : processes_of(fake, kServer, panes)) pids.push_back(process.pid);
    return pids;
  }
};

}  // namespace

TEST_CASE("what came from a pane: by its parents and its session") {
  ProcessTree tree;
  tree.add(50, 1);                 // a stranger
  tree.add(51, 50);                // and its child
  tree.add(101, 100);              // a child
  tree.add(90, 101);               // a grandchild, whose pid came round
  tree.add(102, 1).session = 100;  // its parent has gone
  tree.add(103, 102);              // and what comes from that
  // Another session has no terminal of this number but in a container, with a /dev/pts of its own.
  tree.add(104, 1).terminal = tree.fake.terminals["/dev/pts/3"].number;
  CHECK(tree.found() == std::vector<std::int64_t>{90, 100, 101, 102, 103});
}

TEST_CASE("what came from a pane: what has left all that tells by its environment") {
  ProcessTree tree;
  const auto with = [&](std::int64_t pid, std::vector<std::string> environment) {
    tree.add(pid, 1);
    tree.fake.processes[pid].environment = std::move(environment);
  };
  with(200, {"A=1", "TMUX=/tmp/a,b,10,0", "TMUX_PANE=%3"});
  tree.add(201, 200);                                 // what comes from it, with another environment
  with(202, {"TMUX=/tmp/a,b,11,0", "TMUX_PANE=%3"});  // another server's pane
  with(203, {"TMUX=/tmp/a,b,10,0", "TMUX_PANE=%4"});  // another pane
  with(204, {"XTMUX_PANE=%3", "TMUX=/tmp/a,b,10,0"});
  with(205, {"TMUX_PANE=%3", "TMUX=10"});
  with(206, {"TMUX_PANE=%3"});
  with(207, {"A=1", "TMUX=/tmp/a,b,10,0", "TMUX_PANE=%3"});
  tree.fake.processes[207].state.started = 7099;  // it was there before the pane
  CHECK(tree.found() == std::vector<std::int64_t>{100, 200, 201});
}

TEST_CASE("what came from a pane: of several panes, each has its own") {
  ProcessTree tree;
  tree.fake.add_shell(300, "/dev/pts/5");
  tree.add(101, 100);
  tree.add(301, 300);
  const auto all = processes_of(tree.fake, kServer, {kPane, {PaneId{5}, 300, "/dev/pts/5"}});
  REQUIRE(all.size() == 4);
  for (const auto& process : all) CHECK(process.pane == PaneId{process.pid < 300 ? 3U : 5U});
}

TEST_CASE("what came from a pane: nothing where its first process cannot be seen, and nobody is looked for") {
  ProcessTree tree;
  tree.add(101, 100);
  SECTION("it has another terminal, in another container") {
    tree.fake.processes[100].state.terminal = 4711;
  }
  SECTION("it is not there") {
    tree.fake.processes.erase(100);
  }
  SECTION("its terminal is not") {
    tree.fake.terminals.clear();
  }
  CHECK(tree.found().empty());
  CHECK(tree.fake.looks_at_all == 0);
}

TEST_CASE("what came from a pane: parents that make a circle end the search") {
  ProcessTree tree;
  tree.add(400, 401);
  tree.add(401, 400);
  CHECK(tree.found() == std::vector<std::int64_t>{100});
}

TEST_CASE("what still runs: not what is over, nor another process with its pid") {
  ProcessTree tree;
  tree.add(101, 100);
  const auto process = processes_of(tree.fake, kServer, {kPane}).back();
  REQUIRE(process.pid == 101);
  CHECK(still_runs(tree.fake, process));
  SECTION("its parent has not asked yet") {
    tree.fake.processes[101].state.ended = true;
    CHECK(tree.found() == std::vector<std::int64_t>{100});
  }
  SECTION("another one") {
    tree.fake.processes[101].state.started += 1;
  }
  SECTION("gone") {
    tree.fake.processes.erase(101);
  }
  CHECK_FALSE(still_runs(tree.fake, process));
}

TEST_CASE("its command in one line, or its name") {
  ProcessTree tree;
  tree.add(101, 100);
  CHECK(command_of(tree.fake, 101) == "p101");
  tree.fake.processes[101].arguments = std::string("sh") + '\0' + "-c" + '\0' + "a\n\tb" + '\0';
  CHECK(command_of(tree.fake, 101) == "sh -c a  b");
  CHECK(command_of(tree.fake, 999).empty());
}
