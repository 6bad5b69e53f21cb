// sessions-mcp audit: what was done, for people.
#include <csignal>
#include <filesystem>

#include "e2e/command/at_shell.hpp"
#include "support/e2e/audit_file.hpp"

using namespace smcp::test;

namespace {

std::string record(const std::string& session) {
  return R"({"time":"2026-11-29T04:10:02.007Z","version":"1","client":{"name":"codex","version":"2"},"pid":1,)"
         R"("tool":"rename","effect":"arranges","session":")" +
         session + R"(","outcome":"ok","ms":12,"to":"x"})" + "\n";
}

std::string row(const std::string& session) {
  return "2026-11-29T04:10:02.007Z  codex               rename          " + session +
         "                 ok               12  to x\n";
}

const std::string kTitles =
    "TIME                      CLIENT              TOOL            SESSION           OUTCOME          MS  "
    "TEXT\n";

void append(const std::string& path, const std::string& text) {
  const Fd file = open_file(path, O_WRONLY | O_CREAT | O_APPEND);
  REQUIRE(::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

}  // namespace

TEST_CASE("audit command: shows what a call has left, the newest last") {
  const AtShell shell;
  shell.tmux.start_job("job", "cat");
  const std::string file = shell.tmux / "audit";
  CHECK(shell.run({"--audit", file, "call", "send_keys", "name=job", "keys=\x1b[2J"}).exit.status == 0);
  CHECK(shell.run({"--audit", file, "call", "kill_session", "name=job"}).exit.status == 0);
  const CommandResult shown = shell.run({"audit", file});
  CHECK(shown.exit.status == 0);
  CHECK(shown.error.empty());
  CHECK(shown.output.starts_with(kTitles));
  CHECK(holds(shown.output, "  (shell)             send_keys       job               ok "));
  CHECK(holds(shown.output, "  \\u{1b}[2J\n"));
  CHECK(shown.output.find("kill_session") > shown.output.find("send_keys"));
  CHECK_FALSE(holds(shown.output, "\x1b"));
}

TEST_CASE("audit command: takes the file of the variable, and shows what is no record as it is") {
  const AtShell shell;
  write_file(shell.tmux / "audit", record("a") + "hello\x07\n" + record("b") + "{\"half");
  Environment environment = shell.tmux.environment();
  environment["SESSIONS_MCP_AUDIT"] = shell.tmux / "audit";
  const CommandResult shown = run_command({server_binary(), "audit"}, environment);
  CHECK(shown.exit.status == 0);
  CHECK(shown.output == kTitles + row("a") + "hello\\u{7}\n" + row("b") + "{\"half\n");
}

TEST_CASE("audit command: says what it cannot read, or what it is to read") {
  const AtShell shell;
  const CommandResult missing = shell.run({"audit", "/no/such/file"});
  CHECK(missing.exit.status == 1);
  CHECK(missing.output.empty());
  CHECK(missing.error == "sessions-mcp: /no/such/file cannot be read: no such file or directory\n");
  CHECK(shell.run({"audit"}).exit.status == 2);
}

TEST_CASE("audit command: follows the file, also before it is there and when it is replaced, until Ctrl-C") {
  const AtShell shell;
  const std::string file = shell.tmux / "audit";
  InBackground following(shell.tmux, "following", {"audit", "--follow", file});
  REQUIRE(wait_until([&] { return holds(following.error(), "cannot be read yet: no such file"); }));
  append(file, record("a"));
  std::string expected = kTitles + row("a");
  REQUIRE(following.has_printed(expected));
  const std::string b = record("b");
  append(file, b.substr(0, 30));
  append(file, b.substr(30));
  REQUIRE(following.has_printed(expected += row("b")));
  std::filesystem::rename(file, file + ".1");
  append(file + ".1", record("c"));
  REQUIRE(following.has_printed(expected += row("c")));
  append(file + ".1", record("d"));
  append(file, record("e"));
  REQUIRE(following.has_printed(expected += row("d") + row("e")));
  write_file(file, "");
  append(file, record("f").substr(0, 20) + "\n");
  REQUIRE(following.has_printed(expected += record("f").substr(0, 20) + "\n"));
  following.child().signal(SIGINT);
  CHECK(following.child().wait() == ExitStatus{128 + SIGINT, 0});
}
