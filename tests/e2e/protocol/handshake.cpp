// The handshake revisions: 2024-11-05, 2025-03-26, 2025-06-18 and 2025-11-25.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kNewest = "2025-11-25";

Json initialize(LiveServer& live, std::string_view revision) {
  const Json reply = live.server.ask("0", initialize_request("0", revision));
  live.server.send(notification("notifications/initialized"));
  return reply["result"];
}

}  // namespace

TEST_CASE("handshake: a supported revision is echoed") {
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"}) {
    LiveServer live;
    const Json result = initialize(live, revision);
    CHECK(result["protocolVersion"].string() == revision);
    CHECK(result["serverInfo"]["name"].string() == "sessions-mcp");
    CHECK(result["serverInfo"]["version"].is_string());
    CHECK(result["capabilities"]["tools"].is_object());
    CHECK(result["capabilities"].keys() == std::vector<std::string>{"tools"});
    CHECK_FALSE(result["resultType"].exists());
  }
}

TEST_CASE("handshake: any other revision is answered with the newest one that has a handshake") {
  for (const char* revision : {"2026-07-28", "2099-01-01", "1.0", ""}) {
    LiveServer live;
    CHECK(initialize(live, revision)["protocolVersion"].string() == kNewest);
  }
}

TEST_CASE("handshake: instructions say how the tools work together, in under 2 kB") {
  LiveServer live;
  const std::string instructions = initialize(live, kNewest)["instructions"].string();
  CHECK(instructions.size() < 2048);
  for (const char* word : {"new_session", "capture_pane", "send_keys", "C-c", "kill_session", "attach"}) {
    INFO(word);
    CHECK(instructions.find(word) != std::string::npos);
  }
}

TEST_CASE("handshake: ping is answered with an empty object, before and after") {
  LiveServer live;
  CHECK(live.server.ask("1", request("1", "ping"))["result"].size() == 0);
  (void)initialize(live, kNewest);
  const Json reply = live.server.ask("2", request("2", "ping"));
  CHECK(reply["result"].is_object());
  CHECK(reply["result"].size() == 0);
}

TEST_CASE("handshake: before it, and without _meta, a request is refused with both ways in") {
  LiveServer live;
  for (const char* method : {"tools/list", "tools/call", "server/discover"}) {
    const Json error = live.server.ask("1", request("1", method, "{}"))["error"];
    INFO(method << ": " << error["message"].string());
    CHECK(error["code"].integer() == -32602);
    for (const char* word : {"io.modelcontextprotocol/protocolVersion",
                             "io.modelcontextprotocol/clientCapabilities", "initialize"}) {
      CHECK(error["message"].string().find(word) != std::string::npos);
    }
  }
}

TEST_CASE("handshake: each revision gets of a tool what it knows") {
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"}) {
    INFO(revision);
    LiveServer live;
    (void)initialize(live, revision);
    const bool has_annotations = std::string_view(revision) >= "2025-03-26";
    const bool has_structure = std::string_view(revision) >= "2025-06-18";
    const Json list = live.server.ask("1", request("1", "tools/list"))["result"];
    REQUIRE(list["tools"].size() == kToolCount);
    CHECK_FALSE(list["ttlMs"].exists());
    CHECK(list["tools"][0]["annotations"].exists() == has_annotations);
    CHECK(list["tools"][0]["outputSchema"].exists() == has_structure);
    const Json result = live.server.ask("2", call_request("2", "list_sessions"))["result"];
    CHECK(Json::parse(text_of(result))["count"].integer() == 0);
    CHECK(result["structuredContent"].exists() == has_structure);
    CHECK_FALSE(result["resultType"].exists());
  }
}

TEST_CASE("handshake: batches are answered only where 2025-03-26 was agreed") {
  const std::string batch = "[" + request("1", "ping") + "," + notification("notifications/initialized") +
                            "," + call_request("2", "list_sessions") + "," + request("3", "nonsense") + "]";
  {
    LiveServer live;
    (void)initialize(live, "2025-03-26");
    live.server.send(batch);
    const Json replies = live.server.receive();
    REQUIRE(replies.is_array());
    REQUIRE(replies.size() == 3);
    int seen = 0;
    for (const Json& reply : replies.items()) seen += 1 << reply["id"].integer();
    CHECK(seen == ((1 << 1) | (1 << 2) | (1 << 3)));
    live.server.send("[" + notification("notifications/initialized") + "]");  // nothing at all
    live.server.send("[]");
    CHECK(live.server.receive()["error"]["code"].integer() == -32600);
    live.server.send("[" + initialize_request("9", kNewest) + "]");
    const Json refused = live.server.receive();
    CHECK((refused.is_array() ? refused[0] : refused)["error"]["code"].integer() == -32600);
  }
  for (const char* revision : {"2024-11-05", "2025-06-18", "2025-11-25"}) {
    INFO(revision);
    LiveServer live;
    (void)initialize(live, revision);
    live.server.send(batch);
    const Json reply = live.server.receive();
    REQUIRE(reply.is_object());
    CHECK(reply["error"]["code"].integer() == -32600);
    CHECK(live.server.ask("5", request("5", "ping"))["result"].exists());
  }
}

TEST_CASE("handshake: both eras may be used in one process") {
  LiveServer live;
  CHECK(live.server.ask("1", stateless_request("1", "tools/list"))["result"]["resultType"].string() ==
        "complete");
  (void)initialize(live, kNewest);
  CHECK_FALSE(live.server.ask("2", request("2", "tools/list"))["result"]["resultType"].exists());
  CHECK(live.server.ask("3", stateless_request("3", "tools/list"))["result"]["resultType"].string() ==
        "complete");
  CHECK_FALSE(live.server.ask("4", call_request("4", "list_sessions"))["result"]["resultType"].exists());
}
