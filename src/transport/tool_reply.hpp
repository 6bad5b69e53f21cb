// The duty to answer a call of a tool: exactly one result comes out.
#pragma once

#include <string_view>
#include <utility>

#include "base/unique_function.hpp"
#include "transport/question.hpp"
#include "transport/tool_result.hpp"

namespace smcp::transport {

/// Where the answer to one call goes.
struct ReplySink {
  UniqueFunction<void(ToolResult)> answer;
  UniqueFunction<void(std::string_view)> progress{};  ///< empty if the client did not ask for progress
  /// Asks the person; empty if nobody can be asked.
  UniqueFunction<void(Question, UniqueFunction<void(Answer)>)> ask{};
};

/// The duty to answer one call. Move-only. The first answer counts. A ToolReply that is destroyed without an
/// answer answers with an error, so that no client waits for ever. After a cancellation, the sink accepts
/// everything and sends nothing.
class ToolReply {
 public:
  explicit ToolReply(ReplySink sink) : sink_(std::move(sink)) {}
  ToolReply(ToolReply&& other) noexcept = default;
  ToolReply& operator=(ToolReply&& other) = delete;
  ToolReply(const ToolReply&) = delete;
  ToolReply& operator=(const ToolReply&) = delete;
  ~ToolReply() {
    if (sink_.answer) answer(ToolResult::error("internal error: the call was dropped without a result"));
  }

  void answer(ToolResult result) {
    auto send = std::exchange(sink_.answer, {});
    if (send) send(std::move(result));
  }
  /// Tells a client that asked for progress what is happening. Does nothing after the answer.
  void progress(std::string_view message) {
    if (sink_.answer && sink_.progress) sink_.progress(message);
  }
  /// Puts a question to the person, if the call's client is Asking::in_call. `on_answer` is called once, perhaps before
  /// this returns; never once the call is over, which withdraws the question. One question at a time.
  void ask(Question question, UniqueFunction<void(Answer)> on_answer) {
    if (!sink_.answer) return;
    if (!sink_.ask) return on_answer({Answer::Kind::unusable, "", "nobody can be asked"});
    sink_.ask(std::move(question), std::move(on_answer));
  }

 private:
  ReplySink sink_;
};

}  // namespace smcp::transport
