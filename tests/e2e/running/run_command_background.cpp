// run_command at a prompt below which something else has printed, or on which a command of several lines is half typed.
#include <unistd.h>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

TEST_CASE("run_command background: it runs where a job in the background has printed at the prompt") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    for (const char* output :
         {"echo print''ed late", "seq 30; echo print''ed late", "echo print''ed late; echo"}) {
      INFO(kind.name << ": " << output);
      ShellSession shell(live, {kind.name + std::to_string(std::string_view(output).size()), kind.command});
      CHECK(shell.run("sh -c \"sleep 0.5; " + std::string(output) + "\" &").exit_code() == 0);
      REQUIRE(shell.shows("printed late"));
      const JobAnswer ran = shell.run("echo here");
      CHECK(ran.text == "here");
      CHECK(shell.run("echo again").text == "again");
    }
  }
}

TEST_CASE(
    "run_command background: while a job goes on printing, commands run, or are refused and not run later") {
  LiveServer live;
  ShellSession shell(live, bash());
  const std::string log =
      "sh -c 'for i in $(seq 12); do sleep 0.5; echo log $i; done; echo log all; : >~/logged' &";
  CHECK(shell.run(log).exit_code() == 0);
  std::size_t ran = 0;
  for (int i = 0; i < 8; ++i) {
    const Json result =
        live.server.call("run_command", object("name", "bash", "command", "echo ran >>~/ran"));
    // A line of ours may have been cut off by what was printed; it does nothing, and the next call runs it no more than its
    // own, but says how to be rid of it.
    if (!is_error(result)) {
      ++ran;
    } else if (text_of(result).find("Erase it") != std::string::npos) {
      shell.press("C-c");
    }
  }
  CHECK(ran > 0);
  REQUIRE(wait_until([&] { return ::access((live.tmux / "logged").c_str(), F_OK) == 0; }));
  shell.press("C-c");
  shell.press("C-l");
  Json result;
  const bool runs = wait_until([&] {
    result = live.server.call("run_command", object("name", "bash", "command", "cat ~/ran"));
    return !is_error(result);
  });
  INFO(shell.screen());
  REQUIRE(runs);
  CHECK(job_answer(result).text.size() == 4 * ran - 1);
}

TEST_CASE("run_command half typed: a line of fish that goes on in a blank row is not run") {
  LiveServer live;
  const auto fish = shell_here(live.tmux, "fish");
  if (!fish) return;
  int number = 0;
  for (const char* text :
       {"touch RAN", "echo a \\", "begin", "if true", "echo \"open", "touch RAN; and", "touch RAN &&"}) {
    INFO(text);
    ShellSession shell(live, {"fish" + std::to_string(++number), fish->command});
    shell.type_at_prompt(text);
    const std::string row = shell.format("#{cursor_y}");
    shell.press(std::string_view(text) == "touch RAN" || std::string_view(text).ends_with("and") ? "M-Enter"
                                                                                                 : "Enter");
    REQUIRE(wait_until([&] { return shell.format("#{cursor_y}") != row; }));
    const std::string before = shell.screen();
    const std::string place = shell.format("#{cursor_x} #{cursor_y}");
    CHECK(shell.refused("echo hello").find("there is text at the prompt") != std::string::npos);
    CHECK(shell.screen() == before);
    CHECK(shell.format("#{cursor_x} #{cursor_y}") == place);
    shell.press("C-c");
    CHECK(shell.run("ls -d RAN 2>/dev/null; true").text.empty());
  }
}

TEST_CASE("run_command: a killed program's alternate screen is named, with the way out of it") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.run("printf '\\033[?1049h'; sh -c 'kill -9 $$'").exit_code() == 137);
  const std::string refused = shell.refused("echo x");
  INFO(refused);
  CHECK(refused.find("alternate screen") != std::string::npos);
  REQUIRE(refused.find("send_keys keys=\" tput rmcup\"") != std::string::npos);
  live.ok("send_keys", object("name", shell.name(), "keys", " tput rmcup"));
  REQUIRE(wait_until([&] { return shell.format("#{alternate_on}") == "0"; }));
  shell.await_prompt();
  CHECK(shell.run("echo here").text == "here");
}
