// At a shell the person is asked on the terminal.
#include "e2e/command/at_shell.hpp"

using namespace smcp::test;

TEST_CASE("confirm: at a terminal it is asked there, and only yes is yes") {
  const AtShell shell;
  shell.start_shell();
  shell.tmux.start_job("theirs", "true");
  int asked = 0;
  const auto type = [&](const std::string& line) {
    shell.tmux.must({"send-keys", "-t", "=job:", "-l", line});
    shell.tmux.must({"send-keys", "-t", "=job:", "Enter"});
  };
  const auto ask = [&](const std::string& command) {
    type("clear");
    REQUIRE(wait_until([&] {
      const std::string screen = shell.tmux.must({"capture-pane", "-p", "-t", "=job:"});
      return screen.substr(0, screen.find_last_not_of(" \n") + 1) == "ready$";
    }));
    const std::string end = "end''" + std::to_string(++asked);
    type("SESSIONS_MCP_CONFIRM=changes " + server_binary() + " " + command + "; echo status-$?-" + end);
    REQUIRE(shell.tmux.shows("job", "Go on? [y/N]"));
  };
  const auto said = [&](std::vector<std::string> keys, const std::string& then) {
    const std::vector<std::string> send{"send-keys", "-t", "=job:"};
    keys.insert(keys.begin(), send.begin(), send.end());
    shell.tmux.must(keys);
    CHECK(shell.tmux.shows("job", then));
    CHECK(shell.tmux.shows("job", "-end" + std::to_string(asked)));
  };
  for (const auto* no : {"n", "", "yess", "no"}) {
    INFO(no);
    ask("call kill_session name=theirs");
    CHECK(shell.tmux.shows("job", "kill_session on session \"theirs\""));
    said({no, "Enter"}, "the user refused");
  }
  ask("call kill_session name=theirs");
  said({"C-d"}, "closed the question");
  ask("call kill_session name=theirs");
  said({"C-c"}, "status-130-");
  CHECK(shell.tmux.session_names() == std::vector<std::string>{"job", "theirs"});
  ask("call rename name=theirs to=renamed");
  said({"y", "Enter"}, "\"renamed\"");
  ask("run renamed -- true");
  said({"n", "Enter"}, "the user refused");
  ask("call kill_session name=renamed");
  said({"yes", "Enter"}, "\"killed\":true");
  CHECK(shell.tmux.session_names() == std::vector<std::string>{"job"});
}

TEST_CASE("confirm: a yes that was typed before the question was shown is none") {
  const AtShell shell;
  shell.start_shell();
  shell.tmux.start_job("theirs", "true");
  const auto type = [&](const std::string& line) {
    shell.tmux.must({"send-keys", "-t", "=job:", "-l", line});
    shell.tmux.must({"send-keys", "-t", "=job:", "Enter"});
  };
  type("echo beg''un; " + shell.until_file("go") + "; SESSIONS_MCP_CONFIRM=changes " + server_binary() +
       " call kill_session name=theirs; echo status-$?");
  REQUIRE(shell.tmux.shows("job", "begun"));
  type("y");
  REQUIRE(shell.tmux.shows("job", "\ny"));  // the terminal has it, and shows it
  shell.make_file("go");
  REQUIRE(shell.tmux.shows("job", "Go on? [y/N]"));
  type("n");
  CHECK(shell.tmux.shows("job", "the user refused"));
  CHECK(shell.tmux.shows("job", "status-1"));
  CHECK(shell.tmux.session_names() == std::vector<std::string>{"job", "theirs"});
}
