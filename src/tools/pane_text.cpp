#include "tools/pane_text.hpp"

#include <algorithm>
#include <utility>

#include "json/escape.hpp"
#include "text/fold_similar.hpp"

namespace smcp::tools {
namespace {

/// The longest that one byte becomes in JSON: \u001b.
constexpr std::size_t kLongestEscape = 6;

std::string_view word_for(tmux::Reset why) {
  switch (why) {
    case tmux::Reset::respawned:
      return "respawn";
    case tmux::Reset::resized:
      return "resize";
    case tmux::Reset::cleared:
      return "clear";
    case tmux::Reset::no_history:
      return "no_history";
    case tmux::Reset::history_limit:
      return "history_limit";
    case tmux::Reset::pane_gone:
      return "pane_gone";
  }
  return "";
}

}  // namespace

std::string_view reset_word(const tmux::Polled& polled) {
  switch (polled.kind) {
    case tmux::Polled::Kind::reset:
      return word_for(polled.reset);
    case tmux::Polled::Kind::redrawn:
      return "redraw";
    case tmux::Polled::Kind::alternate:
      return "alternate_screen";
    case tmux::Polled::Kind::unchanged:
    case tmux::Polled::Kind::news:
    case tmux::Polled::Kind::lost:
      break;
  }
  return "";
}

void fit_reply(tmux::Tail& tail) {
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

PaneText::PaneText(tmux::Captured captured) {
  polled_.kind = tmux::Polled::Kind::news;
  polled_.text = std::move(captured.text);
  polled_.passed = polled_.text->passed();
  polled_.screen_lines = captured.screen_lines;
  polled_.state = std::move(captured.state);
  polled_.cursor = captured.cursor;
}

PaneText::PaneText(tmux::Polled polled) : polled_(std::move(polled)), since_(true) {}

void PaneText::finish(bool fold) {
  fit_reply(*polled_.text);
  lines_ = polled_.text->lines();
  if (!fold) return;
  folded_ = std::make_shared<std::string>();
  lines_ = fold_similar(polled_.text->text(), *folded_);
}

transport::TextBlock PaneText::block() const {
  if (folded_) return {*folded_, folded_};
  return {polled_.text->text(), polled_.text};
}

std::string PaneText::about(const Server& server, std::string_view session) const {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", session);
  write_about(writer, server);
  writer.end_object();
  return json;
}

void PaneText::write_about(transport::JsonWriter& writer, const Server& server) const {
  using Kind = tmux::Polled::Kind;
  writer.field("pane", polled_.state.pane.text()).field("lines", lines_);
  const bool joins = polled_.kind == Kind::news || polled_.kind == Kind::alternate;
  if (polled_.replaces_last && joins && !polled_.whole) writer.field("replaces_last_line", true);
  if (const auto word = reset_word(polled_); !word.empty()) writer.field("reset", word);
  const auto screen_lines = std::min<std::uint64_t>(polled_.screen_lines, lines_);
  if (screen_lines > 0 && !folded_) writer.field("screen_lines", screen_lines);
  if (polled_.kind == Kind::lost) writer.field("lost", "unknown");
  if (polled_.lost_rows) writer.field("lost_rows", *polled_.lost_rows);
  const bool delta = since_ && (joins || polled_.kind == Kind::redrawn);
  const std::uint64_t held = polled_.text->lines() + polled_.text->left_out();
  if (delta && polled_.passed > held) writer.field("skipped", polled_.passed - held);
  if (polled_.text->left_out() > 0)
    writer.field("truncated", true).field("left_out", polled_.text->left_out());
  writer.field("cursor", server.shown(polled_.cursor.text()));
}

std::string unchanged(std::string_view session, const tmux::PaneState& state) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", session).field("unchanged", true).field("idle_s", state.idle());
  writer.end_object();
  return json;
}

Result<tmux::Cursor> parse_cursor(std::string_view text) {
  const auto cursor = tmux::Cursor::parse(text);
  if (cursor) return *cursor;
  return Error{Errc::invalid_argument,
               "since must be a cursor: the \"cursor\" of an earlier result, unchanged. Without since, "
               "capture_pane returns the newest lines and a new cursor"};
}

Error other_pane(const tmux::Cursor& since, tmux::PaneId pane) {
  return {Errc::invalid_argument, "since is a cursor of pane " + since.pane.text() + ", not of " +
                                      pane.text() + "; leave since or pane out"};
}

}  // namespace smcp::tools
