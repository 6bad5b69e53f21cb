// A tmux that is missing or misbehaves: each call ends in a clear error or a right answer, in bounded memory.
#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// The text of the error that `tool` must end in with a tmux that does `script` for everything.
std::string error_with(std::string_view script, std::string_view tool, const std::string& arguments) {
  const PrivateTmux tmux;
  const FakeTmux fake("*", script);
  ServerProcess server({fake.environment(tmux.environment()), {"--timeout", "3"}});
  const Json result = server.call(tool, arguments, kPatience * 3);
  INFO(tool << ": " << text_of(result).substr(0, 1000));
  CHECK(is_error(result));
  CHECK(text_of(result).size() > 10);
  CHECK(text_of(result).size() < 20000);
#if !defined(SESSIONS_MCP_SANITIZED)
  CHECK(peak_resident_bytes(server.pid()) < 64 * kMebibyte);
#endif
  CHECK(server.ask("\"p\"", request("\"p\"", "ping"))["result"].exists());
  CHECK(server.finish() == ExitStatus{});
  CHECK(children_of(server.pid()).empty());
  return text_of(result);
}

void check_every_tool_fails(std::string_view script) {
  const std::string name = object("name", "job");
  (void)error_with(script, "list_sessions", "{}");
  (void)error_with(script, "has_session", name);
  (void)error_with(script, "list_windows", name);
  (void)error_with(script, "capture_pane", name);
  (void)error_with(script, "new_session", name);
  (void)error_with(script, "send_keys", object("name", "job", "keys", "x"));
  (void)error_with(script, "kill_session", name);
}

struct SpoiledCapture {
  explicit SpoiledCapture(std::string_view script) : fake("capture-pane", script) {
    tmux.start_job("job", "seq 100");
    REQUIRE(tmux.shows("job", "100"));
  }
  Json call(int lines) {
    ServerProcess server({fake.environment(tmux.environment()), {"--timeout", "60"}});
    Json result = server.call("capture_pane", object("name", "job", "lines", lines), kPatience * 6);
    peak = peak_resident_bytes(server.pid());
    CHECK(server.finish() == ExitStatus{});
    return result;
  }
  PrivateTmux tmux;
  FakeTmux fake;
  std::size_t peak = 0;
};

}  // namespace

TEST_CASE("bad tmux: none on PATH is said with what to do, and the tools are listed all the same") {
  LiveServer live({}, {{"PATH", "/nonexistent"}});
  const std::string name = object("name", "job");
  const std::string missing = "tmux is not installed. Install with: sudo apt install tmux";
  CHECK(live.error("list_sessions") == missing);
  CHECK(live.error("has_session", name) == missing);
  CHECK(live.error("list_windows", name) == missing);
  CHECK(live.error("capture_pane", name) == missing);
  CHECK(live.error("new_session", name) == missing);
  CHECK(live.error("send_keys", object("name", "job", "keys", "x")) == missing);
  CHECK(live.error("kill_session", name) == missing);
  CHECK(live.server.ask("1", stateless_request("1", "tools/list"))["result"]["tools"].size() == kToolCount);
}

TEST_CASE("bad tmux: one that prints garbage is a clear error for every tool") {
  check_every_tool_fails("printf 'gar\\000bage \\377 | \\t %s\\n' \"$*\"; exit 0");
}

TEST_CASE("bad tmux: one that is too old is told to be so, by the tools and by doctor") {
  const std::string error =
      error_with("echo 'usage: new-session [-Ad]' >&2; exit 1", "new_session", object("name", "x"));
  CHECK(error.find("needs 3.1 or later") != std::string::npos);
  const PrivateTmux tmux;
  const FakeTmux fake("-V", "echo 'tmux 2.7'");
  const CommandResult doctor =
      run_command({server_binary(), "doctor"}, fake.environment(tmux.environment()), {}, kPatience * 2);
  INFO(doctor.output);
  CHECK(doctor.output.find("(tmux 2.7) is older than all that this program is tested with") !=
        std::string::npos);
}

TEST_CASE("bad tmux: one that fails without a word is a clear error for every tool") {
  check_every_tool_fails("exit 3");
}

TEST_CASE("bad tmux: one that dies half-way through a row is a clear error") {
  check_every_tool_fails("printf '$0'; kill -9 $$");
}

TEST_CASE("bad tmux: one that floods stderr is a clear error of bounded length") {
  (void)error_with("head -c 300000000 /dev/zero | tr '\\0' e >&2; exit 1", "list_sessions", "{}");
}

TEST_CASE("bad tmux: one that stalls is an error at the deadline, and is ended") {
  const std::string error = error_with("exec sleep 100000", "list_sessions", "{}");
  CHECK(error.find('3') != std::string::npos);
}

TEST_CASE("bad tmux: one that stalls and refuses SIGTERM is an error at the deadline, and is ended") {
  (void)error_with("trap '' TERM; exec sleep 100000", "list_sessions", "{}");
}

TEST_CASE("bad tmux: one that never stops printing rows is an error, in bounded memory") {
  (void)error_with("exec yes 'no row of ours'", "list_sessions", "{}");
}

TEST_CASE("bad tmux: a capture of 1 GB gives its last lines, in bounded memory") {
  SpoiledCapture spoiled(
      "\"$REAL_TMUX\" \"$@\"; yes '2026-07-28 12:00:00 INFO request served in 12 ms' | head -c 1073741824; "
      "echo; echo the end");
  const Json result = spoiled.call(3);
  CHECK_FALSE(is_error(result));
  CHECK(text_of(result).ends_with("\nthe end"));
  CHECK(text_of(result).starts_with("2026-07-28 12:00:00 INFO request served in 12 ms\n"));
#if !defined(SESSIONS_MCP_SANITIZED)
  CHECK(spoiled.peak < 16 * kMebibyte);
#endif
}

TEST_CASE("bad tmux: a capture of one line of 1 GB is bounded, too") {
  SpoiledCapture spoiled(
      "\"$REAL_TMUX\" \"$@\"; head -c 1073741824 /dev/zero | tr '\\0' x; echo; echo the end");
  const Json result = spoiled.call(100);
  CHECK_FALSE(is_error(result));
  CHECK(text_of(result).ends_with("the end"));
#if !defined(SESSIONS_MCP_SANITIZED)
  CHECK(spoiled.peak < 64 * kMebibyte);
#endif
}

TEST_CASE("bad tmux: a capture that dies half-way is an error, not half a text") {
  SpoiledCapture spoiled("\"$REAL_TMUX\" \"$@\" | head -n 10; kill -9 $$");
  CHECK(is_error(spoiled.call(100)));
}

TEST_CASE("bad tmux: an error of tmux's own comes through") {
  SpoiledCapture spoiled("echo 'lost server: out of luck' >&2; exit 1");
  const Json result = spoiled.call(100);
  CHECK(is_error(result));
  CHECK(text_of(result).find("out of luck") != std::string::npos);
}
