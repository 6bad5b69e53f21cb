// Somebody is asked: what waits for a person's input ends a wait, what works does not.
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

TEST_CASE("asked: run_command returns with the question, and the job goes on from the answer") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer asked = shell.run("echo before; read -p 'Overwrite? [y/N] ' x; echo \"got $x\"");
  CHECK(asked.about["running"].boolean());
  CHECK(asked.about["waiting"].boolean());
  CHECK(asked.about["last"].string() == "Overwrite? [y/N]");
  CHECK(asked.text.starts_with("before\nOverwrite?"));
  live.ok("send_keys", object("name", "bash", "keys", "y"));
  const JobAnswer ended = job_answer(live.server.call("wait_for", object("job", asked.job())));
  CHECK(ended.exit_code() == 0);
  CHECK(ended.text.ends_with("got y"));
}

TEST_CASE("asked: by whatever reads the terminal, and by none that works") {
  LiveServer live;
  ShellSession shell(live, bash());
  struct Asking {
    const char* command;
    std::vector<const char*> leave;
  };
  const std::vector<Asking> programs{{"seq 500 | less", {"q"}},
                                     {"cat", {"C-d"}},
                                     {"read -s x", {"Enter"}},
                                     {"bash -c 'read x </dev/tty'", {"Enter"}},
                                     {"sh -c 'less /etc/services; true'", {"q"}},
                                     {"vim -u NONE", {":q!", "Enter"}}};
  for (const auto& [command, leave] : programs) {
    INFO(command);
    const JobAnswer asked = shell.run(command, R"(,"timeout_seconds":30)");
    if (asked.has("exit_code")) {
      WARN(command << " has ended at once: is it installed?");
      continue;
    }
    CHECK(asked.about["waiting"].boolean());
    for (const char* key : leave) shell.press(key);
    CHECK(shell.wait_for(asked.job()).about["outcome"].string() == "finished");
  }
  for (const char* command : {"sleep 60", "tail -f /dev/null", "sleep 60 | cat"}) {
    INFO(command);
    const JobAnswer works = shell.run(command, R"(,"timeout_seconds":3)");
    CHECK(works.about["running"].boolean());
    CHECK_FALSE(works.has("waiting"));
    shell.press("C-c");
    CHECK(shell.wait_for(works.job()).about["outcome"].string() == "finished");
  }
}

TEST_CASE("wait_for: failure, prompts with their blank, and the last line when the time is up") {
  LiveServer live;
  live.tmux.start_job("job", "read x; printf 'Error 7\\nfatal\\n>>> '; sleep 60");
  live.ok("send_keys", object("name", "job", "keys", "Enter"));
  const Waited failed =
      wait(live, object("name", "job", "pattern", "saved", "fail_pattern", "rror", "timeout_seconds", 20));
  CHECK(failed.outcome() == "failed");
  CHECK(failed.about["line"].string() == "Error 7");
  live.tmux.start_job("repl", "read x; printf 'x\\n>>> '; sleep 60");
  live.ok("send_keys", object("name", "repl", "keys", "Enter"));
  CHECK(wait(live, object("name", "repl", "pattern", ">>> $", "timeout_seconds", 20)).outcome() == "matched");
  const Waited late = wait(live, object("name", "repl", "pattern", "never", "timeout_seconds", 1));
  CHECK(late.outcome() == "timeout");
  CHECK(late.about["last"].string() == ">>>");
}

TEST_CASE("wait_for: all of several, a line for each") {
  LiveServer live;
  live.tmux.start_job("a", "read x; sleep 0.3; echo done a; sleep 60");
  live.tmux.start_job("b", "read x; sleep 0.6; echo Error b; sleep 60");
  for (const char* name : {"a", "b"}) live.ok("send_keys", object("name", name, "keys", "Enter"));
  const std::string names = R"({"names":["a","b"],"all":true,"pattern":"done","fail_pattern":"rror")";
  const Waited all = waited(live.server.call("wait_for", names + "}"));
  CHECK(all.outcome() == "all");
  CHECK(all.text == "a: matched: done a\nb: failed: Error b");
  live.tmux.start_job("c", "echo nothing; sleep 60");
  const Waited late = waited(
      live.server.call("wait_for", R"({"names":["c"],"all":true,"pattern":"done","timeout_seconds":1})"));
  CHECK(late.outcome() == "timeout");
  CHECK(late.text == "c: timeout: nothing");
  CHECK(live.error("wait_for", R"({"name":"a","all":true})").find("all goes with names") !=
        std::string::npos);
}
