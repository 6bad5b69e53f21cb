#include "shell/front.hpp"

#include "support/catch.hpp"
#include "unit/shell/pane.hpp"

using namespace smcp::shell;

TEST_CASE("the pane's own shell is in front while it has the terminal") {
  Pane pane;
  const Front front = pane.front();
  CHECK(front.kind == Front::Kind::shell);
  CHECK(front.first);
  CHECK(front.pid == kShell);
  CHECK(front.process.name == "bash");
}

TEST_CASE("what it runs is a shell, carries one, or is any other program") {
  struct Case {
    std::string name;
    std::string arguments;
    Front::Kind kind;
  };
  const std::vector<Case> cases = {
      {"zsh", std::string("zsh\0", 4), Front::Kind::shell},
      {"bash", std::string("-bash\0", 6), Front::Kind::shell},
      {"bash", std::string("bash\0run.sh\0", 12), Front::Kind::program},
      {"bash", std::string("bash\0-c\0make\0", 13), Front::Kind::program},
      {"ssh", std::string("ssh\0gpu1\0", 9), Front::Kind::carrier},
      {"docker", std::string("docker\0exec\0", 12), Front::Kind::carrier},
      {"mosh-client", std::string("mosh-client\0", 12), Front::Kind::program},
      {"python3", std::string("python3\0", 8), Front::Kind::program},
  };
  for (const Case& one : cases) {
    INFO(one.name << " " << one.arguments);
    Pane pane;
    pane.run(one.name).arguments = one.arguments;
    const Front front = pane.front();
    CHECK(front.kind == one.kind);
    CHECK(front.pid == kCommand);
    CHECK_FALSE(front.first);
  }
}

TEST_CASE("a fork of a shell is no shell that waits for commands") {
  Pane pane;
  pane.run("bash").arguments = std::string("bash\0", 5);
  pane.machine.processes[kShell].state.arguments_at = 5000;
  pane.machine.processes[kCommand].state.arguments_at = 5000;  // ( sleep 60; read x )
  CHECK(pane.front().kind == Front::Kind::program);
  pane.machine.processes[kCommand].state.arguments_at = 6000;
  CHECK(pane.front().kind == Front::Kind::shell);
  // Another user's: not to be seen, so that the name decides.
  pane.machine.processes[kCommand].state.arguments_at = 0;
  CHECK(pane.front().kind == Front::Kind::shell);
}

TEST_CASE("a fork of a shell that is just ending is no shell, either") {
  Pane pane;
  pane.run("bash").arguments = "";  // its memory is gone, and its arguments with it
  CHECK(pane.front().kind == Front::Kind::program);
  pane.run("bash").arguments = std::string("bash\0", 5);
  pane.machine.processes[kCommand].state.ended = true;
  CHECK(pane.front().kind == Front::Kind::program);
}

TEST_CASE("nothing is in front where the machine does not show it") {
  Pane pane;
  pane.run("zsh").arguments = std::string("zsh\0", 4);
  pane.machine.processes.erase(kCommand);  // another user's, under hidepid
  CHECK(pane.front().kind == Front::Kind::program);
  CHECK_FALSE(pane.front().process.known);
  pane.machine.processes.erase(kShell);
  CHECK(pane.front().kind == Front::Kind::unseen);
}

TEST_CASE("a program may have taken the terminal of a pane's first process") {
  Pane pane;
  CHECK_FALSE(has_lost_terminal(pane.machine, kShell));
  pane.machine.processes[kShell].state.terminal = 0;
  CHECK(pane.front().kind == Front::Kind::unseen);
  CHECK(has_lost_terminal(pane.machine, kShell));
  pane.machine.processes[kShell].state.ended = true;  // one that has ended has none, either
  CHECK_FALSE(has_lost_terminal(pane.machine, kShell));
  pane.machine.processes.erase(kShell);
  CHECK_FALSE(has_lost_terminal(pane.machine, kShell));
}

TEST_CASE("a shell is in front itself, or by what it has started") {
  Pane pane;
  CHECK(is_in_front(pane.machine, pane.front(), kShell));
  pane.run("sleep").arguments = std::string("sleep\0", 6);
  CHECK(is_in_front(pane.machine, pane.front(), kShell));
  CHECK(is_in_front(pane.machine, pane.front(), kCommand));
  CHECK_FALSE(is_in_front(pane.machine, pane.front(), 77));
  pane.machine.processes.erase(kShell);
  CHECK(is_in_front(pane.machine, pane.front(), 77));  // nobody can tell
}
