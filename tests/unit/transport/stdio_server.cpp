// Lines over real descriptors: framing, kinds of descriptors, and every way in which it ends.
#include <cstdio>
#include <netinet/in.h>

#include "io/uv_clock.hpp"
#include "unit/transport/stdio_fixture.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;
using smcp::transport::kMaxLine;
using smcp::transport::StdioServer;
using smcp::transport::ToolResult;

namespace {

std::string pong(std::string_view id) {
  return R"({"jsonrpc":"2.0","id":)" + std::string(id) + ",\"result\":{}}\n";
}

/// An unnamed temporary file.
int temporary_file(std::string_view content = {}) {
  const int fd = ::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  REQUIRE(fd >= 0);
  REQUIRE(::write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  REQUIRE(::lseek(fd, 0, SEEK_SET) == 0);
  return fd;
}

/// Serves until the server is done; the exit status.
int serve(int input_fd, int output_fd) {
  smcp::uv::Loop loop;
  FakeTools tools;
  StdioServer server(loop, {"n", "t", "1", ""}, tools.host(), {input_fd, output_fd});
  std::optional<int> done;
  server.on_done([&](int status) { done = status; });
  REQUIRE(server.start().ok());
  loop.run();
  REQUIRE(done.has_value());
  return *done;
}

}  // namespace

TEST_CASE("requests are answered over pipes and sockets, and the end of input is the end") {
  for (const auto wire : {Wire::pipe, Wire::socket}) {
    StdioFixture client(wire);
    client.write(request("1", "ping") + "\r\n\r\n  \n" + request("2", "ping") + "\n");
    client.run_until([&] { return lines_in(client.received) == 2; });
    CHECK_FALSE(client.done.has_value());
    client.write(request("3", "ping"));  // without a newline
    client.end_input();
    client.run_until_done();
    CHECK(client.received == pong("1") + pong("2") + pong("3"));
    CHECK(client.done == 0);
  }
}

TEST_CASE("lines may come byte by byte") {
  StdioFixture client;
  for (const char byte : request("1", "ping") + "\n") {
    client.write({&byte, 1});
    client.run_until([&] { return client.unsent() == 0; });
  }
  client.run_until([&] { return lines_in(client.received) == 1; });
  CHECK(client.received == pong("1"));
}

TEST_CASE("files and /dev/null serve as input and output") {
  std::string lines;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    lines += request(std::to_string(i), "ping") + "\n";
    expected += pong(std::to_string(i));
  }
  const int output = temporary_file();
  const int kept = ::dup(output);
  CHECK(serve(temporary_file(lines), output) == 0);
  std::string written(expected.size() + 1, '\0');
  const auto size = ::pread(kept, written.data(), written.size(), 0);
  ::close(kept);
  CHECK(size == static_cast<ssize_t>(expected.size()));
  CHECK(written.substr(0, expected.size()) == expected);

  CHECK(serve(::open("/dev/null", O_RDONLY | O_CLOEXEC), temporary_file()) == 0);
  CHECK(serve(temporary_file(lines), ::open("/dev/null", O_WRONLY | O_CLOEXEC)) == 0);
  CHECK(serve(temporary_file(lines), ::open("/dev/full", O_WRONLY | O_CLOEXEC)) == 1);
}

TEST_CASE("descriptors that cannot serve are refused with a sentence") {
  smcp::uv::Loop loop;
  FakeTools tools;
  const auto refused = [&](int input, int output) {
    StdioServer server(loop, {"n", "t", "1", ""}, tools.host(), {input, output});
    const auto status = server.start();
    return !status.ok() && status.error().code == smcp::Errc::io && !status.error().message.empty();
  };
  constexpr int closed = 10'000;
  CHECK(refused(closed, temporary_file()));
  CHECK(refused(temporary_file(), closed));
  const int directory = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CHECK(refused(directory, temporary_file()));
  ::close(directory);
  const int write_only = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  CHECK(refused(write_only, temporary_file()));
  ::close(write_only);
  loop.run();
}

TEST_CASE("end of input: what is in flight is finished and written first") {
  StdioFixture client;
  for (std::size_t i = 0; i < 20; ++i) client.write(stateless_call(i));
  client.end_input();
  client.run_until_stuck();
  REQUIRE(client.tools.calls.size() == 20);
  CHECK_FALSE(client.done.has_value());
  for (auto& pending : client.tools.calls) pending.reply->answer(ToolResult::object("{}"));
  client.run_until_done();
  CHECK(lines_in(client.received) == 20);
  CHECK(client.done == 0);
}

TEST_CASE("a line over the bound is passed over and answered once") {
  StdioFixture client;
  const std::string large(kMaxLine + 1, 'x');
  client.write(large + large + large + large + "\n" + request("1", "ping") + "\n");
  client.end_input();
  client.run_until_done();
  CHECK(client.received.starts_with(error("", -32600)));
  CHECK(client.received.ends_with("}\n" + pong("1")));
  CHECK(lines_in(client.received) == 2);
}

TEST_CASE("a line at the bound is read") {
  StdioFixture client;
  auto line = request("1", "ping", R"({"x":""})");
  line.insert(line.size() - 3, std::string(kMaxLine - line.size(), 'x'));
  REQUIRE(line.size() == kMaxLine);
  client.write(line + "\n");
  client.run_until([&] { return lines_in(client.received) == 1; });
  CHECK(client.received == pong("1"));
}

TEST_CASE("a client that goes away ends the server quietly, and cancels its calls") {
  for (const auto wire : {Wire::pipe, Wire::socket}) {
    StdioFixture client(wire);
    client.write(stateless_call(1));
    client.run_until([&] { return client.tools.calls.size() == 1; });
    client.hang_up_reading();
    client.write(request("2", "ping") + "\n");
    client.run_until_done();
    CHECK(client.done == 0);
    CHECK(client.tools.calls.front().cancelled);
  }
}

TEST_CASE("a client may close its writing half and go on reading") {
  StdioFixture client(Wire::socket);
  client.write(stateless_call(1));
  client.run_until([&] { return client.tools.calls.size() == 1; });
  client.end_input();
  client.run_until_stuck();
  client.tools.calls.front().reply->answer(ToolResult::text({std::string_view("late"), nullptr}, "{}"));
  client.run_until_done();
  CHECK(client.received.find("late") != std::string::npos);
}

TEST_CASE("shut_down cancels what is in flight, flushes what is ready, and is done") {
  StdioFixture client;
  client.write(request("1", "ping") + "\n" + stateless_call(2));
  client.run_until([&] { return client.tools.calls.size() == 1; });
  client.server->shut_down();
  client.server->shut_down();  // SIGINT, and SIGTERM right after
  client.run_until_done();
  CHECK(client.received == pong("1"));
  CHECK(client.tools.calls.front().cancelled);
  CHECK(client.done == 0);
}

TEST_CASE("shut_down does not wait long for a client that does not read") {
  StdioFixture client;
  client.reads = false;
  client.write(stateless_call(1));
  client.run_until([&] { return client.tools.calls.size() == 1; });
  const std::string text(1024 * 1024, 'x');
  client.tools.calls.front().reply->answer(ToolResult::text({text, nullptr}, "{}"));
  const auto begun = smcp::uv::Clock::now();
  client.server->shut_down();
  client.run_until_done();
  CHECK(smcp::uv::Clock::now() - begun < StdioServer::kGiveUp);
  CHECK(client.done == 0);
}

TEST_CASE("after the end of input, a client that takes nothing is given up") {
  StdioFixture client(Wire::pipe, 100ms);
  client.reads = false;
  client.write(stateless_call(1) + stateless_call(2));
  client.end_input();
  client.run_until([&] { return client.tools.calls.size() == 2; });
  const std::string text(1024 * 1024, 'x');
  client.tools.calls.front().reply->answer(ToolResult::text({text, nullptr}, "{}"));
  client.run_until_done();
  CHECK(client.done == 1);
  CHECK(client.tools.calls.back().cancelled);
}

TEST_CASE("after the end of input, calls that take long are waited for, however long") {
  StdioFixture client(Wire::pipe, 5ms);
  client.write(stateless_call(1));
  client.end_input();
  client.run_until_stuck();  // many times as long
  CHECK_FALSE(client.done.has_value());
  client.tools.calls.front().reply->answer(ToolResult::object("{}"));
  client.run_until_done();
  CHECK(client.done == 0);
  CHECK(lines_in(client.received) == 1);
}

TEST_CASE("a server may be destroyed at any time, and by its own on_done") {
  {
    StdioFixture client;
    client.write(stateless_call(1));
    client.run_until([&] { return client.tools.calls.size() == 1; });
    client.server.reset();
    CHECK(client.tools.calls.front().cancelled);
    client.tools.calls.front().reply.reset();
  }
  StdioFixture client;
  client.server->on_done([&](int status) {
    client.server.reset();
    client.done = status;
  });
  client.end_input();
  client.run_until_done();
}
