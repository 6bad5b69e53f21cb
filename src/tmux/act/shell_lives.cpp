#include "tmux/act/shell_lives.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "io/uv_timer.hpp"
#include "shell/foreground.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

/// Pauses between looks at the machine's processes, which are cheap.
constexpr milliseconds kFirstLookAtShell{2};
constexpr milliseconds kSlowestLookAtShell{20};

constexpr std::string_view kAtOnce =
    "at once, and no session is left behind. Does default-command in ~/.tmux.conf end at once, or do the "
    "shell's "
    "start-up files exit?";

}  // namespace

Task<Status> see_shell_live(uv::Loop& loop, Chain chain, NewPane pane) {
  const auto until = uv::Clock::now() + kShellLivesBy;
  for (milliseconds delay = kFirstLookAtShell;; delay = std::min(delay * 2, kSlowestLookAtShell)) {
    co_await pause(loop, chain, delay);
    const auto& processes = chain->processes();
    const bool over = uv::Clock::now() >= until || chain->expired();
    const bool there = processes.process(pane.terminal.pid).known;
    const bool ready = shell::ready_line_mode(processes, pane.terminal.pid, pane.terminal.tty).has_value();
    if (there && !ready && !over) continue;
    // A shell that has gone, or was never seen, is held until tmux has noticed how it ended.
    Command batch = look_at(pane);
    const bool last = there || over;
    if (last) release(batch, pane.id());
    const auto text = co_await run(chain, std::move(batch));
    if (!text) co_return text.error();
    if (!parse_look(*text)) co_return shell_ended(pane, kAtOnce, *text);
    if (last) co_return Ok{};
  }
}

}  // namespace smcp::tmux
