// capture_pane: the last lines of a pane, or what came since a cursor.
#include <utility>

#include "tmux/find/pane_selector.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/poll.hpp"
#include "tools/pane_text.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

void answer(const CallPtr& call, PaneText text) {
  text.finish(call->arguments.boolean("compact"));
  std::string about = text.about(call->name());
  call->reply.answer(transport::ToolResult::text(text.block(), std::move(about)));
}

void capture(const CallPtr& call, std::optional<tmux::PaneId> pane) {
  tmux::CaptureRequest request;
  request.session = call->name();
  request.pane = pane;
  request.lines = static_cast<std::size_t>(call->arguments.integer("lines"));
  request.skip = static_cast<std::size_t>(call->arguments.integer("skip"));
  request.colors = call->arguments.boolean("colors");
  request.max_bytes = request.skip > 0 ? kMaxSkippedText : kMaxEscapedText;
  tmux::capture_pane(call->chain, std::move(request), [call](Result<tmux::Captured> captured) {
    if (!captured) return call->fail(captured.error());
    answer(call, PaneText(std::move(*captured)));
  });
}

void poll(const CallPtr& call, const tmux::Cursor& since) {
  tmux::PollRequest request;
  request.session = call->name();
  request.since = since;
  request.lines = static_cast<std::size_t>(call->arguments.integer("lines"));
  request.colors = call->arguments.boolean("colors");
  request.max_bytes = kMaxEscapedText;
  tmux::poll_pane(call->chain, std::move(request), [call](Result<tmux::Polled> polled) {
    if (!polled) return call->fail(polled.error());
    if (polled->kind == tmux::Polled::Kind::unchanged) {
      return call->reply.answer(transport::ToolResult::note(unchanged(call->name(), polled->state)));
    }
    answer(call, PaneText(std::move(*polled)));
  });
}

/// With a cursor, the pane is the cursor's; one that is asked for must be the same.
void start(const CallPtr& call, const std::optional<tmux::Cursor>& since) {
  const std::string& selector = call->arguments.text("pane");
  if (selector.empty()) return since ? poll(call, *since) : capture(call, std::nullopt);
  tmux::find_pane(call->chain, call->name(), selector, [call, since](const Result<tmux::Pane>& pane) {
    if (!pane) return call->fail(pane.error());
    if (!since) return capture(call, pane->id);
    if (since->pane == pane->id) return poll(call, *since);
    call->fail(other_pane(*since, pane->id));
  });
}

}  // namespace

void capture_pane(Toolbox&, const CallPtr& call) {
  std::optional<tmux::Cursor> since;
  if (call->arguments.has("since")) {
    auto parsed = parse_cursor(call->arguments.text("since"));
    if (!parsed) return call->fail(parsed.error());
    since = *parsed;
    if (call->arguments.integer("skip") > 0) {
      return call->fail(
          {Errc::invalid_argument, "skip counts from the newest line, so it cannot be combined with since"});
    }
  }
  in_captures(call, [call, since] { start(call, since); });
}

}  // namespace smcp::tools
