// The interface between the transport and the tools: a call goes in, exactly one result comes out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/unique_function.hpp"
#include "transport/revision.hpp"

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
  enum class Kind { object, text, note, error };

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
  UniqueFunction<void(std::string_view)> progress;  ///< empty if the client did not ask for progress
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

 private:
  ReplySink sink_;
};

/// One `tools/call`. The views are valid only while the call is being started: decode them, and keep what you
/// need.
struct ToolCall {
  std::string_view name;
  /// A valid JSON object, followed by at least SIMDJSON_PADDING readable bytes.
  std::string_view arguments;
};

/// Stops the work of a cancelled call and drops its reply. May be empty if the call is already done.
using CancelHook = UniqueFunction<void()>;

/// The tools as seen by the dispatcher.
struct ToolHost {
  /// The `tools` array of tools/list for a revision, as JSON. The text must stay valid.
  UniqueFunction<std::string_view(Revision)> list;
  UniqueFunction<bool(std::string_view name)> has;
  /// Starts a call, which may answer before this returns. The hook alone must not keep the call's state
  /// alive.
  UniqueFunction<CancelHook(ToolCall, ToolReply)> call;
};

}  // namespace smcp::transport
