// A Dispatcher without descriptors or tools: lines go in, what is sent is kept, calls wait to be answered by
// the test.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "transport/dispatcher.hpp"
#include "transport/limits.hpp"
#include "unit/transport/padded.hpp"

namespace smcp::test {

/// What a tool was asked for, and the duty to answer it.
struct PendingCall {
  std::string name;
  std::string arguments;
  transport::ClientInfo client;
  transport::Person person;
  std::optional<transport::ToolReply> reply;
  bool cancelled = false;
};

/// Tools named a and b, which answer when the test says so; `now` answers at once, `dropped` never.
class FakeTools {
 public:
  [[nodiscard]] transport::ToolHost host() {
    return {[](transport::Revision revision) -> std::string_view {
              return has_structured_content(revision) ? R"([{"name":"a","title":"A"}])" : R"([{"name":"a"}])";
            },
            [](std::string_view name) {
              return name == "a" || name == "b" || name == "now" || name == "dropped";
            },
            [this](transport::ToolCall call, transport::ToolReply reply) {
              return start(call, std::move(reply));
            }};
  }
  std::deque<PendingCall> calls;

 private:
  transport::CancelHook start(transport::ToolCall call, transport::ToolReply reply) {
    const std::string_view behind(call.arguments.data() + call.arguments.size(), kLinePadding);
    padding_sum_ += static_cast<unsigned char>(behind.back());  // readable, as the sanitizers will see
    if (call.name == "dropped") return {};
    if (call.name == "now") {
      reply.answer(transport::ToolResult::object(std::string(call.arguments)));
      return [] { FAIL("a call that is answered cannot be cancelled"); };
    }
    calls.push_back({std::string(call.name), std::string(call.arguments), std::move(call.client),
                     std::move(call.person), std::move(reply)});
    return [&pending = calls.back()] { pending.cancelled = true; };
  }

  unsigned padding_sum_ = 0;
};

inline const std::string kStatelessMeta =
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}})";
/// How every stateless result ends.
inline const std::string kStatelessEnd =
    R"("resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"n","title":"t","version":"1"}}}})";

struct Fixture {
  std::vector<std::string> sent;  ///< without their newlines
  int ended = 0;
  FakeTools tools;
  transport::Dispatcher dispatcher{{"n", "t", "1", "use \"a\""},
                                   tools.host(),
                                   {[this](std::string& line) {
                                      REQUIRE(!line.empty());
                                      REQUIRE(line.find('\n') == line.size() - 1);
                                      sent.push_back(line.substr(0, line.size() - 1));
                                    },
                                    [this] { ++ended; }}};

  void line(std::string_view text) { dispatcher.receive(Padded(text).view()); }
  /// What the line is answered with: one message or, as "", nothing.
  std::string reply(std::string_view text) {
    sent.clear();
    line(text);
    REQUIRE(sent.size() <= 1);
    return sent.empty() ? "" : sent.front();
  }
  void agree(std::string_view revision) {
    line(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" +
         std::string(revision) + R"(","capabilities":{},"clientInfo":{"name":"c","version":"1"}}})");
    sent.clear();
  }
};

inline std::string request(std::string_view id, std::string_view method, std::string_view params = {}) {
  std::string line =
      R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"method":")" + std::string(method) + '"';
  if (!params.empty()) line += R"(,"params":)" + std::string(params);
  return line + "}";
}
inline std::string stateless(std::string_view id, std::string_view method, std::string_view more = {}) {
  return request(id, method, "{" + kStatelessMeta + (more.empty() ? "" : ",") + std::string(more) + "}");
}
/// A call of a handshake revision.
inline std::string call(std::string_view id, std::string_view name, std::string_view more = {}) {
  return request(id, "tools/call", R"({"name":")" + std::string(name) + '"' + std::string(more) + "}");
}
inline std::string cancel(std::string_view id) {
  return R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + std::string(id) +
         "}}";
}
/// How an error reply to `id` begins (no `id` member if that is empty).
inline std::string error(std::string_view id, int code) {
  const std::string member = id.empty() ? "" : R"("id":)" + std::string(id) + ",";
  return R"({"jsonrpc":"2.0",)" + member + R"("error":{"code":)" + std::to_string(code) + R"(,"message":")";
}

}  // namespace smcp::test
