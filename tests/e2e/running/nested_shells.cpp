// Shells inside a shell, of each kind and on each way in: what is run there comes out as in the first one.
#include <string>

#include "support/e2e/inner_shells.hpp"
#include "support/own_sshd.hpp"

using namespace smcp::test;

namespace {

std::string numbers(int last) {
  std::string lines = "1";
  for (int i = 2; i <= last; ++i) lines += "\n" + std::to_string(i);
  return lines;
}

void check_answers(ShellSession& shell) {
  const JobAnswer quick = shell.run("echo hello");
  CHECK(quick.text == "hello");
  CHECK(quick.exit_code() == 0);
  CHECK(shell.run("sh -c 'exit 7'").exit_code() == 7);
  const JobAnswer silent = shell.run("true");
  CHECK(silent.text.empty());
  CHECK(silent.exit_code() == 0);
  const JobAnswer open = shell.run("printf 'no end'");
  CHECK(open.text == "no end");
  CHECK(open.exit_code() == 0);
  const JobAnswer many = shell.run("seq 5000", R"(,"lines":5000)");
  CHECK(many.exit_code() == 0);
  CHECK(many.text == numbers(5000));
}

void check_lasting(ShellSession& shell) {
  CHECK(shell.run("cd /dev; export SMCP_KEPT='a  b'").exit_code() == 0);
  CHECK(shell.run("pwd; echo \"$SMCP_KEPT.$OUTER.\"").text == "/dev\na  b..");
}

void check_lines(ShellSession& shell, bool fish) {
  const JobAnswer lines =
      fish ? shell.run("for i in 1 2\n  echo \"zwölf $i → 日本\"\nend\necho 'it''s'\t# no")
           : shell.run("cat <<'END'\nzwölf \"$x\" `q` → 日本\n\n  END\nEND\necho 'it''s'\t# no");
  CHECK(lines.text ==
        (fish ? "zwölf 1 → 日本\nzwölf 2 → 日本\nits" : "zwölf \"$x\" `q` → 日本\n\n  END\nits"));
  CHECK(lines.exit_code() == 0);
}

void check_later(LiveServer& live, ShellSession& shell) {
  const JobAnswer asks = shell.begin("sh -c 'echo asks; read x; echo \"got $x\"; exit 3'", "asks");
  live.ok("send_keys", object("name", shell.name(), "keys", "a word"));
  const JobAnswer told = shell.wait_for(asks.job());
  CHECK(told.text == "asks\na word\ngot a word");
  CHECK(told.exit_code() == 3);
  const JobAnswer sleeps = shell.begin("sh -c 'echo begins; exec sleep 1000'; echo after", "begins");
  live.ok("send_keys", object("name", shell.name(), "keys", "C-c", "enter", false));
  const JobAnswer interrupted = shell.wait_for(sleeps.job());
  CHECK(interrupted.exit_code() == 130);
  CHECK(interrupted.text.starts_with("begins\n"));
  CHECK(interrupted.text.find("after") == std::string::npos);
  const JobAnswer started = shell.run("sh -c 'sleep 1; echo later; exit 4'", R"(,"wait":false)");
  CHECK(started.has("running"));
  const JobAnswer ended = shell.wait_for(started.job());
  CHECK(ended.text == "later");
  CHECK(ended.exit_code() == 4);
}

/// And the outer shell is there again.
void check_exit(ShellSession& shell, const std::string& name) {
  const JobAnswer left = shell.run("exit 3");
  CHECK(left.about["gone"].boolean());
  CHECK(left.exit_code() == 3);
  if (name != "bash") CHECK(left.text.empty());  // which tells on its standard error that it ends
  // What the outer one still prints is a reason to refuse a command.
  REQUIRE(wait_until([&] { return shell.format("#{cursor_x}") != "0"; }));
  CHECK(shell.run("echo \"$OUTER\"").text == "outer");
}

void check_all(LiveServer& live, InnerShell& inner) {
  INFO(inner.shell());
  ShellSession& shell = inner.session();
  // Nothing tells whether a shell without a line editor reads behind a program; where it can be seen, it changes nothing.
  CHECK(shell.run("true", R"(,"nested":true)").exit_code() == 0);
  check_answers(shell);
  check_lasting(shell);
  check_lines(shell, inner.shell() == "fish");
  check_later(live, shell);
  inner.await_prompt();
  CHECK(shell.format("#{pane_path}").find("smcp") == std::string::npos);
  CHECK(shell.run("true").exit_code() == 0);
  check_exit(shell, inner.shell());
}

void check_way(const char* name, const WayIn& way_in) {
  LiveServer live;
  const auto shell = shell_here(live.tmux, name);
  if (!shell) return;
  InnerShell inner(live, *shell, way_in);
  check_all(live, inner);
}

}  // namespace

TEMPLATE_TEST_CASE("nested shells: started in another one", "", Bash, Zsh, Fish, Dash, Ash) {
  check_way(TestType::kName, [](const std::string& program) { return program; });
}

TEMPLATE_TEST_CASE("nested shells: another user's", "", Bash, Zsh, Fish, Dash, Ash) {
  if (may_be_root("setpriv")) check_way(TestType::kName, as_other_user);
}

TEMPLATE_TEST_CASE("nested shells: behind script", "", Bash, Zsh, Fish, Dash, Ash) {
  check_way(TestType::kName, behind_script);
}

TEMPLATE_TEST_CASE("nested shells: behind ssh", "", Bash, Zsh, Fish, Dash, Ash) {
  const OwnSshd sshd(OwnSshd::Admits::an_account);
  const std::string why_not = sshd.why_no_terminal();
  if (!why_not.empty()) {
    WARN(why_not << ": skipped");
    return;
  }
  check_way(TestType::kName, [&](const std::string& program) { return sshd.log_in(program); });
}

TEMPLATE_TEST_CASE("nested shells: with mounts and processes of their own", "", Bash, Zsh, Fish, Dash, Ash) {
  if (!may_be_root("unshare")) return;
  if (run_command({"unshare", "-mpf", "--mount-proc", "true"}, {{"PATH", "/usr/bin:/bin"}}).exit.status !=
      0) {
    WARN("unshare does not work here: skipped");
    return;
  }
  check_way(TestType::kName,
            [](const std::string& program) { return "unshare -mpf --mount-proc " + program; });
}

TEST_CASE("nested shells: in another root, with nothing but busybox") {
  if (!may_be_root("chroot")) return;
  LiveServer live;
  const auto shell = shell_here(live.tmux, "ash");
  if (!shell) return;
  InnerShell inner(live, *shell, [&](const std::string&) { return InnerShell::in_other_root(live.tmux); });
  check_all(live, inner);
}
