// Which era a message belongs to, and the methods of each.
#include "unit/transport/dispatcher_fixture.hpp"

using namespace smcp::test;
namespace transport = smcp::transport;
using Catch::Matchers::StartsWith;

TEST_CASE("initialize echoes a handshake revision, and offers the newest for any other") {
  const auto agreed = [](std::string_view asked) {
    Fixture fixture;
    return fixture.reply(request("1", "initialize", R"({"protocolVersion":")" + std::string(asked) + "\"}"));
  };
  const std::string head = R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":")";
  const std::string middle = R"(","capabilities":{"tools":{}},"serverInfo":{"name":"n",)";
  const std::string tail = R"("version":"1"},"instructions":"use \"a\""}})";
  for (const auto* revision : {"2024-11-05", "2025-03-26"})
    CHECK(agreed(revision) == head + revision + middle + tail);
  for (const auto* revision : {"2025-06-18", "2025-11-25"})
    CHECK(agreed(revision) == head + revision + middle + R"("title":"t",)" + tail);
  for (const auto* revision : {"2026-07-28", "2099-01-01", "", "1.0"})
    CHECK(agreed(revision) == head + "2025-11-25" + middle + R"("title":"t",)" + tail);
}

TEST_CASE("initialize needs a version to agree on") {
  Fixture fixture;
  CHECK_THAT(fixture.reply(request("1", "initialize")), StartsWith(error("1", -32602)));
  CHECK_THAT(fixture.reply(request("1", "initialize", "{}")), StartsWith(error("1", -32602)));
  CHECK_THAT(fixture.reply(request("1", "initialize", R"({"protocolVersion":1})")),
             StartsWith(error("1", -32602)));
}

TEST_CASE("neither era yet: the reply names what would do, and ping is answered") {
  Fixture fixture;
  for (const auto* method : {"tools/list", "tools/call", "server/discover", "no/such"}) {
    const auto reply = fixture.reply(request("1", method, R"({"name":"a"})"));
    CHECK_THAT(reply, StartsWith(error("1", -32602)));
    for (const auto* named : {"io.modelcontextprotocol/protocolVersion",
                              "io.modelcontextprotocol/clientCapabilities", "initialize"})
      CHECK(reply.find(named) != std::string::npos);
  }
  CHECK(fixture.reply(request("2", "ping")) == R"({"jsonrpc":"2.0","id":2,"result":{}})");
}

TEST_CASE("server/discover says all there is to know") {
  Fixture fixture;
  CHECK(
      fixture.reply(stateless("\"server-discover-probe-1\"", "server/discover")) ==
      R"({"jsonrpc":"2.0","id":"server-discover-probe-1","result":{"supportedVersions":["2026-07-28","2025-11-25",)"
      R"("2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{}},"instructions":"use \"a\"",)"
      R"("ttlMs":3600000,"cacheScope":"public",)" +
          kStatelessEnd);
}

TEST_CASE("stateless requests need no handshake, and both eras live in one process") {
  Fixture fixture;
  const std::string list = R"({"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","title":"A"}])";
  const std::string stateless_list = list + R"(,"ttlMs":3600000,"cacheScope":"public",)" + kStatelessEnd;
  CHECK(fixture.reply(stateless("1", "tools/list")) == stateless_list);
  fixture.agree("2025-11-25");
  CHECK(fixture.reply(request("1", "tools/list")) == list + "}}");
  CHECK(fixture.reply(stateless("1", "tools/list")) == stateless_list);
  fixture.agree("2024-11-05");
  CHECK(fixture.reply(request("1", "tools/list")) ==
        R"({"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"}]}})");
}

TEST_CASE("other versions in _meta are told what is served") {
  Fixture fixture;
  for (const std::string version : {"2025-11-25", "2024-11-05", "2026-12-31", "", "x\\\"y"}) {
    const auto reply =
        fixture.reply(request("5", "tools/list",
                              R"({"_meta":{"io.modelcontextprotocol/protocolVersion":")" + version +
                                  R"(","io.modelcontextprotocol/clientCapabilities":{}}})"));
    CHECK_THAT(reply, StartsWith(error("5", -32022)));
    CHECK(reply.ends_with(
        R"(,"data":{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":")" +
        version + "\"}}}"));
  }
}

TEST_CASE("what must be in _meta") {
  Fixture fixture;
  const auto with_meta = [&](std::string_view meta) {
    return fixture.reply(request("1", "tools/list", R"({"_meta":)" + std::string(meta) + "}"));
  };
  const auto* version = R"("io.modelcontextprotocol/protocolVersion":"2026-07-28")";
  const auto missing = with_meta("{" + std::string(version) + "}");
  CHECK_THAT(missing, StartsWith(error("1", -32602)));
  CHECK(missing.find("clientCapabilities") != std::string::npos);
  CHECK_THAT(with_meta("{" + std::string(version) + R"(,"io.modelcontextprotocol/clientCapabilities":[]})"),
             StartsWith(error("1", -32602)));
  CHECK_THAT(with_meta(R"({"io.modelcontextprotocol/protocolVersion":20260728})"),
             StartsWith(error("1", -32602)));
  CHECK_THAT(with_meta(R"({"progressToken":1.5})"), StartsWith(error("1", -32602)));
  CHECK_THAT(with_meta("[]"), StartsWith(error("1", -32602)));
}

TEST_CASE("methods of the other era, and of capabilities that are not declared, are unknown") {
  Fixture fixture;
  for (const auto* method :
       {"initialize", "ping", "logging/setLevel", "resources/subscribe", "subscriptions/listen",
        "resources/list", "resources/read", "resources/templates/list", "prompts/list", "prompts/get",
        "completion/complete", "tools", ""})
    CHECK_THAT(fixture.reply(stateless("1", method)), StartsWith(error("1", -32601)));
  fixture.agree("2025-11-25");
  for (const auto* method :
       {"server/discover", "logging/setLevel", "resources/list", "resources/read", "resources/subscribe",
        "prompts/list", "prompts/get", "completion/complete", "subscriptions/listen", "tasks/list", ""})
    CHECK_THAT(fixture.reply(request("1", method)), StartsWith(error("1", -32601)));
}

TEST_CASE("a call knows who makes it: of the handshake, or of its own request") {
  Fixture fixture;
  const auto client = [&](std::string_view line) {
    fixture.line(line);
    const auto& info = fixture.tools.calls.back().client;
    return info.name + "/" + info.version;
  };
  const auto with_client = [](const std::string& info) {
    return request("1", "tools/call",
                   R"({"name":"a",)" + kStatelessMeta.substr(0, kStatelessMeta.size() - 1) +
                       R"(,"io.modelcontextprotocol/clientInfo":)" + info + "}}");
  };
  CHECK(client(stateless("1", "tools/call", R"("name":"a")")) == "/");
  fixture.agree("2025-11-25");
  CHECK(client(call("1", "a")) == "c/1");
  CHECK(client(stateless("1", "tools/call", R"("name":"a")")) == "/");
  CHECK(client(with_client(R"({"name":"é\n","version":"2"})")) == "é\n/2");
  CHECK(client(with_client(R"({"version":2,"name":{}})")) == "/");
  for (const auto* other : {"[]", "null", "\"x\"", "7", "{}"}) CHECK(client(with_client(other)) == "/");
  const std::string longest(transport::kMaxClientText, 'n');
  CHECK(client(with_client(R"({"name":")" + longest + R"(","version":")" + longest + "n\"}")) ==
        longest + "/");
}
