// JSON-RPC batches, which only 2025-03-26 has.
#include "unit/transport/dispatcher_fixture.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;
using smcp::transport::Batch;
using smcp::transport::kMaxMessage;
using smcp::transport::TextBlock;
using smcp::transport::ToolResult;

namespace {

const std::string kPong = R"({"jsonrpc":"2.0","id":1,"result":{}})";
constexpr auto kNotification = R"({"jsonrpc":"2.0","method":"notifications/initialized"})";

std::string batch(const std::vector<std::string>& messages) {
  std::string line = "[";
  for (const auto& message : messages) line += (line.size() > 1 ? "," : "") + message;
  return line + "]";
}
std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}
void answer(PendingCall& call, std::string_view text) {
  call.reply->answer(ToolResult::text(TextBlock{text, nullptr}, "{}"));
}

}  // namespace

TEST_CASE("batches are refused unless 2025-03-26 was agreed on") {
  Fixture fixture;
  const auto line = batch({request("1", "ping")});
  CHECK_THAT(fixture.reply(line), StartsWith(error("", -32600)));
  for (const auto* revision : {"2024-11-05", "2025-06-18", "2025-11-25"}) {
    fixture.agree(revision);
    CHECK_THAT(fixture.reply(line), StartsWith(error("", -32600)));
  }
  fixture.agree("2025-03-26");
  CHECK(fixture.reply(line) == "[" + kPong + "]");
  fixture.agree("2025-06-18");
  CHECK_THAT(fixture.reply(line), StartsWith(error("", -32600)));
}

TEST_CASE("the replies to a batch are one array, sent when the last one is there") {
  Fixture fixture;
  fixture.agree("2025-03-26");
  fixture.line(batch(
      {request("1", "ping"), kNotification, call("2", "a"), "7", call("3", "b"), request("4", "no/such")}));
  CHECK(fixture.sent.empty());
  fixture.tools.calls[1].reply->answer(ToolResult::object("{}"));
  CHECK(fixture.sent.empty());
  fixture.tools.calls[0].reply->answer(ToolResult::object("{}"));
  REQUIRE(fixture.sent.size() == 1);
  const auto& array = fixture.sent.front();
  CHECK_THAT(array, StartsWith("[" + kPong + "," + error("", -32600)));
  CHECK(array.back() == ']');
  CHECK(occurrences(array, "\"jsonrpc\"") == 5);
  for (const auto* id : {"\"id\":1,", "\"id\":2,", "\"id\":3,", "\"id\":4,"})
    CHECK(occurrences(array, id) == 1);
}

TEST_CASE("empty batches, batches of notifications, initialize in a batch") {
  Fixture fixture;
  fixture.agree("2025-03-26");
  CHECK_THAT(fixture.reply("[]"), StartsWith(error("", -32600)));
  CHECK(fixture.reply(batch({kNotification, kNotification})).empty());
  CHECK(fixture.reply(batch({R"({"jsonrpc":"2.0","id":1,"result":{}})"})).empty());
  CHECK_THAT(fixture.reply(batch({request("1", "initialize", R"({"protocolVersion":"2025-11-25"})")})),
             StartsWith("[" + error("1", -32600)));
  CHECK(fixture.reply(batch({request("1", "ping")})) == "[" + kPong + "]");  // still agreed
  CHECK_THAT(fixture.reply("[{\"jsonrpc\":\"2.0\"},"), StartsWith(error("", -32700)));
}

TEST_CASE("a call of a batch that is cancelled is waited for no longer") {
  Fixture fixture;
  fixture.agree("2025-03-26");
  fixture.line(batch({call("2", "a"), request("1", "ping")}));
  CHECK(fixture.reply(cancel("2")) == "[" + kPong + "]");
  fixture.line(batch({call("3", "a")}));
  CHECK(fixture.reply(cancel("3")).empty());
  CHECK(fixture.dispatcher.calls_in_flight() == 0);
}

TEST_CASE("replies that would make the array too long go on in another") {
  Fixture fixture;
  fixture.agree("2025-03-26");
  const std::string text(3 * 1024 * 1024, 'x');
  fixture.line(batch({call("1", "a"), call("2", "a"), call("3", "a"), call("4", "a"), call("5", "a")}));
  for (auto& pending : fixture.tools.calls) answer(pending, text);
  REQUIRE(fixture.sent.size() == 3);
  std::size_t replies = 0;
  for (const auto& array : fixture.sent) {
    CHECK(array.size() < kMaxMessage);
    CHECK((array.front() == '[' && array.back() == ']'));
    replies += occurrences(array, "\"jsonrpc\"");
  }
  CHECK(replies == 5);
}

TEST_CASE("many unfinished batches together keep no more than one array's worth") {
  Fixture fixture;
  fixture.agree("2025-03-26");
  const std::string text(1024 * 1024, 'x');
  for (int i = 0; i < 20; ++i) {
    fixture.line(batch({call("1", "a"), call("2", "a")}));
    answer(*std::prev(fixture.tools.calls.end(), 2), text);
  }
  std::size_t sent = 0;
  for (const auto& array : fixture.sent) sent += array.size();
  CHECK(sent >= 20 * text.size() - Batch::kMaxHeld);
  for (std::size_t i = 1; i < fixture.tools.calls.size(); i += 2) answer(fixture.tools.calls[i], "end");
  std::size_t replies = 0;
  for (const auto& array : fixture.sent) replies += occurrences(array, "\"jsonrpc\"");
  CHECK(replies == 40);
}
