// send_keys that waits for programs that take single keys, and think for a while before they answer.
#include <fstream>
#include <string>

#include "support/e2e/asking_programs.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

/// Longer than any quiet that ends such a wait, which is 5 s.
constexpr const char* kThinks = "6";

/// Takes single keys in raw mode and answers each line after a while; a thread that watches something else hides that
/// it waits for the terminal.
constexpr const char* kChat = R"py(
import os, sys, termios, threading, time, tty
full, thinks = sys.argv[1] == "full", float(sys.argv[2])
before = termios.tcgetattr(0)
tty.setraw(0)
def put(text): os.write(1, text.encode())
def draw(text, note):
    if full: put("\x1b[H\x1b[2Jchat\r\n\r\n" + note + "\r\n\r\n> " + text)
try:
    put("\x1b[?1049h" if full else "chat ready\r\n> ")
    draw("", "ready")
    text = ""
    while True:
        key = os.read(0, 1).decode()
        if key == "\x04": break
        if key == "\x1b": continue
        if key != "\r":
            text += key
            if full: draw(text, "ready")
            else: put(key)
            continue
        if full: draw("", "ready")
        else: put("\r\n")
        time.sleep(thinks)
        if full: draw("", "you said " + text + "!")
        else: put("you said " + text + "!\r\n> ")
        text = ""
finally:
    if full: put("\x1b[?1049l")
    termios.tcsetattr(0, termios.TCSANOW, before)
)py";

bool has_python() {
  const bool here = is_installed("python3");
  if (!here) WARN("python3 is not installed: skipped");
  return here;
}

struct Chat {
  LiveServer live;
  ShellSession shell{live, bash()};

  explicit Chat(const std::string& kind) {
    const std::string file = live.tmux / "chat.py";
    std::ofstream(file) << kChat;
    shell.type("python3 " + file + " " + kind + " " + kThinks + "\n");
    REQUIRE(wait_until([&] { return shell.shows("ready"); }));
  }
  Waited send(const std::string& arguments) { return waited(live.server.call("send_keys", arguments)); }
};

}  // namespace

TEST_CASE("send_keys: a program that is silent for long before it answers is waited for") {
  if (!has_python()) return;
  Chat chat("lines");
  const Waited answer = chat.send(object("name", "bash", "keys", "hello there", "wait_seconds", 30));
  CHECK(answer.text.find("you said hello there!") != std::string::npos);
  CHECK(answer.outcome() != "timeout");
}

TEST_CASE("send_keys: so is one that draws a screen of its own") {
  if (!has_python()) return;
  Chat chat("full");
  const Waited answer = chat.send(object("name", "bash", "keys", "hello there", "wait_seconds", 30));
  CHECK(answer.text.find("you said hello there!") != std::string::npos);
  CHECK(answer.outcome() != "timeout");
}

TEST_CASE("send_keys: a key that changes nothing does not take all the time") {
  if (!has_python()) return;
  Chat chat("lines");
  const Waited nothing =
      chat.send(object("name", "bash", "keys", "Escape", "enter", false, "wait_seconds", 60));
  CHECK(nothing.outcome() != "timeout");
  CHECK(nothing.about["lines"].integer() == 0);
}

TEST_CASE("send_keys: a command that works in silence is waited for") {
  LiveServer live;
  ShellSession shell(live, bash());
  const Waited done = waited(live.server.call(
      "send_keys", object("name", "bash", "keys", std::string("sleep ") + kThinks, "wait_seconds", 60)));
  CHECK(done.outcome() == "finished");
}
