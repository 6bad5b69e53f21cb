// new_session: tmux shows what its configuration prints over the newest pane, and sends keys there. The
// command runs all the same; if it does not, that is said.
#include <filesystem>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

/// The command writes a line to a file, so that a second one would show.
std::string command_for(const std::string& out) {
  return "echo mine >> " + out + "\necho done >> " + out;
}

void check_it_ran(LiveServer& live, const std::string& out) {
  CHECK(wait_until([&] { return read_file(out) == "mine\ndone\n"; }));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
}

const std::vector<std::string> kPrinting = {
    "run-shell -b 'echo hello'",
    "run-shell 'echo hello'",
    "run -b '~/.tmux/plugins/tpm/tpm'",
    "run-shell -b 'sleep 0.05; false'",
    "set -g no-such-option 1",
    "set-hook -g session-created 'run-shell \"echo hi\"'",
    "set-hook -g after-new-window 'run-shell \"echo hi\"'",
    "set-hook -g after-new-window 'run-shell -b \"sleep 0.05; false\"'",
    "set-hook -g after-new-session 'run-shell \"sleep 0.05; echo hi\"'",
    "set-hook -g window-linked 'run-shell -b \"echo hi\"'",
    "set-hook -g after-load-buffer 'run-shell \"echo hi\"'",
    "set-hook -g after-paste-buffer 'run-shell \"echo hi\"'",
    "set-hook -g pane-mode-changed 'run-shell -b \"echo again\"'\nrun-shell -b 'echo hello'",
};

}  // namespace

TEST_CASE("new_session: a message of the configuration's takes no Enter away") {
  for (const std::string& configuration : kPrinting) {
    INFO(configuration);
    LiveServer live;
    write_file(live.tmux / ".tmux.conf", configuration + "\n");
    const std::string out = live.tmux / "out";
    live.ok("new_session", object("name", "job", "command", command_for(out)));
    check_it_ran(live, out);
  }
}

TEST_CASE("new_session: a message of a hook's takes no Enter away in a server that runs already") {
  for (const std::string& configuration : kPrinting) {
    if (configuration.find("hook") == std::string::npos) continue;
    INFO(configuration);
    LiveServer live;
    write_file(live.tmux / ".tmux.conf", configuration + "\n");
    live.tmux.must({"start-server", ";", "set-option", "-s", "exit-empty", "off", ";", "source-file",
                    live.tmux / ".tmux.conf"});
    const std::string out = live.tmux / "out";
    live.ok("new_session", object("name", "job", "command", command_for(out)));
    check_it_ran(live, out);
  }
}

TEST_CASE("new_session: messages that come again and again take no Enter away") {
  const auto* const engine = GENERATE("auto", "child");
  LiveServer live({"--engine", engine});
  // Until the server ends. Each message takes the pane into a mode anew.
  write_file(live.tmux / ".tmux.conf",
             "run-shell -b 'while tmux run-shell -b \"echo again\"; do sleep 0.003; done'\n");
  for (int i = 0; i < 5; ++i) {
    const std::string out = live.tmux / ("out" + std::to_string(i));
    live.ok("new_session", object("name", "job", "command", command_for(out)));
    check_it_ran(live, out);
    live.tmux.must({"set-option", "-s", "exit-empty", "off"});
    live.ok("kill_session", object("name", "job"));
  }
}

TEST_CASE("new_session: a hook that fails is not our failure") {
  const auto* const hook = GENERATE("set-hook -g after-new-session 'split-window -h -l 900'",
                                    "set-hook -g after-new-window 'select-pane -t nowhere'");
  LiveServer live;
  write_file(live.tmux / ".tmux.conf", std::string(hook) + "\n");
  const std::string out = live.tmux / "out";
  live.ok("new_session", object("name", "job", "command", command_for(out)));
  check_it_ran(live, out);
}

TEST_CASE("new_session: what a shell's start-up prints in tmux takes no Enter away") {
  LiveServer live;
  write_file(live.tmux / ".bash_profile", "tmux run-shell -b 'echo from the start-up file'\nPS1='$ '\n");
  const std::string out = live.tmux / "out";
  live.ok("new_session", object("name", "job", "command", command_for(out)));
  check_it_ran(live, out);
}

TEST_CASE("new_session: if Enter does nothing, that is an error and no session is left") {
  LiveServer live({"--timeout", "4"});
  const std::string out = live.tmux / "out";
  SECTION("no shell is there") {
    write_file(live.tmux / ".tmux.conf", "set -g default-command 'stty -echo -icanon; touch " +
                                             (live.tmux / "there") + "; exec sleep 1000'\n");
    const std::string error = live.error("new_session", object("name", "job", "command", command_for(out)));
    CHECK(error.find("shows no sign of having accepted the command") != std::string::npos);
    CHECK(std::filesystem::exists(live.tmux / "there"));
  }
  SECTION("the pane takes neither keys nor pastes") {
    write_file(live.tmux / ".tmux.conf", "set-hook -g after-new-window 'select-pane -d'\n");
    CHECK_FALSE(live.error("new_session", object("name", "job", "command", command_for(out))).empty());
  }
  CHECK(live.tmux.session_names().empty());
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("new_session: a command that ends its shell has been taken") {
  LiveServer live;
  const std::string out = live.tmux / "out";
  live.ok("new_session", object("name", "job", "command", "echo done > " + out + "; exit"));
  CHECK(read_file(out) == "done\n");
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
}

TEST_CASE("new_session: of ours and the configuration's session of the same name exactly one is there") {
  const auto* const engine = GENERATE("auto", "child");
  for (int i = 0; i < 5; ++i) {
    LiveServer live({"--engine", engine});
    // The loser's error is a message over the winner's pane.
    write_file(live.tmux / ".tmux.conf", "run-shell -b 'tmux new-session -d -s job exec\\ sleep\\ 1000'\n");
    const std::string out = live.tmux / "out";
    const Json result = live.server.call("new_session", object("name", "job", "command", command_for(out)));
    INFO(text_of(result));
    if (is_error(result)) {
      CHECK(text_of(result).starts_with("session \"job\" already exists."));
      CHECK_FALSE(std::filesystem::exists(out));
      CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
    } else {
      check_it_ran(live, out);
    }
  }
}

TEST_CASE("new_session: a session that the configuration makes is one that exists already") {
  LiveServer live;
  write_file(live.tmux / ".tmux.conf", "new-session -d -s job 'exec sleep 1000'\n");
  const std::string out = live.tmux / "out";
  CHECK(live.error("new_session", object("name", "job", "command", command_for(out)))
            .starts_with("session \"job\" already exists."));
  CHECK(wait_until([&] {
    return live.tmux.must({"list-panes", "-a", "-F", "#{session_name} #{pane_current_command}"}) ==
           "job sleep";
  }));
  CHECK_FALSE(std::filesystem::exists(out));
}
