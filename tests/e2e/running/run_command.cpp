// run_command: exactly what a command prints, and its exit code, in each shell.
#include <algorithm>
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

struct Case {
  std::string command;
  std::string output;
  std::int64_t exit_code = 0;
  std::int64_t lines = -1;  ///< as counted in `output` if not given
};

void check(ShellSession& shell, const Case& wanted) {
  INFO(shell.name() << ": " << wanted.command);
  const JobAnswer got = shell.run(wanted.command);
  INFO(shell.screen());
  CHECK(got.text == wanted.output);
  CHECK(got.exit_code() == wanted.exit_code);
  const auto newlines = std::count(wanted.output.begin(), wanted.output.end(), '\n');
  const auto lines = wanted.lines >= 0 ? wanted.lines : wanted.output.empty() ? 0 : newlines + 1;
  CHECK(got.about["lines"].integer() == lines);
  CHECK_FALSE(got.has("lost"));
  CHECK_FALSE(got.has("skipped"));
}

}  // namespace

TEST_CASE("run_command: output and exit code, in each shell") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    check(shell, {"echo hi", "hi"});
    check(shell, {"true", ""});
    check(shell, {"false", "", 1});
    check(shell, {"echo", "", 0, 1});
    check(shell, {"printf 'a\\n\\n\\n'", "a\n\n"});
    check(shell, {"printf half", "half"});
    check(shell, {"printf 'a\\033Pz'", "a"});  // in the middle of a device control string
    check(shell, {"printf 'a\\033Pz\\033'", "a"});
    check(shell, {"printf 'a\\n\\nhalf'", "a\n\nhalf"});
    check(shell, {"sh -c 'exit 7'", "", 7});
    check(shell, {"echo one; echo two && echo three | cat", "one\ntwo\nthree"});
    check(shell, {"echo one\necho two\n\n", "one\ntwo"});
    check(shell, {"  echo spaces  ", "spaces"});
    check(shell, {"echo 'né 日本 🎉'", "né 日本 🎉"});
    check(shell, {"echo 'a\"b' \"c'd\" '$HOME' '#{pid}' '%s' '!x' ';'", "a\"b c'd $HOME #{pid} %s !x ;"});
    check(shell, {"printf '%s\\n' 'a\\b'", "a\\b"});
    check(shell, {"sh -c 'echo out; echo err >&2'", "out\nerr"});
    check(shell, {"seq 150", [] {
                    std::string all = "1";
                    for (int i = 2; i <= 150; ++i) all += "\n" + std::to_string(i);
                    return all;
                  }()});
    check(shell, {"printf '%0200d\\n' 7", std::string(199, '0') + "7"});
    check(shell, {"printf '%080d' 7", std::string(79, '0') + "7"});
    check(shell, {"printf '\\033[31mred\\033[m\\n'", "red"});
    check(shell, {"printf '10%%\\r20%%\\r100%%\\n'", "100%"});
  }
}

TEST_CASE("run_command: it is the session's own shell") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    const bool fish = kind.name == "fish";
    check(shell, {"cd /usr/bin", ""});
    check(shell, {"pwd", "/usr/bin"});
    check(shell, {fish ? "set -x COLOUR red" : "export COLOUR=red", ""});
    check(shell, {"sh -c 'echo $COLOUR'", "red"});
    check(shell, {fish ? "function f\necho in f\nreturn 4\nend" : "f() {\necho in f\nreturn 4\n}", ""});
    check(shell, {"f", "in f", 4});
    check(shell, {"alias g='echo aliased'", ""});
    check(shell, {"g", "aliased"});
    // Nothing of ours is left in it.
    shell.type(fish ? "clear; count (set --names; functions) | string match '*__smcp*'; echo sear''ched\n"
                    : "clear; { set; trap; } | grep '__smcp_[a-z]'; echo sear''ched\n");
    REQUIRE(wait_until([&] { return shell.screen().find("searched") != std::string::npos; }));
    INFO(shell.screen());
    CHECK(shell.screen().find("__smcp_", shell.screen().find('\n')) == std::string::npos);
    CHECK(live.tmux.must({"display-message", "-p", "-t", "=" + kind.name + ":", "#{mouse_utf8_flag}"}) ==
          "0");
  }
}

TEST_CASE("run_command: heredocs, loops, errors of syntax, and what only POSIX shells have") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "fish") continue;
    ShellSession shell(live, kind);
    check(shell, {"cat <<'END'\n$HOME `x` 'q' \"d\" \\\nEND", "$HOME `x` 'q' \"d\" \\"});
    check(shell, {"for i in 1 2 3; do echo $i; done; (exit 3)", "1\n2\n3", 3});
    check(shell, {"set -u", ""});
    check(shell, {"echo still here", "still here"});
    check(shell, {"set +u; IFS=0123456789", ""});
    check(shell, {"echo still; unset IFS", "still"});
    const JobAnswer wrong = shell.run("echo (");
    CHECK(wrong.exit_code() > 0);
    CHECK_FALSE(wrong.text.empty());
    CHECK(shell.run("nosuchcommand").exit_code() == 127);
    CHECK(shell.run("sh -c 'kill -9 $$'").exit_code() == 137);
    CHECK(shell.run(". /nonexistent/file").exit_code() > 0);
    CHECK(shell.run("echo $((1 +").exit_code() > 0);
    check(shell, {"echo fine", "fine"});
  }
}

TEST_CASE("run_command: long output is counted whole, and told to be incomplete when it is") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind, 50'000);
    const JobAnswer all = shell.run("seq 45000", R"(,"lines":2)");
    CHECK(all.text == "44999\n45000");
    CHECK(all.about["lines"].integer() == 2);
    CHECK(all.about["skipped"].integer() == 44998);
    CHECK_FALSE(all.has("lost"));
    // The history is full now: the beginning is found where it has moved to.
    const JobAnswer again = shell.run("seq 40000", R"(,"lines":1)");
    CHECK(again.text == "40000");
    CHECK(again.about["skipped"].integer() == 39999);
    CHECK_FALSE(again.has("lost"));
    const JobAnswer more = shell.run("seq 60000", R"(,"lines":1)");
    CHECK(more.text == "60000");
    CHECK(more.about["lost"].string() == "unknown");
    CHECK(more.exit_code() == 0);
  }
}

TEST_CASE("run_command: what looks like a mark of ours is output like any") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    const std::string line = " eval \"$(command tmux -u show -pqvt %0 @smcp-aaaaaa)\"";
    check(shell, {"echo '" + line + "'; echo '__smcp_end 0'", line + "\n__smcp_end 0"});
    // The typed line itself, read from the screen.
    const JobAnswer seen = shell.run(
        "tmux capture-pane -p -J -t \"$TMUX_PANE\" | grep -v '^$' | tail -n 3 | tr -d '\\n '; echo; echo "
        "end");
    CHECK(seen.text.find("@smcp-" + seen.job().substr(seen.job().find('-') + 1)) != std::string::npos);
    CHECK(seen.text.ends_with("\nend"));
    CHECK(seen.about["lines"].integer() == 2);
  }
}

TEST_CASE("run_command: binary output harms nothing") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    // Every byte but those that switch the terminal over (ESC, SO, SI and the 8-bit controls).
    std::string bytes;
    for (int c = 0; c < 256; ++c) {
      const bool switches = c == 0x0e || c == 0x0f || c == 0x1b || (c >= 0x80 && c < 0xa0);
      if (!switches) bytes.push_back(static_cast<char>(c));
    }
    write_file(live.tmux / "bytes", bytes);
    const JobAnswer got = shell.run("cat " + (live.tmux / "bytes"));
    CHECK(got.exit_code() == 0);
    CHECK(got.text.find("ABCDEF") != std::string::npos);
    check(shell, {"echo after", "after"});
  }
}

TEST_CASE("run_command: a narrow window wraps the typed line, and a wide one does not") {
  LiveServer live;
  for (const int width : {12, 20, 41, 200}) {
    for (const TestShell& kind : shells_here()) {
      INFO(width);
      TestShell named = kind;
      named.name += "-" + std::to_string(width);
      ShellSession shell(live, named, 2000, width);
      const JobAnswer got = shell.run("echo one; echo two");
      INFO(shell.screen());
      CHECK(got.text == "one\ntwo");
      CHECK(shell.run("echo three").text == "three");
    }
  }
}
