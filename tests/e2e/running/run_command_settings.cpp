// run_command: in a shell that a person has set up in their own way, and which is that way afterwards.
#include <filesystem>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

/// What a person has typed before.
const std::vector<std::string> kPromptsInBash = {
    "readonly PROMPT_COMMAND='true'",
    "readonly PROMPT_COMMAND",
    "PROMPT_COMMAND=('a=1' 'b=2'); readonly PROMPT_COMMAND",
    "PROMPT_COMMAND='a=1'",
    "PROMPT_COMMAND=([1]='a=1' [2]='b=2')",
    "set -u; readonly PROMPT_COMMAND",
    "readonly PS1 IFS HISTTIMEFORMAT HISTCONTROL",
    "IFS=0123456789abcdefghijklmnopqrstuvwxyz_PROMPT",
    "export TMPDIR=/nonexistent; readonly TMPDIR",
};
const std::vector<std::string> kOptionsInBash = {
    "set -o posix",
    "set -u",
    "set -e",
    "set -f; set -C",
    "set -euC; set -o posix; readonly PROMPT_COMMAND='true'; IFS=:",
    "set -a",
    "shopt -s failglob nullglob; shopt -u expand_aliases",
};
const std::vector<std::string> kTrapsInBash = {
    "trap 'debugged=1' DEBUG",
    "trap 'debugged=1' DEBUG; set -T",
    "trap 'false' DEBUG",
    "shopt -s extdebug",
    "shopt -s extdebug; trap 'debugged=1' DEBUG",
    "trap 'echo bye' EXIT; trap 'echo interrupted' INT",
};
const std::vector<std::string> kNamesInBash = {
    "printf() { echo WRONG; }; eval() { echo WRONG; }; set() { echo WRONG; }; return() { echo WRONG; }",
    "unset() { echo WRONG; }; history() { echo WRONG; }; trap() { echo WRONG; }; test() { echo WRONG; }",
    "command() { echo WRONG; }",
    "alias printf='echo WRONG' eval='echo WRONG' set='echo WRONG' return='echo WRONG' unset='echo WRONG'",
    "alias history='echo WRONG' trap='echo WRONG' command='echo WRONG' builtin='echo WRONG' local='echo "
    "WRONG'",
};
const std::vector<std::string> kOptionsInZsh = {
    "set -u",
    "set -e",
    "setopt errreturn",
    "setopt noglob noclobber",
    "setopt ksharrays shwordsplit",
    "setopt posixbuiltins",
    "setopt warncreateglobal allexport",
    "setopt extendedglob nullglob nobareglobqual",
    "IFS=0123456789abcdefghijklmnopqrstuvwxyz_",
    "readonly IFS",
    "export TMPDIR=/nonexistent; readonly TMPDIR",
};
const std::vector<std::string> kTrapsAndNamesInZsh = {
    "trap 'debugged=1' DEBUG",
    "trap 'echo bye' EXIT; trap 'echo interrupted' INT",
    "TRAPEXIT() { echo bye; }",
    "precmd() { a=1; }; preexec() { b=2; }",
    "printf() { echo WRONG; }; eval() { echo WRONG; }; set() { echo WRONG; }; return() { echo WRONG; }",
    "unset() { echo WRONG; }; trap() { echo WRONG; }; print() { echo WRONG; }",
    "command() { echo WRONG; }",
    "alias printf='echo WRONG' eval='echo WRONG' set='echo WRONG' return='echo WRONG' unset='echo WRONG'",
    "alias trap='echo WRONG' command='echo WRONG' builtin='echo WRONG' local='echo WRONG' print='echo WRONG'",
};
const std::vector<std::string> kInPosix = {
    "set -u",
    "set -e",
    "set -f -C",
    "IFS=0123456789abcdefghijklmnopqrstuvwxyz_",
    "readonly IFS",
    "trap 'echo bye' EXIT; trap 'echo interrupted' INT",
    "printf() { echo WRONG; }; umask 022",
    "alias printf='echo WRONG' eval='echo WRONG' set='echo WRONG' return='echo WRONG' unset='echo WRONG'",
    "alias trap='echo WRONG' command='echo WRONG' umask='echo WRONG'",
    "export TMPDIR=/nonexistent; readonly TMPDIR",
};
const std::vector<std::string> kInFish = {
    "set -g IFS 0123",
    "set -gx TMPDIR /nonexistent",
    "function fish_prompt; builtin echo -n 'mine> '; end",
    "function after --on-event fish_postexec; set -g told $status; end",
    "function ls; builtin echo mine; end; alias cat='builtin echo mine'",
};

/// Prints what a shell is set to.
std::string question(const std::string& shell) {
  if (shell == "bash")
    return "\\builtin echo \"$-\"; \\builtin shopt -p; \\builtin declare -p PROMPT_COMMAND IFS PS1 2>&1 || "
           ":; "
           "\\builtin declare -F; \\builtin alias; \\builtin trap -p; \\builtin umask; \\builtin ulimit -a";
  if (shell == "zsh")
    return "\\builtin setopt; \\builtin typeset -p IFS; \\builtin typeset +f; \\builtin alias; \\builtin "
           "trap; "
           "\\builtin umask; \\builtin ulimit -a";
  if (shell == "fish") return "builtin functions -n; set -q IFS; and builtin echo $IFS";
  return "\\command echo \"$- $IFS.\"; \\alias; \\trap; \\command ulimit -a";
}

/// A tmux that is run by something else (a loader) is found on the PATH, with `command`.
bool is_called_by_path(const PrivateTmux& tmux) {
  const std::string link = "/proc/" + std::to_string(tmux.server_pid()) + "/exe";
  return std::filesystem::read_symlink(link).filename() == "tmux";
}

class Person {
 public:
  Person(LiveServer& live, const TestShell& kind, const std::string& setting)
      : live_(live), shell_(live, kind), name_(kind.name), file_(live.tmux / "answer") {
    enter(setting);
    before_ = settings();
    pid_ = shell_.format("#{pane_pid}");
  }

  /// Checks that a command gives this output, whatever is set.
  void check(const std::string& command, const std::string& output, std::int64_t exit_code) {
    INFO(command);
    const JobAnswer got = shell_.run(command);
    INFO(shell_.screen());
    CHECK(got.text == output);
    CHECK(got.exit_code() == exit_code);
  }

  /// By C-c, when what it interrupts has begun.
  void interrupts(const std::string& before, const std::string& after) {
    INFO(before << " … " << after);
    const std::string begun = new_file();
    const JobAnswer running = shell_.run(
        before + "/bin/sh -c '/usr/bin/touch " + begun + "; exec sleep 1000'" + after, R"(,"wait":false)");
    REQUIRE(comes(begun));
    live_.ok("send_keys", object("name", shell_.name(), "keys", "C-c", "enter", false));
    const JobAnswer ended = shell_.wait_for(running.job(), R"(,"timeout_seconds":15)");
    INFO(shell_.screen());
    CHECK(ended.exit_code() == 130);
    CHECK(ended.text.find("never") == std::string::npos);
  }

  void finds_all_as_it_was() {
    CHECK(shell_.format("#{pane_pid} #{pane_dead}") == pid_ + " 0");
    CHECK(settings() == before_);
  }

 private:
  std::string settings() {
    const std::string redirect = name_ == "fish" ? " >" : " >|";
    enter(name_ == "fish" ? "begin; " + question(name_) + "; end >" + file_
                          : "{ " + question(name_) + "; } >|" + file_);
    return read_file(file_);
  }

  /// Until the shell has done it.
  void enter(const std::string& line) {
    const std::string done = new_file();
    shell_.type(line + "\n");
    shell_.type("/usr/bin/touch " + done + "\n");
    REQUIRE(comes(done));
  }

  std::string new_file() {
    return live_.tmux / ("file-" + shell_.format("#{pane_id}").substr(1) + "-" + std::to_string(++files_));
  }
  static bool comes(const std::string& file) {
    return wait_until([&] { return ::access(file.c_str(), F_OK) == 0; });
  }

  LiveServer& live_;
  ShellSession shell_;
  std::string name_;
  std::string file_;
  std::string before_;
  std::string pid_;
  int files_ = 0;
};

/// Checks that a shell with each of these is used as it is, and left as it was.
void check_settings(const std::string& name, const std::vector<std::string>& settings) {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  const std::optional<TestShell> kind = shell_here(live.tmux, name);
  if (!kind) return;
  const bool fish = name == "fish";
  for (const std::string& setting : settings) {
    INFO(name << ": " << setting);
    if (name == "zsh" && setting.starts_with("command()") && !is_called_by_path(live.tmux)) continue;
    Person person(live, *kind, setting);
    person.check("/bin/echo in; false", "in", 1);
    person.check("/bin/echo in; exit 3", "in", 3);
    if (!fish) person.check("/bin/echo in; \\exec /bin/sh -c 'exit 4'", "in", 4);
    person.check(fish ? "set -g new 1" : "new=1", "", 0);
    person.check(fish ? "set -gx more 2; if false; exec ls; end; builtin true" : "\\export more=2 || exit 9",
                 "", 0);
    person.check(fish ? "/bin/echo $new$more" : "/bin/echo \"$new$more\"", "12", 0);
    person.interrupts("", "; /bin/echo never");
    if (!fish) person.interrupts("if false; then exit; fi; ", "; /bin/echo never");
    person.finds_all_as_it_was();
    live.tmux.must({"kill-session", "-t", "=" + name});
  }
}

}  // namespace

// A person's shell is used as it is, and left as it was. One test for a shell, or two or more: they run side by side.
TEST_CASE("run_command settings: bash, its prompt and variables") {
  check_settings("bash", kPromptsInBash);
}
TEST_CASE("run_command settings: bash, its options") {
  check_settings("bash", kOptionsInBash);
}
TEST_CASE("run_command settings: bash, its traps") {
  check_settings("bash", kTrapsInBash);
}
TEST_CASE("run_command settings: bash, its functions and aliases") {
  check_settings("bash", kNamesInBash);
}
TEST_CASE("run_command settings: zsh, its options and variables") {
  check_settings("zsh", kOptionsInZsh);
}
TEST_CASE("run_command settings: zsh, its traps, functions and aliases") {
  check_settings("zsh", kTrapsAndNamesInZsh);
}
TEST_CASE("run_command settings: dash") {
  check_settings("dash", kInPosix);
}
TEST_CASE("run_command settings: ash") {
  check_settings("ash", kInPosix);
}
TEST_CASE("run_command settings: mksh") {
  check_settings("mksh", kInPosix);
}
TEST_CASE("run_command settings: fish") {
  check_settings("fish", kInFish);
}

TEST_CASE("run_command: a comment in a substitution is one, and zsh's option for that is what it was") {
  LiveServer live;
  const std::string command = "echo \"$(\necho in # it's \"not (`all\n)\" `echo too\n# it's all\n`";
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "fish") continue;  // which has none of these
    INFO(kind.name);
    ShellSession shell(live, kind);
    CHECK(shell.run(command).text == "in too");
    CHECK(shell.run(command + "\nexit 3").exit_code() == 3);
    if (kind.name != "zsh") continue;
    for (const std::string option : {"off", "on"}) {
      CHECK(shell.run("[[ -o interactivecomments ]] && echo on || echo off").text == option);
      CHECK(shell.run(command).text == "in too");
      CHECK(shell.run("[[ -o interactivecomments ]] && echo on || echo off").text == option);
      CHECK(shell.run("setopt interactivecomments").exit_code() == 0);
    }
  }
}
