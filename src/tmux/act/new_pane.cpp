#include "tmux/act/new_pane.hpp"

#include <chrono>

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kLookMark = "sessions-mcp-look";

/// If tmux has not answered within this time, the failure is tmux's.
constexpr std::chrono::milliseconds kAnswersWithin{500};

}  // namespace

void uncover(Command& batch, PaneId pane) {
  batch.then("if-shell").flag("-F").flag("-t").arg(pane.text()).arg("#{pane_in_mode}");
  batch.arg("copy-mode -q -t " + pane.text());
}

void append_look(Command& batch, PaneId pane) {
  batch.then("display-message").flag("-p").flag("-t").arg(pane.text());
  batch.arg(marked_format(kLookMark, {"cursor_x", "cursor_y", "history_size", "pane_dead"}));
}

Command look_at(const NewPane& pane) {
  Command batch = Precondition::server(pane.server).begin();
  uncover(batch, pane.id);
  append_look(batch, pane.id);
  return batch;
}

std::optional<CursorPlace> parse_look(std::string_view text) {
  const auto line = find_marked(text, kLookMark);
  const auto row = line ? split_record(*line, 4) : std::nullopt;
  if (!row || (*row)[3] != "0") return std::nullopt;
  CursorPlace place;
  const bool taken = take_number((*row)[0], place.x) && take_number((*row)[1], place.y) &&
                     take_number((*row)[2], place.history);
  return taken ? std::optional(place) : std::nullopt;
}

bool was_cut_short(const Error& error, uv::TimePoint asked) {
  return error.code == Errc::timed_out && uv::Clock::now() - asked < kAnswersWithin;
}

}  // namespace smcp::tmux
