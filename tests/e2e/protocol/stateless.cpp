// The stateless revision 2026-07-28.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kCapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

std::string with_meta(std::string_view id, std::string_view method, const std::string& meta) {
  return request(id, method, object("_meta", Raw{meta}));
}

}  // namespace

TEST_CASE("stateless: server/discover answers at once, with the probe's own id") {
  LiveServer live;
  const std::string id = "\"server-discover-probe-1\"";
  const Json result =
      live.server.ask(id, stateless_request(id, "server/discover"), milliseconds(2900))["result"];
  CHECK(result["resultType"].string() == "complete");
  CHECK(result["ttlMs"].integer() >= 0);
  CHECK(result["cacheScope"].is_string());
  CHECK(result["capabilities"].keys() == std::vector<std::string>{"tools"});
  CHECK(result["instructions"].string().size() < 2048);
  const Json& info = result["_meta"]["io.modelcontextprotocol/serverInfo"];
  CHECK(info["name"].string() == "sessions-mcp");
  CHECK(info["title"].is_string());
  CHECK(info["version"].is_string());
  REQUIRE(result["supportedVersions"].is_array());
  CHECK(result["supportedVersions"][0].string() == kStateless);
}

TEST_CASE("stateless: tools/list and tools/call need no handshake and say that they are complete") {
  LiveServer live;
  const Json list = live.server.ask("1", stateless_request("1", "tools/list"))["result"];
  CHECK(list["resultType"].string() == "complete");
  CHECK(list["ttlMs"].integer() >= 0);
  CHECK((list["cacheScope"].string() == "public" || list["cacheScope"].string() == "private"));
  CHECK(list["tools"].size() == kToolCount);
  CHECK_FALSE(list["nextCursor"].exists());
  CHECK(live.server.call("list_sessions")["resultType"].string() == "complete");
  CHECK(live.server.call("has_session")["resultType"].string() ==
        "complete");  // an isError result is one, too
}

TEST_CASE("stateless: a version that is not supported is -32022 with those that are") {
  LiveServer live;
  for (const char* version : {"2099-01-01", "2025-11-25", "2024-11-05"}) {
    const std::string meta = object(kVersionKey, version, kCapabilitiesKey, Raw{"{}"});
    const Json error = live.server.ask("1", with_meta("1", "tools/list", meta))["error"];
    CHECK(error["code"].integer() == -32022);
    CHECK(error["data"]["requested"].string() == version);
    REQUIRE(error["data"]["supported"].is_array());
    CHECK(error["data"]["supported"][0].string() == kStateless);
  }
}

TEST_CASE("stateless: clientCapabilities are required") {
  LiveServer live;
  const Json error =
      live.server.ask("1", with_meta("1", "tools/list", object(kVersionKey, kStateless)))["error"];
  CHECK(error["code"].integer() == -32602);
  CHECK(error["message"].string().find(kCapabilitiesKey) != std::string::npos);
}

TEST_CASE("stateless: what this era does not know, or we do not declare, is an unknown method") {
  LiveServer live;
  for (const char* method :
       {"initialize", "logging/setLevel", "resources/subscribe", "resources/list", "resources/read",
        "prompts/list", "prompts/get", "completion/complete", "subscriptions/listen", "nonsense", ""}) {
    INFO(method);
    CHECK(live.server.ask("1", stateless_request("1", method))["error"]["code"].integer() == -32601);
  }
}
