#include "tmux/act/reader_ready.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shell/foreground.hpp"
#include "tmux/act/type_keys.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

using shell::Foreground;

constexpr std::chrono::milliseconds kLookAgain{15};

/// A program that takes keys has the terminal, or one that takes lines waits for one.
bool is_read(const shell::ProcessView& processes, const PaneTerminal& pane) {
  const auto modes = processes.terminal_modes(pane.tty);
  if (!modes || !modes->canonical) return true;
  const auto seen = shell::seen_foreground(processes, pane.pid, pane.tty);
  if (!seen || *seen != Foreground::running) return true;
  return shell::input_awaited(processes, pane.pid, pane.tty, true) != shell::InputAwaited::no;
}

Command cursor_of(PaneId pane) {
  Command display("display-message");
  display.flag("-p").flag("-t").arg(pane.text()).arg("#{history_size} #{cursor_y} #{cursor_x}");
  return display;
}

}  // namespace

bool should_find_reader(const Keys& keys) {
  return keys.paste.value_or(true) &&
         std::any_of(keys.strokes.begin(), keys.strokes.end(), [](const Stroke& stroke) {
           return !stroke.is_key && stroke.press.bytes.find('\n') != std::string::npos;
         });
}

Task<bool> await_reader(uv::Loop& loop, Chain chain, Pane pane) {
  const auto& processes = chain->processes();
  if (is_read(processes, pane.terminal)) co_return false;
  const auto until = std::min(uv::Clock::now() + kMaxStart, chain->deadline() - kTimeToType);
  std::string place;
  while (uv::Clock::now() < until && !chain->cancelled()) {
    co_await pause(loop, chain, kLookAgain);
    std::vector<std::string> ttys{pane.terminal.tty};
    co_await look(chain, std::move(ttys));
    if (!is_read(processes, pane.terminal)) continue;
    // What it prints before it reads, a mode among it, tmux may have still to take.
    Command cursor = cursor_of(pane.id);
    const auto now = co_await run(chain, std::move(cursor));
    if (!now || *now == place) break;
    place = *now;
  }
  co_return true;
}

}  // namespace smcp::tmux
