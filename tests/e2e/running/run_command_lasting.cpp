// run_command: what lasts in the person's shell of a command that could have ended it, and what does not.
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

/// Up to 3.7 tmux gives the cells that a tab has skipped as spaces, from 3.8 on as the tab.
std::string without_tabs(const std::string& text) {
  constexpr std::size_t kTabStop = 8;
  std::string spaces;
  std::size_t column = 0;
  for (const char c : text) {
    const std::size_t cells = c == '\t' ? kTabStop - column % kTabStop : 1;
    spaces += c == '\t' ? std::string(cells, ' ') : std::string(1, c);
    column = c == '\n' ? 0 : column + cells;
  }
  return spaces;
}

/// POSIX shells, and what they answer.
void gives(ShellSession& shell, const std::string& command, const std::string& output,
           std::int64_t exit_code = 0) {
  INFO(shell.name() << ": " << command);
  const JobAnswer got = shell.run(command);
  INFO(shell.screen());
  CHECK(without_tabs(got.text) == output);
  CHECK(got.exit_code() == exit_code);
}

std::vector<TestShell> posix_shells(const PrivateTmux& tmux) {
  std::vector<TestShell> shells = all_shells_here(tmux);
  std::erase_if(shells, [](const TestShell& shell) { return shell.name == "fish"; });
  return shells;
}

const std::string kTellState =
    "pwd; echo \"$COLOUR|$note|${OLD-gone}\"; sh -c 'echo \"$COLOUR|$note\"'; umask; ulimit -n; f a; g; "
    "oldf 2>/dev/null || echo no oldf; olda 2>/dev/null || echo no olda";
const std::string kChangeState =
    "cd /usr; export COLOUR=\"it's red\"; note='two  \n\tlines $HOME \\'; f() {\necho \"in f $1 $note\"\n}\n"
    "alias g='echo \"it'\"'\"'s aliased\"'; umask 027; ulimit -n 500; unset OLD; unset -f oldf; unalias olda";

std::string changed_state(const std::string& shell) {
  const std::string umask = shell == "zsh" || shell == "mksh" ? "027" : "0027";
  // Nobody can ask these for their functions: what is gone there is not known.
  const std::string oldf = shell == "dash" || shell == "ash" ? "" : "\nno oldf";
  return "/usr\nit's red|two\n        lines $HOME \\|gone\nit's red|\n" + umask +
         "\n500\nin f a two\n        lines $HOME \\\nit's aliased" + oldf + "\nno olda";
}

}  // namespace

TEST_CASE("run_command lasting: all of a command that gets to its end") {
  LiveServer live;
  for (const TestShell& kind : posix_shells(live.tmux)) {
    ShellSession shell(live, kind);
    gives(shell, "export OLD=1; oldf() { :; }; alias olda=true", "");
    gives(shell, "olda && oldf && echo \"$OLD\"", "1");
    gives(shell, "set -euC\n" + kChangeState + "; (exit 0); echo end", "end");
    gives(shell, kTellState, changed_state(kind.name));
    // Once more, with nothing new, and with all of it different.
    gives(shell, "if false; then exit; fi", "");
    gives(shell, kTellState, changed_state(kind.name));
    gives(shell,
          "cd /; COLOUR=blue; unset note; f() { echo f2; }; alias g='echo g2'; umask 022; sh -c 'exit 3'; "
          "return 4",
          "", 4);
    gives(shell, "pwd; echo $COLOUR ${note-none}; sh -c 'echo $COLOUR'; umask | tail -c 4; f; g",
          "/\nblue none\nblue\n022\nf2\ng2");
    CHECK(live.tmux.must({"list-buffers"}).empty());
  }
}

TEST_CASE("run_command lasting: nothing of a command that was ended") {
  LiveServer live;
  for (const TestShell& kind : posix_shells(live.tmux)) {
    ShellSession shell(live, kind);
    gives(shell, "cd /; export OLD=1; oldf() { echo oldf; }; alias olda='echo olda'; umask 022", "");
    const std::string before = shell.run(kTellState).text;
    gives(shell, kChangeState + "; exit 0", "");
    gives(shell, kChangeState + "; exec true", "");
    gives(shell, "set -e\n" + kChangeState + "\nfalse\necho never", "", 1);
    CHECK(shell.run(kTellState).text == before);
  }
}

TEST_CASE("run_command lasting: arrays, attributes and functions with odd text, in bash and zsh") {
  LiveServer live;
  for (const TestShell& kind : posix_shells(live.tmux)) {
    const bool zsh = kind.name == "zsh";
    if (kind.name != "bash" && !zsh) continue;
    ShellSession shell(live, kind);
    const std::string at = zsh ? "$list[3]|$map[a key]" : "${list[2]}|${map[a key]}";
    gives(shell,
          "set -e; declare -a list=(a 'b c' $'d\\ne'); declare -A map=(['a key']='a value'); declare -i n=3; "
          "readonly fixed=1; declare -x many=$'tab\\t\"quote\" `x` $y'; function cat2 {\ncat <<'X'\n  it's } "
          "{\nX\n}",
          "");
    gives(shell, "echo \"" + at + "\"; n=n+1; echo $n; (fixed=2) 2>/dev/null || echo fixed; cat2",
          "d\ne|a value\n4\nfixed\n  it's } {");
    gives(shell, "sh -c 'echo \"$many\"'", "tab     \"quote\" `x` $y");
    gives(shell, "set -e; unset map; list=one; declare +x many", "");
    gives(shell, "echo \"$list|${map-none}|${many+still}\"; sh -c 'echo ${many-none}'",
          "one|none|still\nnone");
    gives(shell, "set -u; PS1='new> '; PATH=$PATH:/added", "");
    CHECK(shell.screen().ends_with("new>"));
    gives(shell, "echo ${PATH##*:}; sh -c 'echo ${PATH##*:}'", "/added\n/added");
  }
}

TEST_CASE("run_command lasting: fish's, where another fish has run the command") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name != "fish") continue;
    ShellSession shell(live, kind);
    gives(shell, "set -g old 1; function f; echo f1; end; cd /", "");
    gives(
        shell,
        "cd /usr; set -gx COLOUR \"it's\" red; set -g list a 'b c' (printf 'd\\ne' | string collect); set -e "
        "old; function f; echo f2 $argv; end; alias g='echo aliased'; if false; exec ls; end; test 1 = 2",
        "", 1);
    gives(shell, "pwd; echo $COLOUR[1] (count $list) \"$list[3]\"; set -q old; or echo gone; f x; g",
          "/usr\nit's 3 d\ne\ngone\nf2 x\naliased");
    gives(shell, "sh -c 'echo \"$COLOUR\"'", "it's red");
    gives(shell, "cd /; set -g list; exec true", "");
    gives(shell, "pwd; count $list", "/usr\n3");
    // In the shell itself, what stands before an exit lasts: that is all the same to a sourced file.
    gives(shell, "cd /; exit 3", "", 3);
    gives(shell, "pwd", "/");
    CHECK(live.tmux.must({"list-buffers"}).empty());
  }
}

TEST_CASE("run_command lasting: options only if nothing else was asked for") {
  LiveServer live;
  for (const TestShell& kind : posix_shells(live.tmux)) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const std::string before = shell.run("echo $-").text;
    gives(shell, "set -e; set -u; set -C", "");
    gives(shell, "false; true", "", 1);  // it does stay
    CHECK(shell.run("echo $-").text != before);
    gives(shell, "echo in; false; echo never", "in", 1);
    gives(shell, "set +e", "");
    gives(shell, "echo in; false; echo out", "in\nout");
    gives(shell, "set +u; set +C", "");
    CHECK(shell.run("echo $-").text == before);
    gives(shell, "set -euC; echo in", "in");
    write_file(live.tmux / "sourced", "set -euC\necho sourced\n");
    gives(shell, ". " + (live.tmux / "sourced"), "sourced");
    CHECK(shell.run("echo $-").text == before);
    CHECK(shell.run("set -o nosuchoption; set -C").has("exit_code"));
    gives(shell, "set +C", "");
    CHECK(shell.run("echo $-").text == before);
  }
}

TEST_CASE("run_command lasting: a virtual environment, under set -e") {
  LiveServer live;
  write_file(live.tmux / "activate",
             "deactivate () {\n  PATH=\"$_OLD_PATH\"\n  export PATH\n  unset _OLD_PATH\n  unset VIRTUAL_ENV\n"
             "  unset -f deactivate\n}\nVIRTUAL_ENV=/venv\nexport VIRTUAL_ENV\n_OLD_PATH=\"$PATH\"\n"
             "PATH=\"/venv/bin:$PATH\"\nexport PATH\n");
  for (const TestShell& kind : posix_shells(live.tmux)) {
    // Nobody can ask these for the functions that a file has defined.
    if (kind.name == "dash" || kind.name == "ash") continue;
    ShellSession shell(live, kind);
    gives(shell, "set -e; . " + (live.tmux / "activate") + "; echo $VIRTUAL_ENV", "/venv");
    gives(shell, "echo ${PATH%%:*}; sh -c 'echo $VIRTUAL_ENV'", "/venv/bin\n/venv");
    gives(shell, "set -e; deactivate", "");
    gives(shell, "echo ${VIRTUAL_ENV-none} ${_OLD_PATH-none}; case $PATH in /venv*) echo still ;; esac",
          "none none");
  }
}
