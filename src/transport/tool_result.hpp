// What a tool answers, independent of the protocol's revisions.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "transport/question.hpp"

namespace smcp::transport {

/// Text of any size in one run of bytes, kept alive by `owner`. It need not be valid UTF-8: invalid parts are
/// sent as U+FFFD.
struct TextBlock {
  std::string_view text;
  std::shared_ptr<const void> owner;
};

/// The result of one tool call, independent of the revision in which it will be written.
class ToolResult {
 public:
  enum class Kind { object, text, note, error, question };

  /// What an error is about. The stateless era has an answer of its own for all but the first.
  enum class Fault {
    call,        ///< what was asked for, or what became of it: the model can do something about it
    cannot_ask,  ///< a person has to be asked first, and the client has not said that it can
    bad_answer,  ///< what the client brought back as the person's answer, or along with it, is none
  };

  /// One compact JSON object, which is sent both as text and as `structuredContent`.
  [[nodiscard]] static ToolResult object(std::string json) { return {Kind::object, std::move(json), {}}; }
  /// A block of text, and a second block with one compact JSON object about it. There is no structured
  /// content.
  [[nodiscard]] static ToolResult text(TextBlock text, std::string about_json) {
    return {Kind::text, std::move(about_json), std::move(text)};
  }
  /// A single block with one compact JSON object, for a tool that otherwise answers with text(): there is no
  /// text.
  [[nodiscard]] static ToolResult note(std::string json) { return {Kind::note, std::move(json), {}}; }
  /// A result with `isError`: a text that says what to change.
  [[nodiscard]] static ToolResult error(std::string message, Fault fault = Fault::call) {
    ToolResult result{Kind::error, std::move(message), {}};
    result.fault_ = fault;
    return result;
  }

  /// No result yet: the client is to ask the person, and to call again with the answer and with `state`. Only for
  /// calls with Asking::in_result.
  [[nodiscard]] static ToolResult question(Question question, std::string state) {
    ToolResult result{Kind::question, std::move(state), {}};
    result.asked_ = std::make_shared<const Question>(std::move(question));
    return result;
  }

  [[nodiscard]] Kind kind() const { return kind_; }
  /// The JSON object (object, text, note), the message (error), or the state (question).
  [[nodiscard]] const std::string& json_or_message() const { return string_; }
  /// The first block of Kind::text.
  [[nodiscard]] const TextBlock& text_block() const { return text_; }
  /// Of Kind::error.
  [[nodiscard]] Fault fault() const { return fault_; }
  /// Of Kind::question.
  [[nodiscard]] const Question& asked() const { return *asked_; }

 private:
  ToolResult(Kind kind, std::string string, TextBlock text)
      : kind_(kind), string_(std::move(string)), text_(std::move(text)) {}

  Kind kind_;
  Fault fault_ = Fault::call;
  std::string string_;
  TextBlock text_;
  std::shared_ptr<const Question> asked_;
};

}  // namespace smcp::transport
