// Lines in and out: how they end, how long they may be, and which descriptors they come from.
#include <fcntl.h>

#include "support/e2e/live_server.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A ping whose line is exactly `size` bytes long.
std::string ping_of(std::size_t size) {
  const std::string shortest = request("1", "ping", object("x", ""));
  return request("1", "ping", object("x", std::string(size - shortest.size(), 'x')));
}

}  // namespace

TEST_CASE("framing: blank lines, carriage returns and a line that comes byte by byte") {
  LiveServer live;
  live.server.send_bytes("\n\r\n  \n" + request("1", "ping") + "\r\n");
  CHECK(live.server.receive()["id"].integer() == 1);
  for (const char byte : request("2", "ping") + "\n") live.server.send_bytes({&byte, 1});
  CHECK(live.server.receive()["id"].integer() == 2);
  live.server.send_bytes(request("3", "ping") + "\n" + request("4", "ping") + "\n");
  CHECK(live.server.receive()["id"].integer() == 3);
  CHECK(live.server.receive()["id"].integer() == 4);
}

TEST_CASE("framing: a last line without a newline is a line") {
  LiveServer live;
  live.server.send_bytes(request("1", "ping"));
  live.server.end_input();
  CHECK(live.server.receive()["id"].integer() == 1);
}

TEST_CASE("framing: 16 MiB are taken, one byte more is refused") {
  LiveServer live;
  live.server.send(ping_of(16 * kMebibyte));
  CHECK(live.server.receive(kPatience * 2)["result"].exists());
  live.server.send(ping_of(16 * kMebibyte + 1));
  const Json refused = live.server.receive(kPatience * 2);
  CHECK(refused["error"]["code"].integer() == -32600);
  CHECK_FALSE(refused["id"].exists());
  CHECK(live.server.ask("2", request("2", "ping"))["result"].exists());
}

TEST_CASE("framing: a line of 64 MiB is discarded as it comes, in bounded memory, and answered once") {
  LiveServer live;
  const std::string chunk(kMebibyte, 'x');
  for (int i = 0; i < 64; ++i) live.server.send_bytes(chunk);
  live.server.send_bytes("\n" + request("1", "ping") + "\n");
  CHECK(live.server.receive(kPatience * 2)["error"]["code"].integer() == -32600);
  CHECK(live.server.receive()["id"].integer() == 1);
#if !defined(SESSIONS_MCP_SANITIZED)
  CHECK(peak_resident_bytes(live.server.pid()) < 48 * kMebibyte);
#endif
}

TEST_CASE("framing: nothing but one message a line on stdout, and nothing on stderr") {
  LiveServer live;
  live.tmux.start_job("job", "printf 'a\\nb\\n'");
  REQUIRE(live.tmux.shows("job", "b"));
  live.server.send(stateless_call_request("1", "capture_pane", object("name", "job")));
  live.server.send("nonsense");
  CHECK(live.server.finish() == ExitStatus{});
  REQUIRE(live.server.unread().size() == 2);
  for (const std::string& line : live.server.unread()) CHECK(Json::parse(line)["jsonrpc"].string() == "2.0");
  CHECK(live.server.log().empty());
}

TEST_CASE("framing: standard streams may be sockets") {
  const PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {}, Channel::socket, Channel::socket});
  CHECK(server.ask("1", request("1", "ping"))["result"].exists());
  CHECK(server.call("list_sessions")["structuredContent"]["count"].integer() == 0);
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("framing: standard input may be a terminal, and the person there is told what is awaited") {
  const PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {}, Channel::terminal, Channel::pipe});
  REQUIRE(wait_until([&] { return server.log().ends_with('\n'); }));
  const std::string log = server.log();
  INFO(log);
  CHECK(log.find('\n') == log.size() - 1);  // one line
  CHECK(log.find("sessions-mcp: ") == 0);
  CHECK(server.ask("1", request("1", "ping"))["result"].exists());
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("framing: standard input and output may be files, or /dev/null") {
  const PrivateTmux tmux;
  std::string lines;
  for (int i = 0; i < 500; ++i)
    lines += stateless_call_request(std::to_string(i), "has_session", object("name", "x")) + "\n";
  const CommandResult result = run_command({server_binary()}, tmux.environment(), lines, kPatience * 3);
  INFO(result.error);
  CHECK(result.exit == ExitStatus{});
  CHECK(std::count(result.output.begin(), result.output.end(), '\n') == 500);
  Child child({{server_binary()}, tmux.environment()});
  CHECK(child.wait() == ExitStatus{});
}
