// A client that does not read, or sends more than is served: memory stays bounded, and nothing is lost or
// mixed up.
#include <random>

#include "unit/transport/stdio_fixture.hpp"

using namespace smcp::test;
using smcp::transport::CallTable;
using smcp::transport::kHighBacklog;
using smcp::transport::kMaxBacklog;
using smcp::transport::Output;
using smcp::transport::StdioServer;
using smcp::transport::ToolResult;

TEST_CASE("a client that does not read is not read from, and all replies come once it does") {
  constexpr std::size_t kRequests = 200'000;
  for (const auto wire : {Wire::pipe, Wire::socket}) {
    StdioFixture client(wire);
    std::string expected;
    for (std::size_t i = 0; i < kRequests; ++i) {
      client.write(request(std::to_string(i), "ping") + "\n");
      expected += R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + ",\"result\":{}}\n";
    }
    client.end_input();
    client.reads = false;
    client.run_until_stuck();
    CHECK(client.backlog == std::vector<bool>{true});
    CHECK(client.unsent() > 1'000'000);
    client.reads = true;
    client.run_until_done();
    CHECK((client.received == expected));
    CHECK(client.backlog.size() % 2 == 0);
    CHECK(client.backlog.back() == false);
    CHECK(client.done == 0);
  }
}

TEST_CASE("large and small replies come whole and in order, however slowly they are read") {
  StdioFixture client;
  std::mt19937 random(7);  // NOLINT: the same replies in every run
  for (std::size_t i = 0; i < 300; ++i) client.write(stateless_call(i));
  client.run_until([&] { return client.tools.calls.size() == 300; });
  client.reads = false;
  const std::string text(300'000, 'x');
  for (auto& pending : client.tools.calls) {
    const auto size = random() % 8 == 0 ? random() % text.size() : random() % 200;
    pending.reply->answer(ToolResult::text({std::string_view(text).substr(0, size), nullptr}, "{}"));
    client.loop.run_once();
  }
  CHECK(client.backlog == std::vector<bool>{true});
  client.reads = true;
  client.run_until([&] { return lines_in(client.received) == 300; });
  std::size_t at = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const auto end = client.received.find('\n', at);
    const auto line = std::string_view(client.received).substr(at, end - at);
    CHECK(line.starts_with(R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + ",\"result\":{\"content\""));
    CHECK(line.ends_with(kStatelessEnd));
    at = end + 1;
  }
  CHECK(client.backlog == std::vector<bool>{true, false});
}

TEST_CASE("enough calls in flight: reading stops, and goes on when they are answered") {
  StdioFixture client;
  constexpr std::size_t kCalls = 20 * CallTable::kMaxCalls;
  for (std::size_t i = 0; i < kCalls; ++i) client.write(stateless_call(i));
  client.run_until_stuck();
  const auto started = client.tools.calls.size();
  CHECK(started >= CallTable::kMaxCalls);
  // One read brings what it brings: no call is shorter than a hundred bytes or so.
  CHECK(started < CallTable::kMaxCalls + smcp::uv::Loop::kReadBuffer / 100);
  CHECK(client.unsent() > 0);
  std::size_t answered = 0;
  client.run_until([&] {
    while (!client.tools.calls.empty()) {
      client.tools.calls.front().reply->answer(ToolResult::object("{}"));
      client.tools.calls.pop_front();
      ++answered;
    }
    return lines_in(client.received) == kCalls;
  });
  CHECK(answered == kCalls);
}

TEST_CASE("progress is not kept for a client that does not read") {
  StdioFixture client;
  client.write(stateless("1", "tools/call", R"("name":"a")") + "\n" +
               request("2", "tools/call",
                       R"({"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                       R"("io.modelcontextprotocol/clientCapabilities":{},"progressToken":1}})") +
               "\n");
  client.run_until([&] { return client.tools.calls.size() == 2; });
  client.reads = false;
  const std::string text(kHighBacklog + Output::kGather + 1024 * 1024, 'x');
  client.tools.calls[0].reply->answer(ToolResult::text({text, nullptr}, "{}"));
  CHECK(client.backlog == std::vector<bool>{true});
  client.tools.calls[1].reply->progress("unheard");
  client.reads = true;
  client.run_until([&] { return client.backlog.size() == 2; });
  client.tools.calls[1].reply->progress("heard");
  client.run_until([&] { return lines_in(client.received) == 2; });
  CHECK(client.received.find("unheard") == std::string::npos);
  CHECK(client.received.find(R"("progress":2,"message":"heard")") != std::string::npos);
}

TEST_CASE("however much ends while the client does not read, what waits for it is bounded") {
  StdioFixture client;
  constexpr std::size_t kCalls = 400;
  for (std::size_t i = 0; i < kCalls; ++i) client.write(stateless_call(i));
  client.run_until([&] { return client.tools.calls.size() == kCalls; });
  client.reads = false;
  const std::string text(1024 * 1024, 'x');
  for (std::size_t i = 0; i < kCalls; ++i) {
    auto& reply = *client.tools.calls[i].reply;
    const std::string about = R"({"call":)" + std::to_string(i) + "}";
    if (i + 1 == kCalls)
      reply.answer(ToolResult::object(R"({"done":true})"));
    else if (i + 2 == kCalls)
      reply.answer(ToolResult::object("{\"all\":\"" + text + "\"}"));
    else
      reply.answer(ToolResult::text({text, nullptr}, about));
  }
  client.reads = true;
  client.run_until([&] { return lines_in(client.received) == kCalls; });
  CHECK(client.received.size() > kMaxBacklog / 2);
  CHECK(client.received.size() < kMaxBacklog + kCalls * 2048);
  std::size_t at = 0;
  for (std::size_t i = 0; i < kCalls; ++i) {
    const auto end = client.received.find('\n', at);
    const auto line = std::string_view(client.received).substr(at, end - at);
    const auto holds = [line](std::string_view part) { return line.find(part) != std::string_view::npos; };
    CHECK(line.starts_with(R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + ",\"result\":{"));
    if (i + 2 < kCalls) CHECK(holds(R"({\"call\":)" + std::to_string(i) + "}"));
    if (i < 60) CHECK(line.size() > text.size());
    if (i > 70) CHECK(line.size() < 2048);
    if (i > 70 && i + 1 < kCalls) CHECK(holds("its output was left out"));
    CHECK(holds(R"("isError":true)") == (i + 2 == kCalls));
    if (i + 1 == kCalls) CHECK(holds(R"("structuredContent":{"done":true})"));
    at = end + 1;
  }
}
