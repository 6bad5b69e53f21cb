// run_command in shells with hooks, which run before each command and after it.
#include <algorithm>
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

struct Hooks {
  std::string shell;
  std::string what;
  /// Defines hooks that print what they are told, and append it to the file LINE.
  std::string definition;
};

const std::vector<Hooks> kHooks = {
    {"zsh", "functions in arrays",
     "before() { print -r -- \"[$1]\"; print -r -- \"[$1][$2][$3]\" >>LINE }\n"
     "after() { print -r -- \"POST[$?]\" }\n"
     "preexec_functions=(before) precmd_functions=(after)"},
    {"zsh", "functions of that name, with arrays of ksh's and no unset parameters",
     "preexec() { print -r -- \"[$1]\"; print -r -- \"[$1][$2][$3]\" >>LINE; false }\n"
     "precmd() { print -r -- \"POST[$?]\" }\nsetopt ksharrays nounset shwordsplit"},
    {"bash", "those of bash-preexec",
     "before() { echo \"[$1]\"; echo \"[$1]\" >>LINE; false; }\n"
     "preexec_functions=(before missing) bash_preexec_imported=defined PROMPT_COMMAND='echo \"POST[$?]\"'"},
    {"fish", "events",
     "function before --on-event fish_preexec; echo \"[$argv]\"; echo \"[$argv]\" >>LINE; end\n"
     "function after --on-event fish_postexec; echo \"POST[$status]\"; end"},
};

/// What the hooks have been told, without the typed lines and what is not the command as it was typed.
std::vector<std::string> told(const std::string& log) {
  std::vector<std::string> told;
  std::string all = read_file(log);
  while (!all.empty()) {
    const std::string line = all.substr(0, std::min(all.find('\n'), all.size()));
    if (line.find("@smcp-") == std::string::npos) told.push_back(line);
    all.erase(0, line.size() + 1);
  }
  return told;
}

}  // namespace

TEST_CASE("run_command: hooks are told of the command, and what they print is no output") {
  LiveServer live;
  for (const Hooks& hooks : kHooks) {
    const auto kind = shell_here(live.tmux, hooks.shell);
    if (!kind) continue;
    INFO(hooks.shell << ": " << hooks.what);
    ShellSession shell(live, *kind);
    const std::string log = live.tmux / "hooks";
    write_file(log, "");
    give_to(far_user(), log);
    CHECK(shell.run(printing(log, hooks.definition)).exit_code() == 0);
    shell.await_prompt();
    write_file(log, "");
    const JobAnswer fails = shell.run("sh -c 'exit 3'");
    CHECK(fails.text.empty());
    CHECK(fails.exit_code() == 3);
    CHECK(wait_until([&] { return shell.shows("POST[3]"); }));
    CHECK(shell.run("echo out", R"(,"history":true)").text == "out");
    CHECK(shell.run("echo a\necho b").text == "a\nb");
    CHECK(shell.run("exit 4").exit_code() == 4);
    const bool three = hooks.shell == "zsh";
    const std::vector<std::string> expected = {
        three ? "[ sh -c 'exit 3'][sh -c 'exit 3'][sh -c 'exit 3']" : "[ sh -c 'exit 3']",
        three ? "[echo out][echo out][echo out]" : "[echo out]",
        "[ echo a",
        three ? "echo b][echo a][echo a" : "echo b]",
        three ? "echo b]" : "[ exit 4]",
        three ? "[ exit 4][exit 4][exit 4]" : ""};
    std::vector<std::string> lines = told(log);
    if (!three) lines.emplace_back();
    CHECK(lines == expected);
    live.tmux.must({"kill-session", "-t", "=" + shell.name()});
  }
}

TEST_CASE("run_command: a DEBUG trap of bash sees each command") {
  LiveServer live;
  const std::string log = live.tmux / "commands";
  write_file(live.tmux / "rc", "trap 'echo \"$BASH_COMMAND\" >>" + log + "' DEBUG\n");
  ShellSession shell(live, {"bash", "bash --noprofile --rcfile " + (live.tmux / "rc")});
  write_file(log, "");
  give_to(far_user(), log);
  for (const char* last : {"true", "(exit 3)"}) {  // in the shell itself, and in a copy of it
    INFO(last);
    CHECK(shell.run("false; echo out | cat; " + std::string(last)).text == "out");
    const std::vector<std::string> lines = told(log);
    for (const char* command : {"false", "echo out", "cat"}) {
      INFO(command);
      CHECK(std::count(lines.begin(), lines.end(), command) == 1);
    }
    write_file(log, "");
  }
}
