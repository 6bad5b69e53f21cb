// capture_pane: the last lines of a pane, what came since a cursor, or exactly what is visible.
#include <string>
#include <string_view>
#include <utility>

#include "json/escape.hpp"
#include "json/writer.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/poll.hpp"
#include "tools/pane_text.hpp"
#include "tools/screen_text.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

void answer_text(const CallPtr& call, PaneText text) {
  text.finish(call->arguments.boolean("compact"));
  std::string about = text.about(call->server, call->shown_name());
  call->reply.answer(transport::ToolResult::text(text.block(), std::move(about)));
}

/// The cursor of the result goes on from what the screen shows, as that of any other capture does.
void show(const CallPtr& call, tmux::Captured captured) {
  const ScreenText shown(std::move(*captured.screen), call->arguments.boolean("colors"));
  if (transport::escaped_size(shown.block().text) > kMaxEscapedText)
    return call->fail(tmux::screen_too_large());
  std::string about;
  transport::JsonWriter writer(about);
  writer.begin_object().field("session", call->shown_name()).field("pane", captured.state.pane.text());
  shown.write(writer);
  writer.field("cursor", call->server.shown(captured.cursor.text())).end_object();
  call->reply.answer(transport::ToolResult::text(shown.block(), std::move(about)));
}

void capture_screen(const CallPtr& call, std::optional<tmux::PaneId> pane) {
  tmux::CaptureRequest request;
  request.session = call->name();
  request.pane = pane;
  request.lines = 1;  // as much as a cursor takes
  request.max_bytes = kMaxEscapedText;
  request.screen = true;
  tmux::capture_pane(call->chain, std::move(request), [call](Result<tmux::Captured> captured) {
    if (!captured) return call->fail(captured.error());
    call->is_about(captured->state.pane);
    show(call, std::move(*captured));
  });
}

void capture(const CallPtr& call, std::optional<tmux::PaneId> pane) {
  if (call->arguments.boolean("screen")) return capture_screen(call, pane);
  tmux::CaptureRequest request;
  request.session = call->name();
  request.pane = pane;
  request.lines = static_cast<std::size_t>(call->arguments.integer("lines"));
  request.skip = static_cast<std::size_t>(call->arguments.integer("skip"));
  request.colors = call->arguments.boolean("colors");
  request.max_bytes = request.skip > 0 ? kMaxSkippedText : kMaxEscapedText;
  tmux::capture_pane(call->chain, std::move(request), [call](Result<tmux::Captured> captured) {
    if (!captured) return call->fail(captured.error());
    call->is_about(captured->state.pane);
    answer_text(call, PaneText(std::move(*captured)));
  });
}

void poll(const CallPtr& call, const tmux::Cursor& since) {
  call->is_about(since.pane);
  tmux::PollRequest request;
  request.session = call->name();
  request.since = since;
  request.lines = static_cast<std::size_t>(call->arguments.integer("lines"));
  request.colors = call->arguments.boolean("colors");
  request.max_bytes = kMaxEscapedText;
  tmux::poll_pane(call->chain, std::move(request), [call](Result<tmux::Polled> polled) {
    if (!polled) return call->fail(polled.error());
    if (polled->kind == tmux::Polled::Kind::unchanged) {
      return call->reply.answer(transport::ToolResult::note(unchanged(call->shown_name(), polled->state)));
    }
    answer_text(call, PaneText(std::move(*polled)));
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

/// What chooses among lines makes no sense for a screen.
Status check_screen(const Arguments& arguments) {
  if (!arguments.boolean("screen")) return Ok{};
  const std::string_view other = arguments.has("lines")          ? "lines"
                                 : arguments.has("since")        ? "since"
                                 : arguments.integer("skip") > 0 ? "skip"
                                 : arguments.boolean("compact")  ? "compact"
                                                                 : "";
  if (other.empty()) return Ok{};
  return Error{Errc::invalid_argument,
               "screen returns exactly the visible rows, so it cannot be combined with " +
                   std::string(other) + "; leave one of them out"};
}

}  // namespace

void capture_pane(Toolbox&, const CallPtr& call) {
  if (const Status status = check_screen(call->arguments); !status) return call->fail(status.error());
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
