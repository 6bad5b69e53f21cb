// What the transport and the tools say to each other: a call goes in, exactly one result comes out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/unique_function.hpp"
#include "transport/revision.hpp"

namespace smcp::transport {

/// Text of any size in one run of bytes, kept alive by `owner`. It need not be valid UTF-8: what is not
/// becomes U+FFFD on its way out.
struct TextBlock {
  std::string_view text;
  std::shared_ptr<const void> owner;
};

/// The result of one tool call, before it knows which revision it is written for.
class ToolResult {
 public:
  enum class Kind { object, text, note, error };

  /// One compact JSON object: the text for those who read text, the same as `structuredContent` for the
  /// others.
  [[nodiscard]] static ToolResult object(std::string json) { return {Kind::object, std::move(json), {}}; }
  /// A block of text, and a second block that holds one compact JSON object about it. No structured content.
  [[nodiscard]] static ToolResult text(TextBlock text, std::string about_json) {
    return {Kind::text, std::move(about_json), std::move(text)};
  }
  /// One block alone that holds one compact JSON object, of a tool that answers with text(): there is none.
  [[nodiscard]] static ToolResult note(std::string json) { return {Kind::note, std::move(json), {}}; }
  /// `isError`: text that says what to change.
  [[nodiscard]] static ToolResult error(std::string message) { return {Kind::error, std::move(message), {}}; }

  [[nodiscard]] Kind kind() const { return kind_; }
  /// The JSON object (object, text, note), or the message (error).
  [[nodiscard]] const std::string& json_or_message() const { return string_; }
  /// The first block of Kind::text.
  [[nodiscard]] const TextBlock& text_block() const { return text_; }

 private:
  ToolResult(Kind kind, std::string string, TextBlock text)
      : kind_(kind), string_(std::move(string)), text_(std::move(text)) {}

  Kind kind_;
  std::string string_;
  TextBlock text_;
};

/// Where the answer to one call goes.
struct ReplySink {
  UniqueFunction<void(ToolResult)> answer;
  UniqueFunction<void(std::string_view)> progress;  ///< may be empty: nobody asked for progress
};

/// The duty to answer one call. Move-only; the first answer counts, and one that is dropped unanswered
/// answers with an error, so that no caller waits for ever. After a cancellation the sink takes everything
/// and sends nothing.
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
  /// Tells a client that asked for progress what is going on. Nothing after the answer.
  void progress(std::string_view message) {
    if (sink_.answer && sink_.progress) sink_.progress(message);
  }

 private:
  ReplySink sink_;
};

/// One `tools/call`. The views are valid only while the call is being started: decode, then keep what you
/// need.
struct ToolCall {
  std::string_view name;
  /// A valid JSON object, with at least SIMDJSON_PADDING readable bytes behind it.
  std::string_view arguments;
};

/// Ends the work of a call that was cancelled; the reply is dropped by it. May be empty if the call is done
/// already.
using CancelHook = UniqueFunction<void()>;

/// The tools, as the dispatcher sees them.
struct ToolHost {
  /// The `tools` array of tools/list as JSON, for a revision. The text stays valid.
  UniqueFunction<std::string_view(Revision)> list;
  UniqueFunction<bool(std::string_view name)> has;
  /// Starts a call; may answer before it returns. The hook must not keep the call's state alive by itself.
  UniqueFunction<CancelHook(ToolCall, ToolReply)> call;
};

}  // namespace smcp::transport
