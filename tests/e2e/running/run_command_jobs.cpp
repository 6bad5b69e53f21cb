// Jobs: not waited for, waited for later, by another server, interrupted, and at an end without a word.
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/process_figures.hpp"

using namespace smcp::test;

TEST_CASE("run_command: a job that goes on, and wait_for job") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const JobAnswer running =
        shell.run("echo begin; read x; echo end; sh -c 'exit 5'", R"(,"timeout_seconds":1)");
    CHECK(running.text.starts_with("begin"));
    CHECK(running.about["running"].boolean());
    CHECK_FALSE(running.has("exit_code"));
    REQUIRE(running.has("cursor"));
    CHECK(shell.refused("echo x").find("busy") != std::string::npos);
    // It reads what is typed, and the cursor goes on from where it stood.
    live.ok("send_keys", object("name", kind.name, "keys", "word"));
    const JobAnswer ended = shell.wait_for(running.job());
    CHECK(ended.about["outcome"].string() == "finished");
    CHECK(ended.exit_code() == 5);
    CHECK(ended.text.starts_with("begin\n"));
    CHECK(ended.text.ends_with("\nend"));
    const Json since = live.server.call("capture_pane",
                                        object("name", kind.name, "since", running.about["cursor"].string()));
    CHECK(text_of(since).find("end") != std::string::npos);
    // Asked again, it says the same.
    CHECK(shell.wait_for(running.job()).text == ended.text);
    // Others may have followed it.
    CHECK(shell.run("echo next").text == "next");
    const JobAnswer past = shell.wait_for(running.job());
    CHECK(past.exit_code() == 5);
    CHECK(past.text == ended.text);
  }
}

TEST_CASE("run_command: of a full-screen program that goes on, its screen and what came before it, no more") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.run("seq -f 'old %g' 300", R"(,"lines":1)").text == "old 300");
  const JobAnswer running =
      shell.run(R"(echo first; printf '\033[?1049h\033[Hmenu'; read x; printf '\033[?1049l'; echo last)",
                R"(,"timeout_seconds":2)");
  CHECK(running.text == "first\nmenu");
  CHECK(running.has("running"));
  CHECK_FALSE(running.has("lost"));
  const std::string since = running.about["cursor"].string();
  live.ok("send_keys", object("name", shell.name(), "keys", "q"));
  const JobAnswer ended = shell.wait_for(running.job());
  CHECK(ended.text == "first\nlast");
  const Json after = live.server.call("capture_pane", object("name", shell.name(), "since", since));
  CHECK(text_of(after).starts_with("last"));
}

TEST_CASE("run_command: wait=false, and another server is told how it went") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer started = shell.run("echo out; exit_later() { return 6; }; exit_later", R"(,"wait":false)");
  CHECK(started.text.empty());
  CHECK(started.about["running"].boolean());
  REQUIRE(started.has("cursor"));
  ServerOptions options;
  options.environment = live.tmux.environment();
  ServerProcess second(options);
  const JobAnswer told = job_answer(second.call("wait_for", object("name", "bash", "job", started.job())));
  CHECK(told.exit_code() == 6);
  CHECK(told.text == "out");
  CHECK(second.finish() == ExitStatus{});
  CHECK(live.error("wait_for", object("name", "bash", "job", "%0-aaaaaa")).find("is not known") !=
        std::string::npos);
  CHECK(live.error("wait_for", object("name", "bash", "job", "x")).find("job must be") != std::string::npos);
  CHECK(live.error("wait_for", object("name", "bash", "job", started.job(), "pattern", "x"))
            .find("job cannot be combined with") != std::string::npos);
}

TEST_CASE("run_command: interrupted, each shell tells it") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    const bool fish = kind.name == "fish";
    ShellSession shell(live, kind);
    const std::string loop = fish ? "while true; end" : "while :; do :; done";
    const std::string sleeps = fish ? "while true; sleep 0.1; end" : "while :; do sleep 0.1; done";
    int commands = 0;
    for (const std::string& command :
         {std::string("sh -c 'echo LINE; exec sleep 1000'; echo after"), "echo LINE\n" + loop,
          "echo LINE\n" + sleeps, std::string("sh -c 'echo LINE; exec cat'")}) {
      INFO(kind.name << ": " << command);
      const std::string line = "begin " + std::to_string(++commands);
      const JobAnswer running = shell.begin(printing(line, command), line);
      live.ok("send_keys", object("name", kind.name, "keys", "C-c", "enter", false));
      const JobAnswer ended = shell.wait_for(running.job());
      CHECK(ended.exit_code() == 130);
      CHECK(ended.text.starts_with(line + "\n"));
      CHECK(ended.text.find("after") == std::string::npos);
      CHECK(shell.run("echo free").text == "free");
    }
  }
}

TEST_CASE("run_command: the command is stopped, the pane goes or dies") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");  // so that the server does not end with the last of the shells
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const JobAnswer stopped = shell.begin("sh -c 'echo begin; exec sleep 1000'", "begin");
    live.ok("send_keys", object("name", kind.name, "keys", "C-z", "enter", false));
    CHECK(shell.wait_for(stopped.job()).text.starts_with("begin"));
    CHECK(shell.run("echo free").text == "free");
    const JobAnswer running = shell.begin("echo begin anew; sleep 1000", "begin anew");
    live.ok("kill_session", object("name", kind.name));
    CHECK(live.error("wait_for", object("name", kind.name, "job", running.job())).find("does not exist") !=
          std::string::npos);
  }
  live.tmux.must({"set-option", "-g", "remain-on-exit", "on"});
  ShellSession shell(live, bash());
  const JobAnswer last = shell.run("echo last words; read x", R"(,"timeout_seconds":1)");
  CHECK(last.text == "last words");
  live.tmux.must({"respawn-pane", "-k", "-t", "=bash:", "true"});
  CHECK(shell.wait_for(last.job()).has("dead"));
}

TEST_CASE("run_command: calls one after the other and at once") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    for (int i = 0; i < 12; ++i) {
      const std::string text = "line " + std::to_string(i);
      REQUIRE(shell.run("echo " + text).text == text);
    }
    // Two servers, four calls at once: each runs whole and alone, or not at all.
    ServerOptions options;
    options.environment = live.tmux.environment();
    ServerProcess second(options);
    int ran = 0;
    for (int round = 0; round < 3; ++round) {
      const auto line = [&](const char* id, const std::string& text) {
        return stateless_call_request(id, "run_command",
                                      object("name", kind.name, "command", "echo " + text));
      };
      live.server.send(line("901", "a"));
      second.send(line("902", "b"));
      live.server.send(line("903", "c"));
      second.send(line("904", "d"));
      const auto take = [&](ServerProcess& server, const char* id, const std::string& text) {
        const Json result = server.reply(id)["result"];
        if (is_error(result)) return;
        CHECK(job_answer(result).text == text);
        ++ran;
      };
      take(live.server, "901", "a");
      take(live.server, "903", "c");
      take(second, "902", "b");
      take(second, "904", "d");
      REQUIRE(wait_until([&] {
        return !is_error(live.server.call("run_command", object("name", kind.name, "command", "true")));
      }));
    }
    CHECK(ran >= 3);
    CHECK(second.finish() == ExitStatus{});
  }
}

TEST_CASE("run_command: what it runs itself takes no job number from a person's jobs") {
  LiveServer live;
  for (const TestShell& kind : all_shells_here(live.tmux)) {
    if (kind.name == "mksh") continue;  // all commands run in copies of it, which take their jobs with them
    INFO(kind.name);
    ShellSession shell(live, kind);
    const std::string pid_of = kind.name == "fish" ? "$last_pid" : "$!";
    for (const int round : {1, 2}) {
      INFO(round);
      const JobAnswer started = shell.run("sleep 1000 &\necho pid " + pid_of);
      INFO(started.text);
      const auto told_pid = started.text.rfind("pid ");
      REQUIRE(told_pid != std::string::npos);
      const pid_t pid = std::stoi(started.text.substr(told_pid + 4));
      // zsh gives a number to whatever a command is inside of, while that runs, and tells the one that is left.
      const auto told = started.text.find('[');
      const std::string number =
          kind.name == "zsh" ? started.text.substr(told + 1, started.text.find(']') - told - 1) : "1";
      const bool fish = kind.name == "fish";  // without its functions, it has none that knows jobs by %
      CHECK(shell.run(fish ? "kill (jobs -p %1)" : "kill %" + number).exit_code() == 0);
      CHECK(wait_until([&] { return has_ended(pid); }));
      // The number is free once the shell has told of the end, which it does before a prompt: the one before may have been
      // too early, while the job was still dying.
      CHECK(shell.run("true").exit_code() == 0);
    }
  }
}

TEST_CASE("run_command: a command with what tmux takes for a style or a format") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    CHECK(shell.run("echo '#[b]' '#{pane_id}' '#[fg=red]'").text == "#[b] #{pane_id} #[fg=red]");
  }
}
