#include "tmux/act/shell_ready.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "io/uv_timer.hpp"
#include "shell/foreground.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

using shell::LineMode;
using std::chrono::milliseconds;

/// Pauses between looks at the terminal. A look is cheap, and shells start within 5 to 50 ms, or seconds.
constexpr milliseconds kFirstLookAtTerminal{5};
constexpr milliseconds kSlowestLookAtTerminal{50};
/// How often tmux is asked whether the pane is still there while the shell is not ready.
constexpr milliseconds kAskTmux{250};

constexpr std::string_view kBefore = "before it took the command";

/// How long a shell must look ready. An editor that shows its prompt is ready almost at once; the less there
/// is to see, the longer it must stay so.
milliseconds settling_time(LineMode mode, bool prompt) {
  if (mode == LineMode::editing) return milliseconds{prompt ? 15 : 500};
  return milliseconds{prompt ? 250 : 1000};
}

/// One shell that is waited for; it lives in the frame of wait_for_shell().
class ShellWatch {
 public:
  ShellWatch(uv::Loop& loop, Chain chain, NewPane pane)
      : loop_(loop), chain_(std::move(chain)), pane_(std::move(pane)) {}

  Task<Result<LineMode>> run_all() {
    milliseconds interval = kFirstLookAtTerminal;
    for (milliseconds delay = kFirstLookAtTerminal;;) {
      co_await pause(loop_, chain_, delay);
      if (chain_->expired()) co_return not_ready();
      std::vector<std::string> terminal(1, pane_.terminal.tty);
      co_await look(chain_, std::move(terminal));
      look_at_terminal();
      if (!mode_ && uv::Clock::now() - asked_ < kAskTmux) {
        delay = std::exchange(interval, std::min(interval * 2, kSlowestLookAtTerminal));
        continue;
      }
      const auto place = co_await ask_tmux();
      if (!place) co_return place.error();
      if (has_settled(*place)) co_return *mode_;
      delay = mode_ ? std::min(settling_time(*mode_, place->x > 0), kSlowestLookAtTerminal)
                    : kFirstLookAtTerminal;
    }
  }

 private:
  void look_at_terminal() {
    const auto mode = shell::ready_line_mode(chain_->processes(), pane_.terminal.pid, pane_.terminal.tty);
    if (mode == mode_) return;
    mode_ = mode;
    place_.reset();
  }

  Task<Result<CursorPlace>> ask_tmux() {
    asked_ = uv::Clock::now();
    Command command = look_at(pane_);
    const auto text = co_await run(chain_, std::move(command));
    if (!text && was_cut_short(text.error(), asked_)) co_return not_ready();
    if (!text) co_return text.error();
    const auto place = parse_look(*text);
    if (place) co_return *place;
    co_return shell_ended(pane_, kBefore, *text);
  }

  /// Whether the shell has looked ready, with the cursor in one place, for long enough.
  [[nodiscard]] bool has_settled(const CursorPlace& place) {
    const auto now = uv::Clock::now();
    if (mode_ && place_ == place) return now - unchanged_since_ >= settling_time(*mode_, place.x > 0);
    place_ = place;
    unchanged_since_ = now;
    return false;
  }

  [[nodiscard]] Error not_ready() const {
    return {
        Errc::timed_out,
        "the shell was not ready for input in time (slow or waiting start-up files?); the command was not "
        "typed and no " +
            std::string(pane_.made) + " is left behind."};
  }

  uv::Loop& loop_;
  Chain chain_;
  NewPane pane_;
  uv::TimePoint asked_ = uv::Clock::now();
  std::optional<LineMode> mode_;  ///< the terminal, seen from outside, could belong to a shell that waits
  std::optional<CursorPlace> place_;
  uv::TimePoint unchanged_since_;
};

}  // namespace

Task<Result<LineMode>> wait_for_shell(uv::Loop& loop, Chain chain, NewPane pane) {
  ShellWatch watch(loop, std::move(chain), std::move(pane));
  auto mode = co_await watch.run_all();
  co_return mode;
}

}  // namespace smcp::tmux
