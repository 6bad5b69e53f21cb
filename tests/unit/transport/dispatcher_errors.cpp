// The error table: what is answered to what should not have come.
#include "unit/transport/dispatcher_fixture.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;
using smcp::transport::kMaxArguments;

TEST_CASE("malformed JSON is answered without an id, and the session lives on") {
  Fixture fixture;
  for (const auto* line :
       {"{", "nonsense", R"({"jsonrpc":"2.0","id":1,"method":"ping")", "\xff", "{\"id\":1}}", "'ping'"}) {
    CHECK_THAT(fixture.reply(line), StartsWith(error("", -32700)));
    CHECK(fixture.reply(request("1", "ping")) == R"({"jsonrpc":"2.0","id":1,"result":{}})");
  }
}

TEST_CASE("JSON that is not a message") {
  Fixture fixture;
  for (const auto* line :
       {"1", "null", "\"ping\"", "{}", "[]", R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])",
        R"({"jsonrpc":"2.0","id":null,"method":"ping"})", R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})",
        R"({"jsonrpc":"2.0","id":{},"method":"ping"})", R"({"jsonrpc":"1.0","method":"ping"})"})
    CHECK_THAT(fixture.reply(line), StartsWith(error("", -32600)));
  CHECK_THAT(fixture.reply(R"({"jsonrpc":"1.0","id":"x","method":"ping"})"),
             StartsWith(error("\"x\"", -32600)));
  CHECK_THAT(fixture.reply(R"({"id":8,"method":"ping"})"), StartsWith(error("8", -32600)));
  CHECK_THAT(fixture.reply(R"({"jsonrpc":"2.0","id":9})"), StartsWith(error("9", -32600)));
  CHECK_THAT(fixture.reply(R"({"jsonrpc":"2.0","id":9,"method":1})"), StartsWith(error("9", -32600)));
}

TEST_CASE("blank lines and responses are passed over") {
  Fixture fixture;
  for (const auto* line : {"", " ", "\t\r", R"({"jsonrpc":"2.0","id":1,"result":{}})",
                           R"({"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}})"})
    CHECK(fixture.reply(line).empty());
}

TEST_CASE("a notification, whatever it is, is answered with nothing, ever") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  for (const auto* line :
       {R"({"jsonrpc":"2.0","method":"notifications/initialized"})",
        R"({"jsonrpc":"2.0","method":"no/such"})",
        R"({"jsonrpc":"2.0","method":"tools/call","params":{"name":"a"}})",
        R"({"jsonrpc":"2.0","method":"ping"})", R"({"jsonrpc":"2.0","method":"tools/list","params":[]})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled"})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"unknown"}})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}})",
        R"({"jsonrpc":"2.0","method":"initialize","params":{"protocolVersion":"2024-11-05"}})"})
    CHECK(fixture.reply(line).empty());
  CHECK(fixture.tools.calls.empty());
}

TEST_CASE("parameters of the wrong shape") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  for (const auto* params : {"[]", "1", "\"x\"", "null", "true"})
    CHECK_THAT(fixture.reply(request("1", "tools/list", params)), StartsWith(error("1", -32602)));
  for (const auto* cursor : {"\"\"", "\"2\"", "7", "null"})
    CHECK_THAT(fixture.reply(request("1", "tools/list", R"({"cursor":)" + std::string(cursor) + "}")),
               StartsWith(error("1", -32602)));
  for (const auto* params : {"{}", R"({"name":1})", R"({"name":"unknown"})", R"({"name":"a","arguments":[]})",
                             R"({"name":"a","arguments":null})", R"({"name":"a","arguments":"{}"})"})
    CHECK_THAT(fixture.reply(request("1", "tools/call", params)), StartsWith(error("1", -32602)));
  CHECK_THAT(fixture.reply(request("1", "tools/call")), StartsWith(error("1", -32602)));
  CHECK(fixture.tools.calls.empty());
}

TEST_CASE("what the client wrote is quoted in part, in whole characters") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  std::string name = "x";
  for (int i = 0; i < 1000; ++i) name += "日";
  const auto reply = fixture.reply(call("1", name));
  CHECK(reply.size() < 250);
  CHECK(reply.find("日…") != std::string::npos);
  CHECK(reply.find("\xef\xbf\xbd") == std::string::npos);
}

TEST_CASE("a line that was too long is answered once") {
  Fixture fixture;
  fixture.dispatcher.receive_oversize();
  REQUIRE(fixture.sent.size() == 1);
  CHECK_THAT(fixture.sent.front(), StartsWith(error("", -32600)));
  CHECK(fixture.sent.front().find("16 MiB") != std::string::npos);
}

TEST_CASE("arguments up to the limit are served, beyond it the result says so") {
  Fixture fixture;
  fixture.agree("2025-11-25");
  const auto of_size = [](std::size_t size) {
    return R"(,"arguments":{"x":")" + std::string(size - 8, 'x') + "\"}";
  };
  CHECK(fixture.reply(call("1", "a", of_size(kMaxArguments))).empty());
  CHECK(fixture.tools.calls.at(0).arguments.size() == kMaxArguments);
  const auto reply = fixture.reply(call("2", "a", of_size(kMaxArguments + 1)));
  CHECK(reply.find("\"isError\":true") != std::string::npos);
  CHECK(reply.find("1 MiB") != std::string::npos);
  CHECK(fixture.tools.calls.size() == 1);
}
