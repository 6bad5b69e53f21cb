#include "tmux/act/type_command.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "io/uv_timer.hpp"
#include "tmux/act/buffer_name.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

using shell::kMaxCanonicalLine;
using shell::LineMode;
using std::chrono::milliseconds;

/// Time allowed for a clean-up: the server is running, and we may be shutting down.
constexpr milliseconds kCleanUpTime{1500};

/// Pauses between looks at the pane: a shell draws a line, and accepts one, within a few milliseconds.
constexpr milliseconds kFirstLook{2};
constexpr milliseconds kSlowestLookAtDrawing{8};
constexpr milliseconds kSlowestLook{50};
/// How long the screen must stay unchanged before the command counts as drawn: as long as for a prompt.
constexpr milliseconds kDrawnFor{15};
/// After this time Enter is pressed even if the command has not been drawn. Enter reaches the shell after the
/// command in any case; the only drawback is that late drawing may be taken for the effect of Enter.
constexpr milliseconds kMaxDrawing{1000};

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  for (const auto line : split_lines(text)) longest = std::max(longest, line.size());
  return longest;
}

Error too_long(std::size_t longest) {
  return {Errc::refused, "the session's shell has no line editor and accepts at most " +
                             std::to_string(kMaxCanonicalLine) +
                             " bytes per line; the command has a line of " + std::to_string(longest) +
                             " bytes. Put it into a script and run that."};
}

/// Types one command; it lives as long as one of its steps.
class Typing : public std::enable_shared_from_this<Typing> {
 public:
  Typing(uv::Loop& loop, Chain chain, NewPane pane, LineMode mode, UniqueFunction<void(Status)> done)
      : chain_(std::move(chain)),
        pane_(std::move(pane)),
        mode_(mode),
        group_(terminal_group()),
        done_(std::move(done)),
        buffer_(fresh_buffer_name()),
        timer_(loop, [this] {
          const auto self = std::move(keep_alive_);
          look();
        }) {}

  void paste(std::string text) {
    Command batch = Precondition::server(pane_.server).begin();
    batch.then("load-buffer").flag("-b").arg(buffer_).flag("-");
    // load-buffer waits for its input, and anything may happen meanwhile. Nothing can between the steps
    // below.
    append_step(batch);
    batch.then("paste-buffer").flag("-p").flag("-d").flag("-b").arg(buffer_).flag("-t").arg(pane_.id.text());
    run(std::move(batch), std::move(text), [this] { look_again(kFirstLook); });
  }

 private:
  /// What precedes typing: leave any mode, check that the pane is alive, and note where the cursor stands.
  void append_step(Command& batch) const {
    uncover(batch, pane_.id);
    Precondition::takes_keys(pane_.id.text()).append_to(batch);
    append_look(batch, pane_.id);
  }

  /// Pastes Enter, so that it goes to the program in this pane only, whatever tmux does with keys.
  void press_enter() {
    entered_ = true;
    Command batch = Precondition::server(pane_.server).begin();
    append_step(batch);
    batch.then("set-buffer").flag("-b").arg(buffer_).arg("\n");
    batch.then("paste-buffer").flag("-d").flag("-b").arg(buffer_).flag("-t").arg(pane_.id.text());
    run(std::move(batch), {}, [this] { look_again(kFirstLook); });
  }

  /// Runs one of the two batches that type, notes where the cursor was, and then calls `then`.
  void run(Command batch, std::string input, UniqueFunction<void()> then) {
    auto answered = [self = shared_from_this(), then = std::move(then)](Result<std::string> text) mutable {
      if (!text) return self->fail(text.error());
      self->typed_at_ = self->last_ = parse_look(*text);
      if (!self->last_) return self->fail(ended());
      self->typed_when_ = self->unchanged_since_ = uv::Clock::now();
      then();
    };
    chain_->run(std::move(batch), std::move(input), RequestChain::OnCancel::end, std::move(answered));
  }

  void look_again(milliseconds delay) {
    interval_ = delay;
    keep_alive_ = shared_from_this();
    timer_.start(delay);
  }

  void look() {
    if (chain_->cancelled()) return;
    if (chain_->expired()) return done_(not_taken());
    const bool editing = shell_reads();
    asked_ = uv::Clock::now();
    chain_->run(look_at(pane_), [self = shared_from_this(), editing](Result<std::string> text) {
      if (text) return self->looked(parse_look(*text), editing);
      const Errc code = text.error().code;
      // `exit` ends the pane, and the last pane ends the server.
      if (self->entered_ && (code == Errc::not_found || code == Errc::no_server)) return self->done_(Ok{});
      self->done_(was_cut_short(text.error(), self->asked_) ? self->not_taken() : text.error());
    });
  }

  /// Whether the terminal is as it was when the shell waited for a line, as far as can be seen from outside.
  [[nodiscard]] bool shell_reads() const {
    if (shell::line_mode_of(chain_->processes().terminal_modes(pane_.tty)) != mode_) return false;
    return terminal_group() == group_;
  }

  [[nodiscard]] std::int64_t terminal_group() const {
    return chain_->processes().process(pane_.pid).terminal_group;
  }

  void looked(std::optional<CursorPlace> place, bool editing) {
    const auto now = uv::Clock::now();
    if (entered_) {
      if (!place || !editing || place != typed_at_) return done_(Ok{});
    } else {
      if (!place) return fail(ended());
      if (place != last_) unchanged_since_ = now;
      last_ = place;
      const bool drawn = place != typed_at_ && now - unchanged_since_ >= kDrawnFor;
      if (drawn || !editing || now - typed_when_ >= kMaxDrawing) return press_enter();
    }
    look_again(std::min(interval_ * 2, entered_ ? kSlowestLook : kSlowestLookAtDrawing));
  }

  [[nodiscard]] static Error ended() {
    return {Errc::refused, "the shell of the new session ended before it took the command"};
  }

  [[nodiscard]] Error not_taken() const {
    if (!entered_) {
      return {Errc::timed_out,
              "the command was pasted into the new session's shell, but there was no time left to press "
              "Enter. It did not run, and the session was removed. Allow more time with --timeout."};
    }
    return {Errc::refused,
            "the new session's shell shows no sign of having accepted the command: it was typed and Enter "
            "was pressed, but nothing has moved since. The session was removed. Does default-command in "
            "~/.tmux.conf start something other than a shell, or does a hook turn the pane's input off?"};
  }

  void fail(Error error) {
    Command forget("delete-buffer");
    forget.flag("-b").arg(buffer_);
    clean_up(chain_->client(), std::move(forget), [](const Result<Reply>&) {});
    done_(std::move(error));
  }

  Chain chain_;
  NewPane pane_;
  LineMode mode_;
  std::int64_t group_;  ///< the process group that has the terminal, which is the shell's
  UniqueFunction<void(Status)> done_;
  std::string buffer_;
  uv::Timer timer_;
  std::shared_ptr<Typing> keep_alive_;  ///< set while only the timer refers to this object
  milliseconds interval_ = kFirstLook;
  bool entered_ = false;
  std::optional<CursorPlace> typed_at_;  ///< the cursor before the command or, later, Enter was typed
  uv::TimePoint typed_when_;
  std::optional<CursorPlace> last_;
  uv::TimePoint unchanged_since_;
  uv::TimePoint asked_;
};

}  // namespace

void clean_up(Client& client, Command command, Client::Done done) {
  client.run(Request{std::move(command), {}, uv::Clock::now() + kCleanUpTime, {}, true}, std::move(done));
}

void type_command(uv::Loop& loop, const Chain& chain, NewPane pane, LineMode mode, std::string command,
                  UniqueFunction<void(Status)> done) {
  const std::size_t longest = longest_line(command);
  const bool cut = mode == LineMode::canonical || mode == LineMode::unknown;
  if (cut && longest > kMaxCanonicalLine) return done(too_long(longest));
  std::make_shared<Typing>(loop, chain, std::move(pane), mode, std::move(done))->paste(std::move(command));
}

}  // namespace smcp::tmux
