#include "tmux/act/new_pane.hpp"

#include <chrono>

#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kLookMark = "sessions-mcp-look";

/// If tmux has not answered within this time, the failure is tmux's.
constexpr std::chrono::milliseconds kAnswersWithin{500};

const RowTable<CursorPlace>& looks() {
  static const RowTable<CursorPlace> table{
      field<&CursorPlace::x>("#{cursor_x}"),
      field<&CursorPlace::y>("#{cursor_y}"),
      field<&CursorPlace::history>("#{history_size}"),
      {"#{pane_dead}", [](std::string_view printed, CursorPlace&) { return printed == "0"; }},
  };
  return table;
}

}  // namespace

void uncover(Command& batch, PaneId pane) {
  batch.then("if-shell").flag("-F").flag("-t").arg(pane.text()).arg("#{pane_in_mode}");
  batch.arg("copy-mode -q -t " + pane.text());
}

void append_look(Command& batch, PaneId pane) {
  batch.then("display-message").flag("-p").flag("-t").arg(pane.text());
  batch.arg(looks().marked_format(kLookMark));
}

Command look_at(const NewPane& pane) {
  Command batch = Precondition::server(pane.server).begin();
  uncover(batch, pane.id());
  append_look(batch, pane.id());
  return batch;
}

std::optional<CursorPlace> parse_look(std::string_view text) {
  return looks().parse_marked(text, kLookMark);
}

bool was_cut_short(const Error& error, uv::TimePoint asked) {
  return error.code == Errc::timed_out && uv::Clock::now() - asked < kAnswersWithin;
}

}  // namespace smcp::tmux
