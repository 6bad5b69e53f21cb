// send_keys that waits for what comes of the keys: one call in place of two.
#include <algorithm>
#include <string>

#include "support/e2e/asking_programs.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

Waited send(LiveServer& live, const std::string& arguments) {
  return waited(live.server.call("send_keys", arguments));
}

}  // namespace

TEST_CASE("send_keys: at a shell's prompt it returns what the command has printed") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    // Before the prompt is there, nothing shows that its line is not output.
    REQUIRE(wait_until([&] { return shell.format("#{cursor_x}") != "0"; }));
    const Waited one =
        send(live, object("name", kind.name, "keys", "echo one; echo two", "wait_seconds", 20));
    CHECK(one.outcome() == "finished");
    CAPTURE(one.text);
    CHECK(one.text.starts_with("one\ntwo"));
    CHECK(one.about["keys"].string() == "echo one; echo two");
    CHECK(one.about["enter"].boolean());
    CHECK(one.about["pane"].string().starts_with("%"));
    const auto keys = one.about.keys();
    CHECK(std::count(keys.begin(), keys.end(), "pane") == 1);
    // From there on, nothing is new but the prompt: fish draws it after it has taken the terminal.
    const Json after = live.server.call("capture_pane", object("name", kind.name, "since", one.cursor()));
    CHECK(text_of(after).find("two") == std::string::npos);
  }
}

TEST_CASE("send_keys: a line that matches ends it, the echo of the keys does not") {
  LiveServer live;
  ShellSession shell(live, bash());
  const Waited found = send(
      live, object("name", "bash", "keys", "sleep 0.3; echo all done; sleep 1", "wait_for", "all do+ne"));
  CHECK(found.outcome() == "matched");
  CHECK(found.about["line"].string() == "all done");
  // Typed ahead, the text shows twice before it is run.
  const Waited ahead = send(live, object("name", "bash", "keys", "echo it is over", "wait_for", "is over"));
  CHECK(ahead.outcome() == "matched");
  CHECK(ahead.about["line"].string() == "it is over");
  const Waited slow =
      send(live, object("name", "bash", "keys", "sleep 60", "wait_for", "never", "wait_seconds", 1));
  CHECK(slow.outcome() == "timeout");
  CHECK(live.error("send_keys", object("name", "bash", "keys", "x", "wait_for", "("))
            .starts_with("wait_for: "));
}

TEST_CASE("send_keys: an answer that repeats what was typed matches, however long it takes") {
  if (!is_installed("python3")) {
    WARN("python3 is not installed: skipped");
    return;
  }
  LiveServer live;
  ShellSession shell(live, bash());
  const std::string chat = live.tmux / "chat.py";
  write_file(chat,
             "import os, time, tty\n"
             "tty.setraw(0)\n"
             "line = b''\n"
             "os.write(1, b'chat\\r\\n> ')\n"
             "while True:\n"
             "  key = os.read(0, 1)\n"
             "  if key != b'\\r':\n"
             "    line += key\n"
             "    os.write(1, key)\n"
             "  else:\n"
             "    time.sleep(0.4 if line.startswith(b'slow') else 0)\n"
             "    os.write(1, b'\\r\\nyou said: ' + line + b'\\r\\n> ')\n"
             "    line = b''\n");
  shell.type_at_prompt("python3 " + chat);
  shell.press("Enter");
  REQUIRE(wait_until([&] { return shell.screen().find("\nchat") != std::string::npos; }));
  for (const auto* said : {"slow one", "quick one", "slow two", "slow two"}) {
    INFO(said);
    const Waited heard = send(live, object("name", "bash", "keys", said, "wait_for", "^you said: .*"));
    CHECK(heard.outcome() == "matched");
    CHECK(heard.about["line"].string() == std::string("you said: ") + said);
  }
}

TEST_CASE("send_keys: without waiting it answers as before") {
  LiveServer live;
  ShellSession shell(live, bash());
  const Json result = live.server.call("send_keys", object("name", "bash", "keys", "true"));
  CHECK(result["content"].size() == 1);
  CHECK_FALSE(Json::parse(text_of(result))["outcome"].exists());
}

TEST_CASE("send_keys: a dialogue, one call for each answer") {
  LiveServer live;
  ShellSession shell(live, bash());
  const std::string asks = "read -p 'Name? ' n; read -sp 'Password: ' p; echo; echo \"hello $n, ${#p}\"";
  const Waited name = send(live, object("name", "bash", "keys", asks, "wait_seconds", 20));
  CHECK(name.outcome() == "waiting");
  CHECK(name.about["last"].string() == "Name?");
  CHECK_FALSE(name.about["hidden_input"].exists());
  const Waited secret = send(live, object("name", "bash", "keys", "me", "wait_seconds", 20));
  CHECK(secret.outcome() == "waiting");
  CHECK(secret.about["last"].string() == "Password:");
  CHECK(secret.about["hidden_input"].boolean());
  const Waited end = send(live, object("name", "bash", "keys", "s3cr3t", "wait_seconds", 20));
  CHECK(end.outcome() == "finished");
  CHECK(end.text.find("hello me, 6") != std::string::npos);
  CHECK(end.about["keys"].string() == "(hidden)");
  CHECK(live.tmux.must({"show-options", "-p", "-t", "=bash:"}).find("s3cr3t") == std::string::npos);
}

TEST_CASE("send_keys: of a full-screen program it returns the screen") {
  if (!is_installed("less")) {
    WARN("less is not installed: skipped");
    return;
  }
  LiveServer live;
  ShellSession shell(live, bash());
  const Waited page = send(live, object("name", "bash", "keys", "seq 200 | less", "wait_seconds", 20));
  CHECK(page.outcome() == "waiting");
  CHECK(page.about["alternate_screen"].boolean());
  CHECK(page.text.starts_with("1\n2\n3\n"));
  const Waited bottom = send(live, object("name", "bash", "keys", "G", "enter", false, "wait_seconds", 20));
  CHECK(bottom.text.find("\n200\n") != std::string::npos);
  CHECK(bottom.text.find("\n100\n") == std::string::npos);
  const Waited left = send(live, object("name", "bash", "keys", "q", "enter", false, "wait_seconds", 20));
  CHECK(left.outcome() == "finished");
  CHECK_FALSE(left.about["alternate_screen"].exists());
}

TEST_CASE("run_command: rows that only fill a screen are one line") {
  LiveServer live;
  ShellSession shell(live, bash());
  const std::string editor =
      R"(printf '\033[?1049h\033[Htext\r\n~\r\n~\r\n~\r\n~\r\n~\r\n\r\n1 line'; read x; printf '\033[?1049l')";
  const Waited ran = waited(live.server.call("run_command", object("name", "bash", "command", editor)));
  CHECK(ran.about["waiting"].boolean());
  CHECK(ran.text.ends_with("text\n… 5 rows of ~ …\n\n1 line"));
}

TEST_CASE("send_keys: the screen of a full-screen program that has left is no longer shown") {
  LiveServer live;
  ShellSession shell(live, bash());
  // Long enough to be looked at while it is there.
  const std::string visits =
      R"(printf '\033[?1049h\033[Hmenu\r\n~\r\n'; sleep 1; printf '\033[?1049l'; echo over)";
  const Waited left = send(live, object("name", "bash", "keys", visits, "wait_seconds", 20));
  CHECK(left.outcome() == "finished");
  CHECK_FALSE(left.about["reset"].exists());
  CHECK(left.text.starts_with("over\n"));
  CHECK(left.text.find("menu") == std::string::npos);
}

TEST_CASE(
    "send_keys: a program that has just been started gets several lines once it reads, as the paste that it "
    "asks for") {
  if (!is_installed("python3")) {
    WARN("python3 is not installed: skipped");
    return;
  }
  LiveServer live;
  write_file(live.tmux / "repl.py",
             "import os, sys, time, tty\n"
             "print('loading'); time.sleep(0.5)\n"
             "tty.setraw(0); sys.stdout.write('\\x1b[?2004h>>> '); sys.stdout.flush()\n"
             "got = b''\n"
             "while not got.endswith(b'~'): got += os.read(0, 4096)\n"
             "print('\\r\\n' + repr(got.decode()) + '\\r')\n");
  live.ok("new_session", object("name", "repl", "command", "python3 " + (live.tmux / "repl.py")));
  const Waited block = send(
      live,
      R"({"name":"repl","keys":"def f():\n    return 1\n","wait_for":"'$","wait_seconds":20,"enter":false})");
  CHECK(block.outcome() == "matched");
  CHECK(block.about["pasted"].boolean());
  CHECK(block.about["line"].string() == R"('\x1b[200~def f():\n    return 1\n\x1b[201~')");
}

TEST_CASE("send_keys: a block for Python does not match by its indented lines, nor answer what it asks") {
  if (!is_installed("python3")) {
    WARN("python3 is not installed: skipped");
    return;
  }
  // From Python 3.13 on there are two editors.
  const bool basic = GENERATE(true, false);
  INFO("basic: " << basic);
  LiveServer live;
  live.ok("new_session",
          object("name", "py", "command", basic ? "PYTHON_BASIC_REPL=1 python3 -q" : "python3 -q"));
  const Waited loop = send(
      live,
      R"({"name":"py","keys":"import time\nfor i in range(2):\n    time.sleep(0.5); print('DO' + 'NE') # DONE","wait_for":"DONE","wait_seconds":20})");
  CHECK(loop.outcome() == "matched");
  CHECK(loop.about["line"].string() == "DONE");
  const Waited asked =
      send(live, R"j({"name":"py","keys":"import sys\nname = input('Name' + '? ')","wait_seconds":20})j");
  CHECK(asked.text.ends_with("Name?"));
  if (asked.outcome() == "waiting") {
    CHECK(asked.about["last"].string() == "Name?");
  } else {
    // The new one looks after its terminal every 0.1 s, and may do anything else in between.
    CHECK(asked.outcome() == "idle");
    CHECK_FALSE(basic);
  }
  const Waited answered =
      send(live, object("name", "py", "keys", "Ann", "wait_for", ">>> $", "wait_seconds", 20));
  CHECK(answered.outcome() == "matched");
  const Waited told = send(live, object("name", "py", "keys", "print('it is', name)", "wait_for", "^it is"));
  CHECK(told.about["line"].string() == "it is Ann");
}
