// The error table: every kind of wrong input gets its code, and the session lives on.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// Sends one line that is wrong and gives the error; then sees that the server is well.
Json error_for(LiveServer& live, const std::string& line) {
  INFO(line.substr(0, 200));
  live.server.send(line);
  const Json reply = live.server.receive();
  REQUIRE(reply["jsonrpc"].string() == "2.0");
  REQUIRE(reply["error"].is_object());
  REQUIRE(reply["error"]["message"].is_string());
  REQUIRE(live.server.ask("99", request("99", "ping"))["result"].is_object());
  return reply;
}

void check_code(LiveServer& live, const std::string& line, int code, bool has_id) {
  INFO(line.substr(0, 200));
  const Json reply = error_for(live, line);
  CHECK(reply["error"]["code"].integer() == code);
  CHECK(reply["id"].exists() == has_id);
}

void begin_handshake(LiveServer& live) {
  REQUIRE(live.server.ask("0", initialize_request("0", "2025-11-25"))["result"].exists());
}

}  // namespace

TEST_CASE("errors: malformed JSON is -32700 without an id") {
  LiveServer live;
  for (const char* line :
       {"{", "}", "nonsense", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}x",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":tru}}", "{'jsonrpc':'2.0'}",
        "\"open", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\\x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":01}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\xff\"}}"}) {
    check_code(live, line, -32700, false);
  }
}

TEST_CASE("errors: a message that is not a request is -32600") {
  LiveServer live;
  begin_handshake(live);
  for (const char* line :
       {"1", "\"text\"", "null", "true", "[]", "{}", "[1]", R"({"id":1})",
        R"({"jsonrpc":"1.0","id":1,"method":"ping"})", R"({"jsonrpc":2.0,"id":1,"method":"ping"})",
        R"({"id":1,"method":"ping"})", R"({"jsonrpc":"2.0","id":1,"method":5})",
        R"({"jsonrpc":"2.0","id":null,"method":"ping"})", R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})",
        R"({"jsonrpc":"2.0","id":{},"method":"ping"})", R"({"jsonrpc":"2.0","id":true,"method":"ping"})"}) {
    INFO(line);
    CHECK(error_for(live, line)["error"]["code"].integer() == -32600);
  }
  // An id that cannot be one is not echoed; a good one of a bad request is.
  CHECK_FALSE(error_for(live, R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})")["id"].exists());
  CHECK(error_for(live, R"({"jsonrpc":"1.0","id":7,"method":"ping"})")["id"].integer() == 7);
}

TEST_CASE("errors: unknown methods are -32601") {
  LiveServer live;
  begin_handshake(live);
  for (const char* method :
       {"nonsense", "", "tools/lis", "resources/list", "resources/read", "prompts/list", "prompts/get",
        "logging/setLevel", "completion/complete", "subscriptions/listen"}) {
    check_code(live, request("1", method, "{}"), -32601, true);
  }
}

TEST_CASE("errors: unknown tools and cursors, and params of the wrong shape, are -32602") {
  LiveServer live;
  begin_handshake(live);
  check_code(live, call_request("1", "no_such_tool"), -32602, true);
  check_code(live, call_request("1", ""), -32602, true);
  check_code(live, request("1", "tools/call", "{}"), -32602, true);
  check_code(live, request("1", "tools/call"), -32602, true);
  check_code(live, request("1", "tools/call", R"({"name":5})"), -32602, true);
  check_code(live, request("1", "tools/call", R"({"name":"list_sessions","arguments":[]})"), -32602, true);
  check_code(live, request("1", "tools/call", R"({"name":"list_sessions","arguments":"{}"})"), -32602, true);
  check_code(live, request("1", "tools/list", R"({"cursor":"x"})"), -32602, true);
  check_code(live, request("1", "tools/list", R"("x")"), -32602, true);
  check_code(live, stateless_call_request("1", "no_such_tool"), -32602, true);
  check_code(live, stateless_request("1", "tools/list", R"({"cursor":"x"})"), -32602, true);
}

TEST_CASE("errors: notifications and replies get nothing, whatever they are") {
  LiveServer live;
  for (const char* line :
       {R"({"jsonrpc":"2.0","method":"nonsense"})",
        R"({"jsonrpc":"2.0","method":"notifications/initialized"})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled"})",
        R"({"jsonrpc":"2.0","method":"tools/call","params":{"name":"nonsense"}})",
        R"({"jsonrpc":"2.0","method":"initialize"})", R"({"jsonrpc":"2.0","id":5,"result":{}})",
        R"({"jsonrpc":"2.0","id":5,"error":{"code":1,"message":"x"}})"}) {
    live.server.send(line);
  }
  live.server.send(request("1", "ping"));
  CHECK(live.server.receive()["id"].integer() == 1);
}

TEST_CASE("errors: ids are echoed exactly") {
  LiveServer live;
  for (const char* id :
       {"0", "1", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "\"\"",
        "\"a\"", "\"é日本🎉\"", "\" 1 \"", "\"\\\"\\\\/\"", "\"1\""}) {
    live.server.send(request(id, "ping"));
    const std::string line = live.server.receive_line();
    INFO(line);
    CHECK(line.find("\"id\":" + std::string(id)) != std::string::npos);
  }
  // However it was escaped, it is the same string.
  live.server.send(request(R"("\u00e9\n\u0001\ud83c\udf89")", "ping"));
  CHECK(live.server.receive()["id"].string() == "\u00e9\n\x01\U0001f389");
}
