// Shells behind a program: what goes wrong there, and what is no shell.
#include <charconv>
#include <csignal>
#include <string>
#include <unistd.h>

#include "support/e2e/inner_shells.hpp"
#include "support/own_sshd.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kPython = "/usr/bin/python3";
/// Much less than any wait of ours, and than the time of a call.
constexpr seconds kCutToldWithin{8};

bool has_python() {
  if (::access(kPython, X_OK) == 0) return true;
  WARN("python3 is not installed: skipped");
  return false;
}

/// The program that the outer shell has started.
pid_t child_of_pane(const ShellSession& shell) {
  const std::string parent = shell.format("#{pane_pid}");
  const std::string children =
      run_command({"ps", "-o", "pid=", "--ppid", parent}, {{"PATH", "/usr/bin:/bin"}}).output;
  const auto begin = children.find_first_not_of(' ');
  REQUIRE(begin != std::string::npos);
  pid_t pid = 0;
  std::from_chars(children.data() + begin, children.data() + children.size(), pid);
  REQUIRE(pid > 1);
  return pid;
}

void await_line(const ShellSession& shell, const std::string& line) {
  const bool shown = wait_until(
      [&] { return ("\n" + shell.screen() + "\n").find("\n" + line + "\n") != std::string::npos; });
  INFO(shell.screen());
  REQUIRE(shown);
}

std::string wait_request(const char* id, const ShellSession& shell, const std::string& job) {
  return stateless_call_request(id, "wait_for",
                                object("name", shell.name(), "job", job, "timeout_seconds", 60));
}

void is_unknown(const JobAnswer& told) {
  CHECK(told.about["unknown"].boolean());
  if (told.has("outcome")) CHECK(told.about["outcome"].string() == "unknown");
  for (const char* other : {"gone", "dead", "running", "exit_code"}) CHECK_FALSE(told.has(other));
}

void check_cut(LiveServer& live, const WayIn& way_in) {
  InnerShell inner(live, bash(), way_in);
  ShellSession& shell = inner.session();
  const JobAnswer running = shell.begin("echo begins; sleep 1000", "begins");
  live.server.send(wait_request("901", shell, running.job()));
  const auto began = Clock::now();
  ::kill(child_of_pane(shell), SIGKILL);
  const JobAnswer told = job_answer(live.server.reply("901")["result"]);
  is_unknown(told);
  CHECK(told.text.starts_with("begins"));
  CHECK(Clock::now() - began < kCutToldWithin * slowness());
  // It stays so, for whoever asks, and whatever is run later.
  ServerOptions options;
  options.environment = live.tmux.environment();
  ServerProcess other(options);
  is_unknown(job_answer(other.call("wait_for", object("job", running.job()))));
  CHECK(shell.run("echo \"$OUTER\"").text == "outer");
  is_unknown(shell.wait_for(running.job()));
  const JobAnswer later = job_answer(other.call("wait_for", object("job", running.job())));
  is_unknown(later);
  CHECK(later.about["lost"].string() == "unknown");
}

/// A program in a session's bash, behind `script`, that is no shell at its prompt.
class Behind {
 public:
  Behind(LiveServer& live, const std::string& program, const std::string& shows) : shell(live, bash()) {
    shell.type_at_prompt("script -qc " + program + " /dev/null");
    shell.press("Enter");
    const bool shown = wait_until([&] {
      return shell.format("#{pane_current_command}") == "script" && shell.screen().ends_with(shows);
    });
    INFO(shell.screen());
    REQUIRE(shown);
  }

  ShellSession shell;
};

/// An InnerShell's program whose prompt is this one.
std::string prompting(const PrivateTmux& tmux, const std::string& prompt) {
  std::string path = tmux / "prompting";
  write_file(path, "#!/bin/sh\nPS1='" + prompt + "' exec dash\n");
  REQUIRE(run_command({"chmod", "755", path}, {{"PATH", "/usr/bin:/bin"}}).exit.status == 0);
  return path;
}

/// A server of its own starts a command, which prints `out` and what it reads, and ends; then the command ends with 6.
std::string end_server_during_job(LiveServer& live, InnerShell& inner) {
  ServerOptions options;
  options.environment = live.tmux.environment();
  ServerProcess first(options);
  const JobAnswer running = job_answer(first.call(
      "run_command", object("name", "bash", "command", "sh -c 'echo out; read x; exit 6'", "wait", false)));
  await_line(inner.session(), "out");
  CHECK(first.finish() == ExitStatus{});
  inner.session().type("word");
  inner.session().press("Enter");
  return running.job();
}

}  // namespace

TEST_CASE("nested shells: the program around one is killed while a command runs") {
  LiveServer live;
  check_cut(live, behind_script);
}

TEST_CASE("nested shells: ssh is killed while a command runs") {
  const OwnSshd sshd(OwnSshd::Admits::an_account);
  const std::string why_not = sshd.why_no_terminal();
  if (!why_not.empty()) {
    WARN(why_not << ": skipped");
    return;
  }
  LiveServer live;
  check_cut(live, [&](const std::string& program) { return sshd.log_in(program); });
}

TEST_CASE("nested shells: the server ends while a command runs, and another one asks in time") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  const std::string job = end_server_during_job(live, inner);
  const JobAnswer told = inner.session().wait_for(job);
  CHECK(told.exit_code() == 6);
  CHECK(told.text == "out\nword");
  CHECK_FALSE(told.has("lost"));
  CHECK(inner.session().run("echo next").text == "next");
}

TEST_CASE(
    "nested shells: the server ends while a command runs, and another one asks when the shell has gone on") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  const std::string job = end_server_during_job(live, inner);
  inner.await_prompt();
  const JobAnswer told = inner.session().wait_for(job);
  CHECK(told.exit_code() == 6);
  CHECK(told.about["lost"].string() == "unknown");
  CHECK(told.text.empty());
  CHECK(inner.session().run("echo next").text == "next");
}

TEST_CASE("nested shells: what is no shell is left alone") {
  if (!has_python()) return;
  LiveServer live;
  live.tmux.start_job("base", "echo here");  // so that tmux does not end with the last of the others
  for (const auto& [program, shows] :
       {std::pair<std::string, std::string>{kPython, ">>>"},
        {R"("sh -c 'stty -echo; printf \"Password: \"; read x'")", "Password:"},
        {"'sh -c \"echo asked; read x\"'", "asked"},
        {"cat", "/dev/null"}}) {
    INFO(program);
    Behind behind(live, program, shows);
    const std::string before = live.tmux.fingerprint("bash");
    const std::string refused = behind.shell.refused("touch RAN");
    INFO(refused);
    CHECK(refused.find("\"script\"") != std::string::npos);
    CHECK(refused.find("nested=true") != std::string::npos);
    CHECK(refused.find("nothing was run") != std::string::npos);
    CHECK(live.tmux.fingerprint("bash") == before);
    live.tmux.must({"kill-session", "-t", "=bash"});
  }
}

TEST_CASE("nested shells: nested=true where no shell is") {
  if (!has_python()) return;
  LiveServer live;
  // The other editor of 3.13 marks the right margin, so that a line of ours that it wraps is neither known nor erased.
  Behind behind(live, "'env PYTHON_BASIC_REPL=1 " + std::string(kPython) + "'", ">>>");
  const std::string refused =
      live.error("run_command", object("name", "bash", "command", "touch RAN", "nested", true));
  INFO(refused);
  CHECK(refused.find("not run") != std::string::npos);
  // The pane is not taken for one in which a job runs.
  const bool prompts = wait_until([&] { return behind.shell.screen().ends_with("\n>>>"); });
  INFO(behind.shell.screen());
  CHECK(prompts);
  live.ok("send_keys", object("name", "bash", "keys", "exit()"));
  CHECK(behind.shell.run("echo free; ls RAN 2>/dev/null").text == "free");
}

TEST_CASE("nested shells: nested=true at a prompt that looks like nothing, and behind an unknown program") {
  LiveServer live;
  const std::string program = prompting(live.tmux, "go: ");
  Behind behind(live, program, "go:");
  CHECK(behind.shell.refused("echo x").find("nested=true") != std::string::npos);
  const JobAnswer ran = behind.shell.run("echo hello; sh -c 'exit 5'", R"(,"nested":true)");
  CHECK(ran.text == "hello");
  CHECK(ran.exit_code() == 5);
  CHECK(behind.shell.run("echo again", R"(,"nested":true)").text == "again");
  CHECK(behind.shell.run("exit", R"(,"nested":true)").has("gone"));
  if (!has_python()) return;
  behind.shell.type_at_prompt(std::string(kPython) + " -c 'import pty; pty.spawn(\"" + program + "\")'");
  behind.shell.press("Enter");
  REQUIRE(wait_until([&] { return behind.shell.screen().ends_with("\ngo:"); }));
  CHECK(behind.shell.refused("echo x").find("busy running") != std::string::npos);
  CHECK(behind.shell.run("echo spawned", R"(,"nested":true)").text == "spawned");
}

TEST_CASE("nested shells: tmux inside tmux is refused") {
  LiveServer live;
  ShellSession shell(live, bash());
  shell.type_at_prompt("env -u TMUX tmux -S " + (live.tmux / "inner-socket") +
                       " -f /dev/null new 'bash --norc'");
  shell.press("Enter");
  REQUIRE(wait_until([&] {
    return shell.screen().find("[0]") != std::string::npos || shell.screen().find("[0:") != std::string::npos;
  }));
  const std::string refused = shell.refused("touch RAN");
  INFO(refused);
  CHECK(refused.find("draws a screen of its own") != std::string::npos);
  CHECK(refused.find("othing was run") != std::string::npos);
  CHECK(shell.screen().find("smcp") == std::string::npos);
  live.tmux.must({"-S", live.tmux / "inner-socket", "kill-server"});
}

TEST_CASE("nested shells: what another user puts where a copy of the shell keeps its changes is not taken") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  ShellSession& shell = inner.session();
  const std::string planted = shell.run("mktemp").text;
  const std::string find_name =
      "t=$(printf %s \"$__smcp_k\" | grep -o 'smcp-[a-z0-9]*' | head -1); f=${TMPDIR:-/tmp}/$t; "
      "echo PLANTED=yes >" +
      planted + "; ";
  CHECK(shell.run("KEPT=yes; exit 3").exit_code() ==
        3);  // a copy of the shell, which keeps nothing after exit
  for (const std::string& plant :
       {"ln -s " + planted + " \"$f\"", std::string("cp -p " + planted + " \"$f\"; chown 65534 \"$f\"")}) {
    INFO(plant);
    if (plant.starts_with("cp") && !may_be_root("chown")) continue;
    const JobAnswer done = shell.run(find_name + plant + "; set -e; NEW=1");
    CHECK(done.exit_code() == 0);
    CHECK(shell.run("echo \"[$PLANTED]\"").text == "[]");
  }
  CHECK(shell.run("set -e; NEW=1").exit_code() == 0);
  CHECK(shell.run("echo \"[$NEW]\"").text == "[1]");
  CHECK(shell.run("rm " + planted).exit_code() == 0);
}

TEST_CASE("nested shells: one that has taken the terminal of the shell that still reads from it is refused") {
  if (::geteuid() != 0) {
    WARN("only root can take a terminal: skipped");
    return;
  }
  LiveServer live;
  ShellSession shell(live, bash());
  shell.type_at_prompt("setsid -c bash --norc");
  shell.press("Enter");
  const std::string pid = shell.format("#{pane_pid}");
  REQUIRE(wait_until([&] {
    return run_command({"ps", "-o", "tty=", "-p", pid}, {{"PATH", "/usr/bin:/bin"}}).output.starts_with("?");
  }));
  for (const char* more : {"", R"(,"nested":true)"}) {
    std::string arguments = object("name", shell.name(), "command", "echo x");
    arguments.insert(arguments.size() - 1, more);
    CHECK(live.error("run_command", arguments).find("both may read") != std::string::npos);
  }
  CHECK(shell.screen().find("@smcp-") == std::string::npos);
}
