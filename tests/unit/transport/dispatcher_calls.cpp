// Calls: exactly one reply, or none after a cancellation; results in each revision's shape; progress.
#include "unit/transport/dispatcher_fixture.hpp"

using namespace smcp::test;
using smcp::transport::CallTable;
using smcp::transport::Dispatcher;
using smcp::transport::kMaxArguments;
using smcp::transport::kMaxMessage;
using smcp::transport::TextBlock;
using smcp::transport::ToolResult;

namespace {

std::string result(std::string_view id, std::string_view rest) {
  return R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"result":{"content":[)" + std::string(rest);
}
std::string text(std::string_view escaped) {
  return R"({"type":"text","text":")" + std::string(escaped) + "\"}";
}
std::string progress(std::string_view token, int count, std::string_view message) {
  return R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":)" +
         std::string(token) + R"(,"progress":)" + std::to_string(count) + R"(,"message":")" +
         std::string(message) + "\"}}";
}
constexpr auto kWithToken = R"(,"_meta":{"progressToken":"p"})";

/// Lets so much time pass that a heartbeat is due.
void wait_for_heartbeat(Dispatcher& dispatcher) {
  for (int i = 0; i < CallTable::kHeartbeatTicks; ++i) dispatcher.tick();
}

}  // namespace

TEST_CASE("results in the shape of each revision") {
  Fixture fixture;
  const auto reply = [&](ToolResult given) {
    fixture.sent.clear();
    fixture.tools.calls.back().reply->answer(std::move(given));
    REQUIRE(fixture.sent.size() == 1);
    return fixture.sent.front();
  };
  const std::string json = R"({"n":1})";
  const auto json_text = text(R"({\"n\":1})");
  const std::string log = "a\n\"b\" \xff é";
  for (const auto* revision : {"2024-11-05", "2025-03-26"}) {
    fixture.agree(revision);
    fixture.line(call("1", "a"));
    CHECK(reply(ToolResult::object(json)) == result("1", json_text + "]}}"));
  }
  for (const auto* revision : {"2025-06-18", "2025-11-25"}) {
    fixture.agree(revision);
    fixture.line(call("1", "a"));
    CHECK(reply(ToolResult::object(json)) == result("1", json_text + R"(],"structuredContent":{"n":1}}})"));
  }
  fixture.line(call("2", "a"));
  CHECK(reply(ToolResult::text(TextBlock{log, nullptr}, json)) ==
        result("2", text("a\\n\\\"b\\\" \xef\xbf\xbd é") + "," + json_text + "]}}"));
  fixture.line(call("3", "a"));
  CHECK(reply(ToolResult::error("no \"x\"")) == result("3", text(R"(no \"x\")") + R"(],"isError":true}})"));

  fixture.line(stateless("4", "tools/call", R"("name":"a")"));
  CHECK(reply(ToolResult::object(json)) ==
        result("4", json_text + R"(],"structuredContent":{"n":1},)" + kStatelessEnd));
  fixture.line(stateless("5", "tools/call", R"("name":"a")"));
  CHECK(reply(ToolResult::error("no")) == result("5", text("no") + R"(],"isError":true,)" + kStatelessEnd));
}

TEST_CASE("a call is decoded, and has {} if it brings no arguments") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  fixture.line(call("1", "a", R"(,"arguments": {"k" : [1]} )"));
  fixture.line(call("2", R"(\u0062)"));
  CHECK(fixture.tools.calls.at(0).arguments == R"({"k" : [1]})");
  CHECK(fixture.tools.calls.at(1).name == "b");
  CHECK(fixture.tools.calls.at(1).arguments == "{}");
}

TEST_CASE("ids come back as they were written, replies in the order of the answers") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  const std::vector<std::string> ids = {
      "0",     "-1", "18446744073709551615", "-9223372036854775808", "\"\"", R"("\u00e9\n")", "\"日本\"",
      "\"7\"", "7"};
  for (const auto& id : ids) fixture.line(call(id, "a"));
  CHECK(fixture.sent.empty());
  for (auto i = ids.size(); i-- > 0;) {
    fixture.sent.clear();
    fixture.tools.calls.at(i).reply->answer(ToolResult::error("e"));
    REQUIRE(fixture.sent.size() == 1);
    CHECK(fixture.sent.front().starts_with(R"({"jsonrpc":"2.0","id":)" + ids[i] + ",\"result\""));
  }
  CHECK(fixture.dispatcher.calls_in_flight() == 0);
}

TEST_CASE("one reply for each call: at once, late, twice, or dropped") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  CHECK(fixture.reply(call("1", "now", R"(,"arguments":{})")) ==
        result("1", text("{}") + R"(],"structuredContent":{}}})"));
  const auto dropped = fixture.reply(call("2", "dropped"));
  CHECK(dropped.find("\"isError\":true") != std::string::npos);
  CHECK(fixture.dispatcher.calls_in_flight() == 0);
  CHECK(fixture.ended == 2);

  fixture.line(call("3", "a"));
  CHECK(fixture.dispatcher.calls_in_flight() == 1);
  fixture.sent.clear();
  auto& pending = fixture.tools.calls.back();
  pending.reply->answer(ToolResult::object("{}"));
  pending.reply->answer(ToolResult::object("{}"));
  pending.reply.reset();
  CHECK(fixture.sent.size() == 1);
  CHECK_FALSE(pending.cancelled);

  fixture.line(call("4", "a"));
  fixture.sent.clear();
  fixture.tools.calls.back().reply.reset();
  CHECK(fixture.sent.size() == 1);
  CHECK(fixture.ended == 4);
}

TEST_CASE("a cancelled call ends its work and sends nothing") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  for (const auto* id : {"1", "\"1\"", "\"x\\u00e9\""}) fixture.line(call(id, "a", kWithToken));
  auto& calls = fixture.tools.calls;
  CHECK(fixture.reply(cancel("2")).empty());
  CHECK(fixture.reply(cancel("\"1\"")).empty());
  CHECK_FALSE(calls[0].cancelled);
  CHECK(calls[1].cancelled);
  CHECK(fixture.dispatcher.calls_in_flight() == 2);
  calls[1].reply->progress("too late");
  calls[1].reply->answer(ToolResult::object("{}"));
  CHECK(fixture.sent.empty());
  CHECK(fixture.reply(cancel("\"1\"")).empty());  // no harm

  CHECK(fixture.reply(cancel("\"x\\u00e9\"")).empty());
  CHECK(calls[2].cancelled);
  calls[2].reply.reset();
  CHECK(fixture.sent.empty());
  calls[0].reply->answer(ToolResult::object("{}"));
  CHECK(fixture.sent.size() == 1);
  CHECK(fixture.ended == 3);
}

TEST_CASE("all calls can be cancelled, and an unfinished dispatcher cancels them as it goes") {
  std::optional<Fixture> fixture(std::in_place);
  fixture->agree("2025-11-25");
  fixture->line(call("1", "a"));
  fixture->line(call("2", "a"));
  fixture->dispatcher.cancel_all();
  CHECK(fixture->tools.calls[0].cancelled);
  CHECK(fixture->tools.calls[1].cancelled);
  CHECK(fixture->dispatcher.calls_in_flight() == 0);

  FakeTools tools;
  {
    Dispatcher dispatcher({"n", "", "1", ""}, tools.host(), {[](std::string&) {}, [] {}});
    dispatcher.receive(Padded(stateless("1", "tools/call", R"("name":"a")")).view());
  }
  CHECK(tools.calls.at(0).cancelled);
  tools.calls.at(0).reply->answer(ToolResult::object("{}"));  // into the void
}

TEST_CASE("progress is for those who asked, counts upwards, and stops with the result") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  fixture.line(call("1", "a"));
  CHECK_FALSE(fixture.dispatcher.wants_ticks());
  fixture.line(call("2", "a", kWithToken));
  CHECK(fixture.dispatcher.wants_ticks());
  auto& calls = fixture.tools.calls;
  calls[0].reply->progress("nobody asked");
  CHECK(fixture.sent.empty());
  calls[1].reply->progress("one \"1\"");
  calls[1].reply->progress("two");
  wait_for_heartbeat(fixture.dispatcher);
  CHECK(fixture.sent == std::vector<std::string>{progress("\"p\"", 1, R"(one \"1\")"),
                                                 progress("\"p\"", 2, "two"),
                                                 progress("\"p\"", 3, "still running")});
  calls[1].reply->answer(ToolResult::object("{}"));
  CHECK_FALSE(fixture.dispatcher.wants_ticks());
  fixture.sent.clear();
  calls[1].reply->progress("late");
  wait_for_heartbeat(fixture.dispatcher);
  CHECK(fixture.sent.empty());
}

TEST_CASE("a heartbeat comes only when nothing was said for a while") {
  Fixture fixture;
  fixture.line(stateless("1", "tools/call", R"("name":"a")"));
  CHECK_FALSE(fixture.dispatcher.wants_ticks());
  fixture.agree("2024-11-05");
  fixture.line(call("2", "a", R"(,"_meta":{"progressToken":-7})"));
  for (int i = 1; i < CallTable::kHeartbeatTicks; ++i) fixture.dispatcher.tick();
  CHECK(fixture.sent.empty());
  fixture.tools.calls.back().reply->progress("here");
  // 2024-11-05 has no message in it.
  const std::string head =
      R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":-7,"progress":)";
  CHECK(fixture.sent == std::vector<std::string>{head + "1}}"});
  for (int i = 1; i < CallTable::kHeartbeatTicks; ++i) fixture.dispatcher.tick();
  CHECK(fixture.sent.size() == 1);
  fixture.dispatcher.tick();
  CHECK(fixture.sent.back() == head + "2}}");
  fixture.dispatcher.hold_progress(true);
  wait_for_heartbeat(fixture.dispatcher);
  CHECK(fixture.sent.size() == 2);
}

TEST_CASE("reading rests at the high mark of calls, and goes on at the low one") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  for (std::size_t i = 1; i < CallTable::kMaxCalls; ++i) fixture.line(call("1", "a"));
  CHECK_FALSE(fixture.dispatcher.overloaded());
  fixture.line(call("1", "a"));
  CHECK(fixture.dispatcher.overloaded());
  auto& calls = fixture.tools.calls;
  while (fixture.dispatcher.calls_in_flight() > CallTable::kLowCalls + 1) {
    calls.front().reply.reset();
    calls.pop_front();
  }
  CHECK(fixture.dispatcher.overloaded());
  calls.pop_front();
  CHECK_FALSE(fixture.dispatcher.overloaded());
}

TEST_CASE("reading rests at the high mark of bytes, and goes on at the low one") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  const auto megabyte = R"(,"arguments":{"x":")" + std::string(kMaxArguments - 9, 'x') + "\"}";  // and id
  for (int i = 1; i < 16; ++i) fixture.line(call("1", "a", megabyte));
  CHECK_FALSE(fixture.dispatcher.overloaded());
  fixture.line(call("1", "a", megabyte));
  CHECK(fixture.dispatcher.overloaded());
  auto& calls = fixture.tools.calls;
  for (int i = 0; i < 7; ++i) calls.pop_front();
  CHECK(fixture.dispatcher.overloaded());
  calls.pop_front();
  CHECK_FALSE(fixture.dispatcher.overloaded());
}

TEST_CASE("a result that makes no message a client would take becomes an error") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  const std::string most(kMaxMessage - 200, 'x');
  fixture.line(call("1", "a"));
  fixture.tools.calls.back().reply->answer(ToolResult::text(TextBlock{most, nullptr}, "{}"));
  REQUIRE(fixture.sent.size() == 1);
  CHECK(fixture.sent.back().size() > kMaxMessage - 200);
  CHECK(fixture.sent.back().size() < kMaxMessage);
  fixture.line(call("2", "a"));
  fixture.tools.calls.back().reply->answer(
      ToolResult::text(TextBlock{most, nullptr}, '"' + std::string(200, ' ') + '"'));
  REQUIRE(fixture.sent.size() == 2);
  CHECK(fixture.sent.back().size() < 400);
  CHECK(fixture.sent.back().find("8 MiB") != std::string::npos);
}
