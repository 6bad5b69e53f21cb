// run_command in shells whose line editor does more than to insert what is typed.
#include <string>
#include <unistd.h>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

/// A zsh whose start-up file is `rc`.
TestShell zsh_with(const LiveServer& live, const std::string& rc) {
  write_file(live.tmux / ".zshrc", "PS1='%% '\n" + rc);
  return {"zsh", "env ZDOTDIR=" + (live.tmux / "") + " zsh -d"};
}

bool is_zsh_here() {
  const bool here = ::access("/usr/bin/zsh", X_OK) == 0;
  if (!here) WARN("zsh is not installed: skipped");
  return here;
}

/// As zsh-autopair does: a quote or a bracket brings its partner along.
std::string pairing(const std::string& open, const std::string& close) {
  const std::string name = "pair" + std::to_string(static_cast<int>(open.front()));
  return name + "() { LBUFFER+='" + open + "'; RBUFFER='" + close + "'$RBUFFER }\nzle -N " + name +
         "\nbindkey '" + open + "' " + name + "\n";
}

}  // namespace

TEST_CASE("run_command: zsh widgets that add the partner of a quote or bracket") {
  if (!is_zsh_here()) return;
  LiveServer live;
  std::string rc;
  for (const auto& [open, close] : {std::pair("\"", "\""), std::pair("(", ")"), std::pair("{", "}"),
                                    std::pair("[", "]"), std::pair("`", "`")})
    rc += pairing(open, close);
  ShellSession shell(live, zsh_with(live, rc));
  CHECK(shell.run("echo one").text == "one");
  CHECK(shell.run("echo \"two ${PWD:+(three)}\"").text == "two (three)");
  shell.type_at_prompt("touch RAN");
  const std::string screen = shell.screen();
  CHECK(shell.refused("echo x").find("\"touch RAN\"") != std::string::npos);
  CHECK(wait_until([&] { return shell.screen() == screen; }));
}

TEST_CASE("run_command: bash macros that add the partner of a quote or bracket") {
  LiveServer live;
  write_file(live.tmux / "inputrc", "\"(\": \"\\C-v()\\e[D\"\n\"{\": \"\\C-v{}\\e[D\"\n");
  ShellSession shell(live, {"bash", "env INPUTRC=" + (live.tmux / "inputrc") + " bash --norc --noprofile"});
  CHECK(shell.run("echo one").text == "one");
  CHECK(shell.run("echo $(echo two)").text == "two");
}

TEST_CASE("run_command: zsh with suggestions and colours, at once after new_session's command") {
  const std::string suggestions = "/usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh";
  const std::string colours = "/usr/share/zsh-syntax-highlighting/zsh-syntax-highlighting.zsh";
  if (!is_zsh_here()) return;
  if (::access(suggestions.c_str(), R_OK) != 0 || ::access(colours.c_str(), R_OK) != 0) {
    WARN("zsh-autosuggestions and zsh-syntax-highlighting are not installed: skipped");
    return;
  }
  LiveServer live;
  const std::string log = live.tmux / "log";
  const std::string first = "echo first >>" + log;
  write_file(live.tmux / ".hist", first + "; echo one, and more\n" + first + "; sleep 1\n");
  const TestShell zsh =
      zsh_with(live, "HISTFILE=" + (live.tmux / ".hist") + " HISTSIZE=100 SAVEHIST=100\n. " + suggestions +
                         "\n. " + colours + "\n");
  live.tmux.start_job("base", "echo here");  // so that the server, and its option, stay
  live.tmux.must({"set-option", "-g", "default-command", "exec " + zsh.command});
  std::string expected;
  for (int i = 0; i < 8; ++i) {
    const std::string name = "s" + std::to_string(i);
    INFO(name);
    static_cast<void>(live.ok("new_session", object("name", name, "command", first + "; echo one")));
    const Json result = live.server.call(
        "run_command", object("name", name, "command", "echo second >>" + log + "; echo fine"));
    CHECK(job_answer(result).text == "fine");
    expected += "first\nsecond\n";
    CHECK(smcp::test::run_command({"cat", log}, live.tmux.environment()).output == expected);
  }
}
