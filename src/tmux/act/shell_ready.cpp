#include "tmux/act/shell_ready.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "io/uv_timer.hpp"
#include "shell/foreground.hpp"

namespace smcp::tmux {
namespace {

using shell::LineMode;
using std::chrono::milliseconds;

/// Pauses between looks at the terminal. A look is cheap, and shells start within 5 to 50 ms, or seconds.
constexpr milliseconds kFirstLook{5};
constexpr milliseconds kSlowestLook{50};
/// How often tmux is asked whether the pane is still there while the shell is not ready.
constexpr milliseconds kAskTmux{250};

/// How long a shell must look ready. An editor that shows its prompt is ready almost at once; the less there
/// is to see, the longer it must stay so.
milliseconds settling_time(LineMode mode, bool prompt) {
  if (mode == LineMode::editing) return milliseconds{prompt ? 15 : 500};
  return milliseconds{prompt ? 250 : 1000};
}

class ShellWatch : public std::enable_shared_from_this<ShellWatch> {
 public:
  ShellWatch(uv::Loop& loop, Chain chain, NewPane pane, UniqueFunction<void(Result<LineMode>)> done)
      : chain_(std::move(chain)), pane_(std::move(pane)), done_(std::move(done)), timer_(loop, [this] {
          const auto self = std::move(keep_alive_);
          look();
        }) {}

  void start() { look_again_in(kFirstLook); }

 private:
  void look_again_in(milliseconds delay) {
    keep_alive_ = shared_from_this();
    timer_.start(delay);
  }

  void look() {
    if (chain_->cancelled()) return;
    const auto now = uv::Clock::now();
    if (chain_->expired()) return done_(not_ready());
    const auto mode = shell::ready_line_mode(chain_->processes(), pane_.pid, pane_.tty);
    if (mode != mode_) {
      mode_ = mode;
      place_.reset();
    }
    if (mode_ || now - asked_ >= kAskTmux) return ask_tmux();
    look_again_in(interval_);
    interval_ = std::min(interval_ * 2, kSlowestLook);
  }

  void ask_tmux() {
    asked_ = uv::Clock::now();
    chain_->run(look_at(pane_), [self = shared_from_this()](Result<std::string> text) {
      if (!text) return self->done_(was_cut_short(text.error(), self->asked_) ? not_ready() : text.error());
      self->tmux_answered(parse_look(*text));
    });
  }

  [[nodiscard]] static Error not_ready() {
    return {
        Errc::timed_out,
        "the shell was not ready for input in time (slow or waiting start-up files?); the command was not "
        "typed and no session is left behind."};
  }

  void tmux_answered(std::optional<CursorPlace> place) {
    if (!place) {
      return done_(Error{Errc::refused, "the shell of the new session ended before it took the command"});
    }
    const auto now = uv::Clock::now();
    if (!mode_ || place_ != place) {
      place_ = place;
      unchanged_since_ = now;
    } else if (now - unchanged_since_ >= settling_time(*mode_, place->x > 0)) {
      return done_(*mode_);
    }
    look_again_in(mode_ ? std::min(settling_time(*mode_, place->x > 0), kSlowestLook) : kFirstLook);
  }

  Chain chain_;
  NewPane pane_;
  UniqueFunction<void(Result<LineMode>)> done_;
  uv::Timer timer_;
  std::shared_ptr<ShellWatch> keep_alive_;  ///< set while only the timer refers to this object
  milliseconds interval_ = kFirstLook;
  uv::TimePoint asked_ = uv::Clock::now();
  std::optional<LineMode> mode_;  ///< the terminal, seen from outside, could belong to a shell that waits
  std::optional<CursorPlace> place_;
  uv::TimePoint unchanged_since_;
};

}  // namespace

void wait_for_shell(uv::Loop& loop, const Chain& chain, NewPane pane,
                    UniqueFunction<void(Result<LineMode>)> done) {
  std::make_shared<ShellWatch>(loop, chain, std::move(pane), std::move(done))->start();
}

}  // namespace smcp::tmux
