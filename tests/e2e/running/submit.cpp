// Enter for programs that take what comes fast for a paste, and pastes for those that ask for them.
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A program with an input box. `burst`: as Codex does, three or more characters within 8 ms of each other are a
/// paste, and an Enter within 120 ms after it is a line break in it. `chunk`: what one read gives is a paste if it is
/// more than a character (programs with Ink). Then the options: `bracketed` asks for bracketed pastes, `echo` shows
/// what is typed at once, `slow` reads only half a second after the first byte.
constexpr const char* kInputBox = R"(
import os, select, sys, time, tty
rule, options = sys.argv[1], sys.argv[2:]
tty.setraw(0)
os.write(1, (b"\x1b[?2004h" if "bracketed" in options else b"") + b"READY\r\n")
box, fast, last, window, paste, data = "", 0, 0.0, 0.0, None, b""
while True:
    select.select([0], [], [])
    if "slow" in options:
        time.sleep(0.5)
    got = os.read(0, 4096)
    now = time.monotonic()
    data += got
    one_chunk = len(got) > 1
    while data:
        if data.startswith(b"\x1b[200~"): paste, data = "", data[6:]; continue
        if data.startswith(b"\x1b[201~"):
            box += paste or ""
            paste, data, fast, window, one_chunk = None, data[6:], 0, 0.0, False
            continue
        if data[0] == 27 and len(data) < 6: break
        c, data = chr(data[0]), data[1:]
        if paste is not None: paste += c; continue
        if "echo" in options: os.write(1, c.encode())
        if c == "\r":
            if (now <= window) if rule == "burst" else one_chunk: box += "\n"
            else: os.write(1, b"SUBMIT %r\r\n" % box); box = ""
            continue
        fast = fast + 1 if now - last < 0.008 else 1
        last = now
        if fast >= 3: window = now + 0.120
        box += c
)";

struct InputBox {
  LiveServer live;

  explicit InputBox(const std::string& options) {
    write_file(live.tmux / "box.py", kInputBox);
    live.tmux.start_job("w", "exec python3 " + (live.tmux / "box.py") + " " + options);
    REQUIRE(live.tmux.shows("w", "READY"));
  }
  Json send(const std::string& arguments) {
    return live.ok("send_keys", R"({"name":"w",)" + arguments + "}");
  }
  [[nodiscard]] bool submits(const std::string& text) const {
    return live.tmux.shows("w", "SUBMIT '" + text + "'");
  }
};

/// The first of these programs that is here and new enough; "" for none.
std::string found(const std::vector<std::string>& programs, const std::string& check) {
  for (const auto& program : programs) {
    const auto result = run_command(run_as(far_user(), {"/bin/sh", "-c", program + " " + check}),
                                    Environment{{"HOME", "/root"}, {"PATH", "/usr/local/bin:/usr/bin:/bin"}});
    if (result.exit == ExitStatus{}) return program;
  }
  return {};
}

void check_submits(const std::string& options) {
  INFO(options);
  InputBox box(options);
  CHECK(box.send(R"("keys":"hello agent")")["enter"].boolean());
  CHECK(box.submits("hello agent"));
  box.send(R"("keys":"y")");
  CHECK(box.submits("y"));
  box.send(R"("keys":["to","gether","Enter"])");
  CHECK(box.submits("together"));
}

}  // namespace

TEST_CASE("send_keys: text and Enter are sent by programs that take fast keys for a paste") {
  const std::string rule = GENERATE("burst", "chunk");
  const std::string options = GENERATE("", " bracketed", " echo", " echo bracketed");
  check_submits(rule + options);
}

TEST_CASE("send_keys: a program that takes its time to read gets Enter once it has") {
  const std::string rule = GENERATE("burst", "chunk");
  check_submits(rule + " slow");
}

TEST_CASE("send_keys: several lines are one message of a program that asks for bracketed pastes") {
  const std::string rule = GENERATE("burst", "chunk");
  InputBox box(rule + " bracketed");
  CHECK(box.send(R"("keys":"one\ntwo")")["pasted"].boolean());
  CHECK(box.submits("one\\ntwo"));
  CHECK(box.send(R"("keys":"three","paste":true)")["pasted"].boolean());
  CHECK(box.submits("three"));
  CHECK_FALSE(box.send(R"("keys":"four\nfive","paste":false)")["pasted"].exists());
  CHECK(box.submits("four\\nfive"));
}

TEST_CASE("send_keys: blocks run in REPLs that indent by themselves") {
  const bool python = GENERATE(true, false);
  const std::string versions = "/root/.pyenv/versions/3.1";
  const std::string program =
      python ? found({"python3.13", "python3.14", "python3", versions + "3.0/bin/python3"},
                     "-c 'import sys; sys.exit(sys.version_info < (3, 13))'")
             : found({"ipython", "ipython3", "/root/.pyenv/shims/ipython"}, "--version");
  if (program.empty()) {
    WARN((python ? "Python 3.13" : "IPython") << " is not installed: skipped");
    return;
  }
  const auto [block, result] = GENERATE(
      std::pair<const char*, const char*>{R"(if 0:\n    print('no')\nelse:\n    print('got', 6 + 1))",
                                          "got 7"},
      std::pair<const char*, const char*>{
          R"(class A:\n    def g(self):\n        return 1\n    def h(self):\n        print('got', 7 + 1)\n\nA().h()\n)",
          "got 8"},
      std::pair<const char*, const char*>{
          R"(def f(x):\n    if x:\n        return 1\n    return 2\n\nprint('sum', f(0) + f(1)))", "sum 3"});
  LiveServer live;
  live.tmux.start_job(
      "w", "HOME=" + (live.tmux / "") + " IPYTHONDIR=" + (live.tmux / "ipython") + " exec " + program);
  REQUIRE(live.tmux.shows("w", python ? ">>> " : "In [1]: "));
  live.ok("send_keys", R"({"name":"w","keys":")" + std::string(block) + R"("})");
  CHECK(live.tmux.shows("w", std::string("\n") + result));
}

TEST_CASE("send_keys: vi with autoindent gets lines as they are") {
  if (run_command({"/bin/sh", "-c", "vim --version"}, Environment{{"PATH", "/usr/bin:/bin"}}).exit !=
      ExitStatus{}) {
    WARN("vim is not installed: skipped");
    return;
  }
  LiveServer live;
  const std::string file = live.tmux / "f.txt";
  // With the TERM of tmux 3.1 (screen), vim does not ask for bracketed pastes.
  live.tmux.start_job("w", "TERM=xterm-256color exec vim -u DEFAULTS -c 'set ai sw=4' " + file);
  REQUIRE(live.tmux.shows("w", "~"));
  live.ok("send_keys", object("name", "w", "keys", "i", "enter", false));
  REQUIRE(live.tmux.shows("w", "INSERT"));
  live.ok("send_keys", object("name", "w", "keys", "if x:\n    one\n    two", "enter", false));
  live.ok("send_keys", R"({"name":"w","keys":["Escape",":wq","Enter"]})");
  CHECK(wait_until([&] { return read_file(file) == "if x:\n    one\n    two\n"; }));
}
