// capture_pane: the last lines of a session's active pane.
#include <utility>

#include "tmux/capture.hpp"
#include "tools/tool.hpp"
#include "transport/json_escape.hpp"
#include "transport/json_writer.hpp"

namespace smcp::tools {
namespace {

/// A message over 10 MiB breaks the official SDK's connection; a whole reply stays below 8 MiB. What is left
/// over is for the rest of the message: envelope, second block, session name.
constexpr std::size_t kMaxEscapedText = 8 * 1024 * 1024 - 16 * 1024;

/// The longest that one byte becomes in JSON: \u001b.
constexpr std::size_t kLongestEscape = 6;

/// Leaves out the oldest lines that would not fit as JSON.
void fit(tmux::Tail& tail) {
  if (tail.text().size() <= kMaxEscapedText / kLongestEscape) return;
  constexpr std::size_t kNewline = 2;  // \n
  std::size_t size = 0;
  std::size_t kept = 0;
  while (kept < tail.lines()) {
    size += transport::escaped_size(tail.line_from_end(kept)) + kNewline;
    if (size > kMaxEscapedText) break;
    ++kept;
  }
  tail.drop_oldest(tail.lines() - kept);
}

std::string about(const std::string& session, const tmux::Tail& tail) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", session).field("lines", tail.lines());
  if (tail.left_out() > 0) writer.field("truncated", true).field("left_out", tail.left_out());
  writer.end_object();
  return json;
}

}  // namespace

void capture_pane(Toolbox& tools, const CallPtr& call) {
  auto read = [call](Gate::Pass pass) {
    if (call->chain->cancelled()) return;
    // Time spent waiting for the client to read is the client's own: the deadline counts from here.
    if (pass.was_held()) call->chain->restart_deadline();
    call->pass.emplace(std::move(pass));
    tmux::CaptureRequest request{call->name(), static_cast<std::size_t>(call->arguments.integer("lines")),
                                 kMaxEscapedText};
    tmux::capture_pane(call->chain, std::move(request), [call](Result<tmux::Captured> captured) {
      if (!captured) return call->fail(captured.error());
      const tmux::Captured tail = *captured;
      fit(*tail);
      call->reply.answer(transport::ToolResult::text({tail->text(), tail}, about(call->name(), *tail)));
    });
  };
  tools.captures.enter(std::move(read));
}

}  // namespace smcp::tools
