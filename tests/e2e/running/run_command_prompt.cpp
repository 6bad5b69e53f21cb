// run_command types only where a shell waits for a command and nobody else types.
#include <chrono>
#include <string>

#include "support/contains.hpp"
#include "support/e2e/job_shells.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

namespace {

std::string last_line(const std::string& text) {
  return text.substr(text.rfind('\n') + 1);  // npos + 1 is 0
}

}  // namespace

TEST_CASE("run_command: a pane that is busy is refused, and nothing reaches what runs there") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    // For seconds after a job its prompt may still come, so that one shell is enough.
    if (kind.name == "bash") REQUIRE(shell.run("true").exit_code() == 0);
    shell.type("cat\n");
    REQUIRE(wait_until([&] {
      return live.tmux.must(
                 {"display-message", "-p", "-t", "=" + kind.name + ":", "#{pane_current_command}"}) == "cat";
    }));
    const std::string screen = shell.screen();
    CHECK(shell.refused("echo x").find("is busy running \"cat\"") != std::string::npos);
    CHECK(shell.screen() == screen);
    shell.press("C-c");
    CHECK(shell.run("echo free").text == "free");
  }
}

TEST_CASE("run_command: a half-typed line is left as it is") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    for (const std::string typed : {"rm -rf foo", "echo x > ", "né"}) {
      INFO(kind.name << ": " << typed);
      shell.type_at_prompt(typed);
      const std::string error = shell.refused("touch ran");
      CHECK(error.find("there is text at the prompt") != std::string::npos);
      CHECK(error.find(typed + '"') != std::string::npos);  // a blank of the prompt's may come before it
      // What was there can be entered: it is the same, and all there is.
      const std::string shown = typed.substr(0, typed.find_last_not_of(' ') + 1);
      REQUIRE(wait_until([&] { return last_line(shell.screen()).find(shown) != std::string::npos; }));
      shell.press("C-u");
      REQUIRE(wait_until([&] { return last_line(shell.screen()).find(shown) == std::string::npos; }));
    }
    CHECK(shell.run("echo free").text == "free");
  }
}

TEST_CASE("run_command: a line whose cursor a user has moved back is left, too") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;  // it has no cursor to move
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    shell.type_at_prompt("rm -rf foo");
    shell.press("C-a");
    CHECK(shell.refused("touch ran").find("\"rm -rf foo\"") != std::string::npos);
    REQUIRE(wait_until([&] { return shell.screen().ends_with(" rm -rf foo"); }));
    CHECK(shell.screen().find("@smcp", shell.screen().rfind('\n')) == std::string::npos);
    shell.press("C-e");
    shell.press("C-u");
    REQUIRE(wait_until([&] { return last_line(shell.screen()).find("rm -rf foo") == std::string::npos; }));
    CHECK(shell.run("echo free").text == "free");
  }
}

TEST_CASE("run_command: the keys of vi, inserting or in command mode") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "dash") continue;  // it has no line editor
    INFO(kind.name);
    // Without its start-up functions, fish knows no way out of the command mode.
    ShellSession shell(live, kind.name == "fish" ? TestShell{"fish", "fish"} : kind);
    const std::string keys = kind.name == "bash"  ? "set -o vi"
                             : kind.name == "zsh" ? "bindkey -v"
                                                  : "fish_vi_key_bindings";
    REQUIRE(shell.run(keys).exit_code() == 0);
    CHECK(shell.run("echo inserting").text == "inserting");
    shell.await_prompt();
    shell.press("Escape");
    CHECK(shell.run("echo from command mode").text == "from command mode");
    // Behind what stood there when the command mode was left, Ctrl-U of zsh erases nothing.
    shell.type_at_prompt("touch ran");
    const auto shows_mode = [&](const char* mode) {
      const std::string screen = shell.screen();
      return kind.name != "fish" || screen.find(mode, screen.rfind('\n')) != std::string::npos;
    };
    shell.press("Escape");
    REQUIRE(wait_until([&] { return shows_mode("[N]"); }));
    shell.press("A");
    REQUIRE(wait_until([&] { return shows_mode("[I]"); }));
    CHECK(shell.refused("echo x").find("\"touch ran\"") != std::string::npos);
    CHECK(shell.screen().ends_with("touch ran"));
  }
}

TEST_CASE("run_command: one refusal after the other leaves a person's text and nothing else") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    shell.type_at_prompt("rm foo");
    const std::string screen = shell.screen();
    for (int i = 0; i < 20; ++i) {
      CHECK(shell.refused("echo x").find("\"rm foo\"") != std::string::npos);
      CHECK(wait_until([&] { return shell.screen() == screen; }));
    }
  }
}

TEST_CASE(
    "run_command: what an old program has left below the prompt is gone after what the refusal advises") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    CHECK(shell.run("seq 30; printf '\\033[3;1H'").exit_code() == 0);
    if (kind.name != "zsh") {  // it clears what is below its prompt
      CHECK_THAT(shell.refused("echo it ran"),
                 Contains("there is text below the cursor") && Contains("keys=\"clear\""));
    }
    live.ok("send_keys", object("name", kind.name, "keys", "clear"));
    CHECK(shell.run("echo it ran").text == "it ran");
  }
}

TEST_CASE("run_command: the rest of a command that a shell waits for is not made up by us") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "fish") continue;  // it has no such prompt
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    shell.type("echo '\n");
    REQUIRE(wait_until([&] { return shell.screen().ends_with('>'); }));
    const std::string screen = shell.screen();
    CHECK(shell.refused("touch ran").find("waits for the rest of a command") != std::string::npos);
    CHECK(shell.screen() == screen);
    // Once in some hundreds, on a busy machine, bash 5.2 takes no notice of the first one.
    const auto ended = [&] { return !shell.screen().ends_with('>'); };
    shell.press("C-c");
    if (!wait_until(ended, 3s)) shell.press("C-c");
    REQUIRE(wait_until(ended));
    CHECK(shell.run("echo free").text == "free");
  }
}

TEST_CASE("run_command: panes that are dead, scrolled in, or run no shell are refused") {
  LiveServer live;
  ShellSession shell(live, bash());
  REQUIRE(shell.run("true").exit_code() == 0);
  live.tmux.must({"copy-mode", "-t", "=bash:"});
  CHECK(shell.refused("echo x").find("is in copy-mode") != std::string::npos);
  live.tmux.must({"send-keys", "-t", "=bash:", "-X", "cancel"});
  CHECK(shell.run("echo free").text == "free");
  ShellSession other(live, {"sleep", "sh -c 'echo asleep; exec sleep 1000'"});
  CHECK(other.refused("echo x").find("\"sleep\"") != std::string::npos);
  live.tmux.must({"set-option", "-g", "remain-on-exit", "on"});
  ShellSession dead(live, {"dead", "echo dying"});
  REQUIRE(wait_until([&] {
    return live.tmux.must({"display-message", "-p", "-t", "=dead:", "#{pane_dead}"}) == "1";
  }));
  CHECK(dead.refused("echo x").find("is dead") != std::string::npos);
  CHECK(live.error("run_command", object("name", "none", "command", "echo x"))
            .starts_with("session \"none\" does not exist;"));
}

TEST_CASE("run_command: commands that no shell can take") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.refused(" \n\t ") == "command is empty");
  CHECK(shell.refused("echo \x1b[31m").find("U+001B") != std::string::npos);
  CHECK(shell.refused(std::string(128 * 1024 + 1, 'x')).find("over 128 KiB") != std::string::npos);
  const std::string words(128 * 1024 - std::string("echo  | wc -c").size(), 'y');
  CHECK(shell.run("echo " + words + " | wc -c").text.find(std::to_string(words.size() + 1)) !=
        std::string::npos);
  CHECK(shell.run(": '" + std::string(60'000, '\'') + "' \u00e9").has("exit_code"));
}

TEST_CASE("run_command: a shell that finds no tmux says so, and its own history stays clean") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.run("HISTCONTROL=; set -o history; echo x").text == "x");
  CHECK(shell.run("history").text.find("@smcp-") == std::string::npos);
  CHECK(shell.run("export TMUX=/nonexistent,1,0").has("job"));
  const std::string error = shell.refused("touch ran");
  CHECK(error.find("did not run the command") != std::string::npos);
  CHECK(
      wait_until([&] { return shell.option("@smcp-job").empty() && shell.option("@smcp-typing").empty(); }));
}

TEST_CASE("run_command: PROMPT_COMMAND of the user's is as it was, an array too") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.run("PROMPT_COMMAND='last=$?'").exit_code() == 0);
  CHECK(shell.run("(exit 9)").exit_code() == 9);
  shell.type("echo \"$last [$PROMPT_COMMAND]\"\n");
  CHECK(shell.shows("9 [last=$?]"));
  CHECK(shell.run("PROMPT_COMMAND=('a=1' 'b=2')").exit_code() == 0);
  shell.type("echo \"$a $b ${PROMPT_COMMAND[*]}.\"\n");
  CHECK(shell.shows("1 2 a=1 b=2."));
  CHECK(shell.run("PROMPT_COMMAND=\"c=3;$PROMPT_COMMAND\"").exit_code() == 0);
  shell.type("echo \"$c ${PROMPT_COMMAND[*]}.\"\n");
  CHECK(shell.shows("3 c=3;a=1 b=2."));
}
