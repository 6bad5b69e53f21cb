#include "tmux/jobs/job_plan.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

constexpr ShellKind kAll[] = {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix};
constexpr ShellKind kForking[] = {ShellKind::bash, ShellKind::zsh, ShellKind::posix};

}  // namespace

TEST_CASE("commands that nothing can end the shell with run in it") {
  for (const ShellKind shell : kAll) {
    for (const char* command : {"",
                                "make -j4",
                                "cd /tmp && ls",
                                "export A=b",
                                "sleep 100 &\nkill %1",
                                "kill $!",
                                "kill -9 1234",
                                "kill -0 $pid",
                                "git diff --exit-code",
                                "./exit.sh",
                                "find . -exec ls {} +",
                                "exit_code=3",
                                "echo $exit",
                                "git remote set-url origin x",
                                "set",
                                "set -- a b",
                                "source venv/bin/activate",
                                "returned=1",
                                "trapped",
                                "cat <<'END'\nit's } { fine\nEND"}) {
      INFO(static_cast<int>(shell) << ": " << command);
      CHECK(plan_job(shell, command) == JobPlan{});
    }
  }
}

TEST_CASE("what may end the shell runs in a copy, wherever its word stands") {
  for (const ShellKind shell : kForking) {
    for (const char* command : {"exit",
                                "exit 3",
                                "cd /x||exit 1",
                                "if true;then exit;fi",
                                "(exit 3)",
                                "a=$(exit 3)",
                                "x=`exit`",
                                "eval 'exit 3'",
                                "eval \"exit 3\"",
                                "\\exit",
                                "{ exit; }",
                                "exec ls",
                                "exec 3>file",
                                "exec >log",
                                "logout",
                                "set -e",
                                "set -e; make",
                                "set -euo pipefail\nmake",
                                "set +e; make",
                                "set -o nounset; x",
                                "builtin set -u; x",
                                "trap 'rm -f x' EXIT",
                                "kill $$",
                                "kill -9 \"$$\"",
                                "kill 0",
                                "kill -9 $BASHPID",
                                "suspend",
                                "cat <<END\n{\nEND\nexit 3"}) {
      INFO(static_cast<int>(shell) << ": " << command);
      const JobPlan plan = plan_job(shell, command);
      CHECK(plan.in_copy != plan.keeps_options);
    }
  }
  CHECK(plan_job(ShellKind::bash, "shopt -s nullglob; ls *.x").in_copy);
  CHECK(plan_job(ShellKind::zsh, "setopt nullglob; ls *.x").in_copy);
  CHECK(plan_job(ShellKind::zsh, "emulate sh; ls").in_copy);
  CHECK(plan_job(ShellKind::zsh, "ls; bye").in_copy);
  CHECK_FALSE(plan_job(ShellKind::bash, "setopt").in_copy);
  CHECK_FALSE(plan_job(ShellKind::posix, "shopt").in_copy);
}

TEST_CASE("in fish, a file holds exit up, but not exec") {
  for (const char* command : {"exit 3", "make; or exit 1", "return 4"}) {
    INFO(command);
    CHECK(plan_job(ShellKind::fish, command) == JobPlan{.returns = true});
  }
  for (const char* command : {"set -e PATH", "logout"}) {
    INFO(command);
    CHECK(plan_job(ShellKind::fish, command) == JobPlan{});
  }
  for (const char* command : {"exec ls", "trap 'echo x' EXIT", "kill $fish_pid", "kill -9 %self"}) {
    INFO(command);
    CHECK(plan_job(ShellKind::fish, command).in_copy);
  }
}

TEST_CASE("zsh is told of comments in substitutions") {
  for (const char* command :
       {"echo $(\nls # all\n)", "x=`\n# it's\nls`", "cat <(ls #\n)", "( #\necho ${x})"}) {
    INFO(command);
    CHECK(plan_job(ShellKind::zsh, command).comments_inside);
    CHECK_FALSE(plan_job(ShellKind::bash, command).comments_inside);
  }
  for (const char* command : {"ls # $x", "echo $(ls)", "# $(ls)", "echo a#b $(ls)", "echo $#"}) {
    INFO(command);
    CHECK_FALSE(plan_job(ShellKind::zsh, command).comments_inside);
  }
}

TEST_CASE("only what kills the shell itself leaves a dead pane") {
  for (const ShellKind shell : kForking) {
    CHECK(plan_job(shell, "kill -9 $$").kills_shell);
    CHECK_FALSE(plan_job(shell, "echo $$; exit").kills_shell);
    CHECK_FALSE(plan_job(shell, "kill %1; exit").kills_shell);
  }
  CHECK(plan_job(ShellKind::fish, "kill -9 $fish_pid").kills_shell);
}

TEST_CASE("options stay where nothing else was asked for") {
  for (const ShellKind shell : kForking) {
    for (const char* command :
         {"set -o vi", "set -e", "  set +e ", "set -e\nset -u", "set -eu; set -o vi;"}) {
      INFO(static_cast<int>(shell) << ": " << command);
      CHECK(plan_job(shell, command) == JobPlan{.keeps_options = true});
    }
    for (const char* command : {"set -e; make", "set -e && make", "set -o vi >x", "set -e # for good", "set",
                                "set -- a", "echo; set -e", "(set -e)", "set -e $x"}) {
      INFO(static_cast<int>(shell) << ": " << command);
      CHECK_FALSE(plan_job(shell, command).keeps_options);
    }
  }
  CHECK(plan_job(ShellKind::bash, "shopt -s nullglob").keeps_options);
  CHECK(plan_job(ShellKind::zsh, "setopt nullglob; unsetopt beep").keeps_options);
  CHECK_FALSE(plan_job(ShellKind::posix, "shopt -s nullglob").keeps_options);
  CHECK_FALSE(plan_job(ShellKind::fish, "set -e X").keeps_options);
}

TEST_CASE("the body of a function counts when something may call it") {
  for (const ShellKind shell : kForking) {
    const auto in_copy = [&](const char* command) { return plan_job(shell, command).in_copy; };
    CHECK_FALSE(in_copy("die() { exit 1; }"));
    CHECK_FALSE(in_copy("die ( )\n{\nexit 1\n}\necho defined"));
    CHECK_FALSE(in_copy("a() { exit; }; b() { exit; }"));
    CHECK_FALSE(in_copy("a() { x=\"${y:-}}\"; exit; # it's }\n}"));
    CHECK(in_copy("die() { exit 1; }; die"));
    CHECK(in_copy("die() { exit 1; }\nmake || die"));
    CHECK(in_copy("die() { exit 1; }; run() { die; }"));
    CHECK(in_copy("a() { :; }; exit"));
    CHECK(in_copy("{ exit; }"));
    // In doubt it counts.
    CHECK(in_copy("a() { exit"));
    CHECK(in_copy("a() { exit; }; echo '"));
    CHECK(in_copy("a() { cat <<X\n}\nX\nexit; }"));
    CHECK(in_copy("}; a() { exit; }"));
  }
}

TEST_CASE("a return counts outside of functions") {
  for (const ShellKind shell : kForking) {
    CHECK_FALSE(plan_job(shell, "f() {\necho in f\nreturn 4\n}").in_copy);
    CHECK_FALSE(plan_job(shell, "f() { return 4; }; f").in_copy);
    for (const char* command : {"return 4", "[ -e x ] || return 1", "f() { return 4; }; f; return 5",
                                "cd x || { echo no; return 1; }", "for i in 1; do return 2; done"}) {
      INFO(static_cast<int>(shell) << ": " << command);
      CHECK(plan_job(shell, command).returns);
      CHECK(plan_job(shell, command).in_copy);
    }
  }
}

TEST_CASE("functions are told as they are written, in order") {
  const auto functions = plan_job(ShellKind::posix, "set -e; a() { echo 1; }\nb ()\n{ :; }; a").functions;
  REQUIRE(functions.size() == 2);
  CHECK(functions[0] == JobPlan::Function{"a", "a() { echo 1; }"});
  CHECK(functions[1] == JobPlan::Function{"b", "b ()\n{ :; }"});
  CHECK(plan_job(ShellKind::posix, "a() { cat <<X\nX\n}").functions.empty());
}

TEST_CASE("a command that may lock PROMPT_COMMAND is told") {
  CHECK(plan_job(ShellKind::bash, "readonly PROMPT_COMMAND=x").locks_prompt_command);
  CHECK(plan_job(ShellKind::bash, "declare -r PROMPT_COMMAND").locks_prompt_command);
  CHECK_FALSE(plan_job(ShellKind::bash, "PROMPT_COMMAND='a=1'").locks_prompt_command);
  CHECK_FALSE(plan_job(ShellKind::bash, "readonly X=1").locks_prompt_command);
}
