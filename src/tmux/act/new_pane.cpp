#include "tmux/act/new_pane.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kLookMark = "sessions-mcp-look";

/// If tmux has not answered within this time, the failure is tmux's.
constexpr std::chrono::milliseconds kAnswersWithin{500};

struct Look {
  CursorPlace place;
  bool dead = false;
  std::string
      status;  ///< the exit code of a dead pane's program, or "" (up to 3.2 also 0 for one killed by a signal)
  std::string signal;  ///< that has killed it, from tmux 3.3 on
};

const RowTable<Look>& looks() {
  static const RowTable<Look> table{
      field<&Look::place, &CursorPlace::x>("#{cursor_x}"),
      field<&Look::place, &CursorPlace::y>("#{cursor_y}"),
      field<&Look::place, &CursorPlace::history>("#{history_size}"),
      field<&Look::dead>("#{pane_dead}"),
      field<&Look::status>("#{pane_dead_status}"),
      field<&Look::signal>("#{pane_dead_signal}"),
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

void append_hold(Command& batch) {
  batch.then("set-option").flag("-p").flag("remain-on-exit").arg("on");
}

void release(Command& batch, PaneId pane) {
  batch.then("set-option").flag("-p").flag("-u").flag("-t").arg(pane.text()).flag("remain-on-exit");
}

Command look_at(const NewPane& pane) {
  Command batch = Precondition::server(pane.server).begin();
  uncover(batch, pane.id());
  append_look(batch, pane.id());
  return batch;
}

std::optional<CursorPlace> parse_look(std::string_view text) {
  const auto look = looks().parse_marked(text, kLookMark);
  return look && !look->dead ? std::optional(look->place) : std::nullopt;
}

Error shell_ended(const NewPane& pane, std::string_view then, std::string_view text) {
  const auto look = looks().parse_marked(text, kLookMark);
  std::string how;
  if (look && look->dead && !look->signal.empty())
    how = ", killed by signal " + look->signal + ",";
  else if (look && look->dead && !look->status.empty())
    how = " with exit code " + look->status;
  return {Errc::refused,
          "the shell of the new " + std::string(pane.made) + " ended" + how + " " + std::string(then)};
}

bool was_cut_short(const Error& error, uv::TimePoint asked) {
  return error.code == Errc::timed_out && uv::Clock::now() - asked < kAnswersWithin;
}

}  // namespace smcp::tmux
