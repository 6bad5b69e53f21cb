// A question to the person in front of the client, during a call, and what becomes of it. In the handshake revisions it
// is a request of ours (elicitation/create) while the call runs. In the stateless era it is the call's result, and the
// client calls again with the answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::transport {

/// How the client of a call can be asked.
enum class Asking {
  never,      ///< it has not said that it can ask a person
  in_call,    ///< by ToolReply::ask()
  in_result,  ///< by answering with ToolResult::question(); the answer comes with another call
};

struct Choice {
  std::string_view value;  ///< what comes back
  std::string title;       ///< what the person reads
};

struct Question {
  std::string message;
  std::vector<Choice> choices;  ///< not empty; the first one counts if a client accepts without choosing
};

/// What a client says that the person said. It is as true as the client is.
struct Answer {
  enum class Kind {
    accepted,
    declined,
    cancelled,   ///< the question was closed without an answer
    unusable,    ///< an error, or not the shape of an answer
    never_asked  ///< there are too many open questions
  };
  Kind kind = Kind::unusable;
  std::string
      choice{};  ///< of Kind::accepted: one of those given, or whatever else the client says; "" if nothing
  std::string problem{};  ///< of Kind::unusable: what the client said, or what is wrong with it
};

/// What a call has to do with the person.
struct Person {
  Asking asking = Asking::never;
  std::optional<std::string> state{};  ///< Asking::in_result: that of an earlier result, if it comes back
  std::optional<Answer> answer{};      ///< Asking::in_result: to the question of that result, if it is there
};

/// Names in the messages: of the question among those of a result, and of the choice in an answer.
inline constexpr std::string_view kQuestionName = "confirm";
inline constexpr std::string_view kChoiceName = "answer";

}  // namespace smcp::transport
