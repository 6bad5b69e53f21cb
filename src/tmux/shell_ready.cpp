#include "tmux/shell_ready.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

/// Between looks at the terminal: it is cheap, and shells start in 5 to 50 ms, or in seconds.
constexpr milliseconds kFirstLook{5};
constexpr milliseconds kSlowestLook{50};
/// How often tmux is asked whether the pane is still there while the shell is not ready.
constexpr milliseconds kAskTmux{250};

/// How long a shell must look ready: an editor that shows its prompt is; the less there is to see, the
/// longer.
milliseconds settling_time(LineMode mode, bool prompt) {
  if (mode == LineMode::editing) return milliseconds{prompt ? 15 : 500};
  return milliseconds{prompt ? 250 : 1000};
}

/// What tmux sees of the pane; two looks that agree mean that nothing was printed in between.
struct Screen {
  std::uint32_t cursor_x = 0;
  std::uint32_t cursor_y = 0;
  std::uint64_t history = 0;
  bool operator==(const Screen&) const = default;
};

/// Nothing if the pane is gone or dead.
std::optional<Screen> parse_screen(std::string_view text) {
  const auto row = split_row(text.substr(0, text.find('\n')), 4);
  if (!row || (*row)[3] != "0") return std::nullopt;
  const auto x = parse_number<std::uint32_t>((*row)[0]);
  const auto y = parse_number<std::uint32_t>((*row)[1]);
  const auto history = parse_number<std::uint64_t>((*row)[2]);
  if (!x || !y || !history) return std::nullopt;
  return Screen{*x, *y, *history};
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
    if (now >= chain_->deadline()) {
      return done_(Error{Errc::timed_out,
                         "the shell was not ready for input in time (slow or waiting start-up files?); the "
                         "command was not typed and no session is left behind."});
    }
    const auto mode = may_be_ready();
    if (mode != mode_) {
      mode_ = mode;
      screen_.reset();
    }
    if (mode_ || now - asked_ >= kAskTmux) return ask_tmux();
    look_again_in(interval_);
    interval_ = std::min(interval_ * 2, kSlowestLook);
  }

  /// The line mode if the terminal, seen from outside, could belong to a shell that waits.
  [[nodiscard]] std::optional<LineMode> may_be_ready() const {
    const LineMode mode = line_mode_of(pane_.tty);
    if (mode == LineMode::editing) return mode;
    const ShellState shell = shell_state_of(pane_.pid);
    if (shell.known && (shell.edits_lines || !shell.foreground || !shell.sleeping)) return std::nullopt;
    return mode;
  }

  void ask_tmux() {
    asked_ = uv::Clock::now();
    Command command = Guard::server(pane_.server).begin();
    command.then("display-message").flag("-p").flag("-t").arg(pane_.id.text());
    command.arg(row_format({"cursor_x", "cursor_y", "history_size", "pane_dead"}));
    chain_->run(std::move(command), [self = shared_from_this()](Result<std::string> text) {
      if (!text) return self->done_(text.error());
      self->tmux_answered(parse_screen(*text));
    });
  }

  void tmux_answered(std::optional<Screen> screen) {
    if (!screen) {
      return done_(Error{Errc::refused, "the shell of the new session ended before it took the command"});
    }
    const auto now = uv::Clock::now();
    if (!mode_ || screen_ != screen) {
      screen_ = screen;
      unchanged_since_ = now;
    } else if (now - unchanged_since_ >= settling_time(*mode_, screen->cursor_x > 0)) {
      return done_(*mode_);
    }
    look_again_in(mode_ ? std::min(settling_time(*mode_, screen->cursor_x > 0), kSlowestLook) : kFirstLook);
  }

  Chain chain_;
  NewPane pane_;
  UniqueFunction<void(Result<LineMode>)> done_;
  uv::Timer timer_;
  std::shared_ptr<ShellWatch> keep_alive_;  ///< while only the timer knows us
  milliseconds interval_ = kFirstLook;
  uv::TimePoint asked_ = uv::Clock::now();
  std::optional<LineMode> mode_;
  std::optional<Screen> screen_;
  uv::TimePoint unchanged_since_;
};

}  // namespace

void wait_for_shell(uv::Loop& loop, const Chain& chain, NewPane pane,
                    UniqueFunction<void(Result<LineMode>)> done) {
  std::make_shared<ShellWatch>(loop, chain, std::move(pane), std::move(done))->start();
}

}  // namespace smcp::tmux
