// run_command in shells that are set up as people set theirs up.
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

struct Configuration {
  std::string what;
  std::string rc;
};

const std::vector<Configuration> kBash = {
    {"a prompt of two lines", "PS1='\\w\\n$ '\n"},
    {"a prompt with a title, OSC 7 and OSC 133",
     "PS1='\\[\\e]0;title\\a\\e]7;file://host/tmp\\a\\e]133;A\\a\\]$ \\[\\e]133;B\\a\\]'\n"},
    {"an array of PROMPT_COMMANDs", "PROMPT_COMMAND=(': a' 'last=$?')\n"},
    {"set -u", "set -u\n"},
    {"set -o noclobber", "set -o noclobber\n"},
    {"an IFS of its own", "IFS=/:@\n"},
    {"aliases",
     "alias eval='false' printf='false' tmux='false' read='false' command='false' cd='false' set='false' "
     "trap='false'\n"},
    {"functions", "tmux() { false; }\nprintf() { false; }\ncd() { false; }\n"},
};

const std::vector<Configuration> kZsh = {
    {"a prompt of two lines", "PS1=$'%~\\n%# '\n"},
    {"a right prompt", "PS1='%# ' RPROMPT='[%~]'\n"},
    {"a transient right prompt", "PS1='%# ' RPROMPT='%T'\nsetopt transient_rprompt\n"},
    {"a transient prompt",
     "PS1=$'long\\n%# '\nshrink() { PS1='%# ' zle .reset-prompt; }\nzle -N zle-line-finish shrink\n"
     "precmd() { PS1=$'long\\n%# '; }\n"},
    {"a prompt with a title, OSC 7 and OSC 133",
     "PS1=$'%{\\e]0;title\\a\\e]7;file://host/tmp\\a\\e]133;A\\a%}%# %{\\e]133;B\\a%}'\n"},
    {"hooks", "precmd() { : $?; }\npreexec() { : $1; }\n"},
    {"set -u", "setopt no_unset\n"},
    {"set -o noclobber", "setopt no_clobber\n"},
    {"an IFS of its own", "IFS=/:@\n"},
    {"aliases", "alias eval='false' printf='false' tmux='false' read='false' command='false' cd='false'\n"},
    {"ksh's words", "setopt sh_word_split ksh_arrays\n"},
};

void check_set_up(LiveServer& live, const std::string& shell, const Configuration& kind) {
  INFO(shell << ": " << kind.what);
  write_file(live.tmux / ".rc", kind.rc);
  write_file(live.tmux / ".zshrc", kind.rc);
  const std::string command = shell == "zsh" ? "env ZDOTDIR=" + (live.tmux / "") + " zsh -d"
                                             : "bash --noprofile --rcfile " + (live.tmux / ".rc");
  ShellSession session(live, {shell, command});
  CHECK(session.run("echo out; sh -c 'exit 3'").exit_code() == 3);
  const auto lines = session.run("echo 'a b'\necho \"c\"");
  CHECK(lines.text == "a b\nc");
  CHECK(lines.exit_code() == 0);
  CHECK(session.run("kept=1").exit_code() == 0);
  CHECK(session.run("echo $kept").text == "1");
  CHECK(session.screen().find("false") == std::string::npos);
  live.tmux.must({"kill-session", "-t", "=" + shell});
}

}  // namespace

TEST_CASE("run_command: bash as people set it up") {
  LiveServer live;
  for (const Configuration& kind : kBash) check_set_up(live, "bash", kind);
}

TEST_CASE("run_command: zsh as people set it up") {
  LiveServer live;
  if (!shell_here(live.tmux, "zsh")) return;
  for (const Configuration& kind : kZsh) check_set_up(live, "zsh", kind);
}

TEST_CASE("run_command: a shell in a folder that was removed") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const std::string folder = live.tmux / ("gone-" + kind.name);
    CHECK(shell.run("mkdir " + folder + " && cd " + folder).exit_code() == 0);
    REQUIRE(smcp::test::run_command({"rmdir", folder}, live.tmux.environment()).exit.status == 0);
    CHECK(shell.run("echo here").text.find("here") !=
          std::string::npos);  // a tmux that is a script complains first
    CHECK(shell.run("cd /").exit_code() == 0);
  }
}
