// The cursor of new_session: what the command prints is new to it, the typed line is not.
#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

/// Names that every shell takes for a start-up file or none.
void use_shell(const LiveServer& live, const TestShell& shell) {
  live.tmux.must({"set-option", "-g", "default-command", "exec " + shell.command});
}

}  // namespace

TEST_CASE("new_session: its cursor finds what the command has long printed, and not the typed line") {
  LiveServer live;
  live.tmux.start_job("keeper", "exec cat");
  for (const TestShell& shell : shells_here()) {
    INFO(shell.name);
    use_shell(live, shell);
    const Json made =
        live.ok("new_session", object("name", shell.name, "command", "echo Serving $(expr 8000 + 1)"));
    CHECK(made["pane"].string() ==
          live.tmux.must({"display-message", "-p", "-t", "=" + shell.name + ":", "#{pane_id}"}));
    REQUIRE(live.tmux.shows(shell.name, "Serving 8001"));
    const std::string cursor = made["cursor"].string();
    const Json waited =
        live.server.call("wait_for", object("name", shell.name, "since", cursor, "pattern", "Serving"));
    const Json about = Json::parse(text_of(waited, 1));
    CHECK(about["outcome"].string() == "matched");
    CHECK(about["line"].string() == "Serving 8001");
    CHECK(about["pane"].string() == made["pane"].string());
    const std::string since =
        text_of(live.server.call("capture_pane", object("name", shell.name, "since", cursor)));
    CHECK(since.find("\nServing 8001") != std::string::npos);
  }
}

TEST_CASE("new_session: the typed line matches nothing while the command prints nothing") {
  LiveServer live;
  live.tmux.start_job("keeper", "exec cat");
  use_shell(live, bash());
  const Json made = live.ok("new_session", object("name", "job", "command", "sleep 1000 # all-finished"));
  REQUIRE(live.tmux.shows("job", "all-finished"));
  const Json waited =
      live.server.call("wait_for", R"({"name":"job","pattern":"all-finished","timeout_seconds":1,"since":")" +
                                       made["cursor"].string() + "\"}");
  CHECK(text_of(waited, 1).find(R"("outcome":"timeout")") != std::string::npos);
}

TEST_CASE("new_session: without a command, all that the shell prints comes after its cursor") {
  LiveServer live;
  live.tmux.start_job("keeper", "exec cat");
  live.tmux.must(
      {"set-option", "-g", "default-command", "echo welcome; PS1='ready$ ' exec bash --norc --noprofile"});
  const Json made = live.ok("new_session", object("name", "job"));
  REQUIRE(live.tmux.shows("job", "ready$"));
  const std::string cursor = made["cursor"].string();
  const Json since = live.server.call("capture_pane", object("name", "job", "since", cursor));
  CHECK(text_of(since).starts_with("welcome\n"));
  const Json waited =
      live.server.call("wait_for", object("name", "job", "since", cursor, "pattern", "^welcome$"));
  CHECK(text_of(waited, 1).find(R"("outcome":"matched")") != std::string::npos);
}

TEST_CASE("new_session: its pane is the shell's, whatever a hook makes beside it") {
  LiveServer live;
  live.tmux.start_job("keeper", "exec cat");
  live.tmux.must({"set-hook", "-g", "after-new-window", "split-window"});
  const Json made = live.ok("new_session", object("name", "job", "command", "echo $((40 + 2))"));
  const std::string pane = made["pane"].string();
  CHECK(wait_until([&] {
    return live.tmux.must({"capture-pane", "-p", "-t", pane}).find("\n42") != std::string::npos;
  }));
}

TEST_CASE("new_session: the hint leads a person to the server that has the session") {
  const PrivateTmux tmux;
  const auto hint = [&](std::vector<std::string> flags, const std::string& name) {
    flags.insert(flags.begin(), server_binary());
    for (const std::string& word : {std::string("call"), std::string("new_session"), "name=" + name})
      flags.push_back(word);
    const CommandResult made = run_command(flags, tmux.environment(), {}, kPatience * 2);
    INFO(made.error);
    REQUIRE(made.exit == ExitStatus{});
    return Json::parse(made.output)["hint"].string();
  };
  CHECK(hint({}, "plain").ends_with("with: tmux attach -t plain"));
  CHECK(hint({"-L", "work"}, "plain").ends_with("with: tmux -L work attach -t plain"));
  CHECK(hint({"-S", tmux / "own sock"}, "it's")
            .ends_with("with: tmux -S '" + (tmux / "own sock") + "' attach -t 'it'\"'\"'s'"));
}
