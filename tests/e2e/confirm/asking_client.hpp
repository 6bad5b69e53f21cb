// A client with a person in front of it, for tests: it makes calls, and answers the questions that come of them.
#pragma once

#include <string>
#include <string_view>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

/// In both eras: after a handshake the question is a request of the server's, otherwise it is a result.
struct AskingClient {
  static constexpr std::int64_t kInvalidParams = -32602;
  static constexpr std::int64_t kMissingCapability = -32021;

  LiveServer live;
  std::string revision;
  int id = 100;
  Json question{};          ///< elicitation/create, the last one
  std::string state{};      ///< requestState, the last one
  std::string tool{};       ///< of the last call
  std::string arguments{};  ///< of the last call
  Json reply{};             ///< the last one to a call

  AskingClient(std::string_view confirm, std::string_view of_revision,
               std::string_view capabilities = R"({"elicitation":{}})", std::vector<std::string> more = {})
      : live(with(std::move(more), std::string(confirm))), revision(of_revision), can(capabilities) {
    if (stateless()) return;
    const std::string params = object("protocolVersion", revision, "capabilities", Raw{can}, "clientInfo",
                                      Raw{object("name", "asking", "version", "1")});
    (void)live.server.ask("0", request("0", "initialize", params));
    live.server.send(notification("notifications/initialized"));
  }

  static std::vector<std::string> with(std::vector<std::string> more, std::string confirm) {
    more.insert(more.end(), {"--confirm", std::move(confirm)});
    return more;
  }

  [[nodiscard]] bool stateless() const { return revision == kStateless; }
  [[nodiscard]] const Json& params() const { return question["params"]; }
  [[nodiscard]] const std::string& message() const { return params()["message"].string(); }

  /// Sends a call, without waiting.
  void send_call(std::string_view name, std::string_view given, const std::string& more = "") {
    tool = name;
    arguments = given;
    ++id;
    std::string params = R"({"name":)" + json_string(name) + R"(,"arguments":)" + std::string(given) + more;
    if (stateless()) {
      params += R"(,"_meta":)" + object("io.modelcontextprotocol/protocolVersion", revision,
                                        "io.modelcontextprotocol/clientCapabilities", Raw{can});
    }
    live.server.send(request(std::to_string(id), "tools/call", params + "}"));
  }
  /// The result of the last call.
  Json result() {
    reply = live.server.reply(std::to_string(id));
    return reply["result"];
  }

  /// Makes a call that must ask.
  void asks(std::string_view name, std::string_view given) {
    send_call(name, given);
    if (stateless()) {
      const Json asked = result();
      REQUIRE(asked["resultType"].string() == "input_required");
      question = asked["inputRequests"]["confirm"];
      state = asked["requestState"].string();
    } else {
      question = live.server.receive();
    }
    REQUIRE(question["method"].string() == "elicitation/create");
  }
  /// Makes a call that must not ask, and gives its result.
  Json goes_on(std::string_view name, std::string_view given) {
    send_call(name, given);
    Json given_back = result();
    if (stateless()) CHECK(given_back["resultType"].string() == "complete");
    return given_back;
  }
  /// What a person says: the result of elicitation/create. To the last question, without waiting.
  void say(const std::string& answer) {
    if (stateless()) {
      return send_call(
          tool, arguments,
          R"(,"requestState":)" + json_string(state) + R"(,"inputResponses":{"confirm":)" + answer + "}");
    }
    live.server.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(question["id"].integer()) +
                     R"(,"result":)" + answer + "}");
  }
  Json answered(const std::string& answer) {
    say(answer);
    return result();
  }
  /// An error that says that nothing was done.
  bool refused(const Json& given, std::string_view why) {
    INFO(text_of(given));
    const std::string text = text_of(given);
    CHECK(text.find(why) != std::string::npos);
    CHECK(text.find("nothing was done") != std::string::npos);
    return is_error(given);
  }
  /// The last call has not come so far that it could have a result: an error with this code in the stateless era, and
  /// otherwise one that says that nothing was done.
  bool rejected(std::int64_t code, std::string_view why) {
    if (!stateless()) return refused(reply["result"], why);
    const std::string& text = reply["error"]["message"].string();
    INFO(text);
    CHECK(text.find(why) != std::string::npos);
    CHECK(text.find("nothing was done") != std::string::npos);
    return reply["error"]["code"].integer() == code;
  }
  /// Says what is no answer to the last question.
  bool no_use(const std::string& answer, std::string_view why) {
    (void)answered(answer);
    return rejected(kInvalidParams, why);
  }
  /// A session as sessions-mcp makes it.
  void make_own(const std::string& name) const {
    live.tmux.start_job(name, "true");
    live.tmux.must({"set-option", "-t", "=" + name + ":", "@smcp-made-by", "sessions-mcp"});
  }

 private:
  std::string can;
};

inline const std::string kYes = R"({"action":"accept","content":{"answer":"once"}})";
inline const std::string kYesForSession = R"({"action":"accept","content":{"answer":"session"}})";
inline const std::string kNo = R"({"action":"accept","content":{"answer":"refuse"}})";

/// Those that can ask.
inline constexpr const char* kAskingRevisions[] = {"2025-06-18", "2025-11-25", "2026-07-28"};

}  // namespace smcp::test
