#include "tmux/act/type_keys.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/uv_timer.hpp"
#include "shell/terminal_echo.hpp"
#include "tmux/act/buffer_name.hpp"
#include "tmux/act/key_batches.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/with_prompt.hpp"

namespace smcp::tmux {
namespace {

using shell::TerminalEcho;
using std::chrono::milliseconds;

/// Upper bound on the line after which keys are typed, in bytes. For a longer line, the cursor does not know
/// where it began.
constexpr std::size_t kMaxCursorLine = 1024 * 1024;
constexpr milliseconds kFirstPause{2};
constexpr milliseconds kLongestPause{50};
/// Time allowed for a clean-up: the server is running, and we may be shutting down.
constexpr milliseconds kCleanUpTime{1500};

/// The pane's typing lock, and the time by tmux's clock.
struct LockLook {
  std::int64_t now = 0;
  std::string lock;

  static Command question(PaneId pane) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg(pane.text());
    display.arg("%s" + (kFieldSeparator + record_format({kTypingOption})));
    return display;
  }
  static std::optional<LockLook> parse(std::string_view text) {
    const auto row = split_record(text.substr(0, text.find('\n')), 2);
    LockLook look;
    if (!row || !take_second((*row)[0], look.now)) return std::nullopt;
    look.lock = (*row)[1];
    return look;
  }
};

/// Types keys; it lives as long as one of its steps.
class Typing : public std::enable_shared_from_this<Typing> {
 public:
  Typing(uv::Loop& loop, Chain chain, Pane pane, Keys keys, UniqueFunction<void(Result<TypedKeys>)> done)
      : chain_(std::move(chain)),
        seen_(pane.typing),
        batches_(std::move(pane), std::move(keys)),
        done_(std::move(done)),
        turn_end_(std::min(uv::Clock::now() + kTurnTime, chain_->deadline() - kTimeToType)),
        timer_(loop, [this] {
          const auto self = std::move(keep_alive_);
          if (!chain_->cancelled()) look();
        }) {}
  Typing(const Typing&) = delete;
  Typing& operator=(const Typing&) = delete;
  /// Cleans up after cancellation or failure.
  ~Typing() {
    if (may_hold_lock_) clean_up(batches_.unlock(lock_.token));
    if (!buffer_.empty()) clean_up(KeyBatches::forget(buffer_));
  }

  void start() { seen_.empty() ? read_cursor() : look(); }

 private:
  // 1. Our turn.

  void look() {
    chain_->run(LockLook::question(id()), [self = shared_from_this()](const Result<std::string>& text) {
      if (!text) return self->done_(text.error());
      const auto look = LockLook::parse(*text);
      if (!look) return self->done_(unexpected_answer("display-message"));
      self->judge(*look);
    });
  }

  void judge(const LockLook& look) {
    const auto lock = TypingLock::parse(look.lock);
    seen_ = look.lock;
    if (!lock || !lock->stands(look.now)) return read_cursor();
    if (uv::Clock::now() < turn_end_) return look_again();
    done_(Error{Errc::refused, "another call is typing into pane " + id().text() +
                                   " at the moment (run_command or send_keys, perhaps by another agent); "
                                   "nothing was typed. Try again."});
  }

  void look_again() {
    keep_alive_ = shared_from_this();
    timer_.start(pause_);
    pause_ = std::min(2 * pause_, kLongestPause);
  }

  // 2. Where the output ends before anything is typed: what comes later is the effect of the keys.

  void read_cursor() {
    CaptureRequest request;
    request.pane = id();
    request.lines = 1;
    request.max_bytes = kMaxCursorLine;
    capture_pane(chain_, std::move(request), [self = shared_from_this()](const Result<Captured>& captured) {
      if (!captured) return self->done_(captured.error());
      self->typed_.before = with_prompt(captured->cursor, captured->state, self->chain_->processes());
      // An alternate screen may hide lines, but the keys have not caused them.
      self->typed_.before.untold = false;
      self->asked_ = shell::asks_for_secret(captured->text->text());
      self->lock_ = TypingLock::make(captured->state.now);
      self->began_ = uv::Clock::now();
      self->type();
    });
  }

  // 3. The keys.

  void type() {
    if (is_hidden() && at_ == 0 && batches_.can_paste()) return paste();
    const std::string& text = batches_.keys().text;
    const std::size_t end = is_key_name(text) ? text.size() : typed_piece_end(text, at_);
    const bool last = end == text.size();
    const KeyBatches::Lock lock{seen_, last ? "" : renewed_lock()};
    may_hold_lock_ = may_hold_lock_ || !last;
    chain_->run(batches_.type(at_, end, lock),
                [self = shared_from_this(), end, last, left = lock.left](const Result<std::string>& answer) {
                  if (!answer) return self->refused(answer.error());
                  self->seen_ = left;
                  self->at_ = end;
                  self->note_reached(*answer);
                  if (last) return self->succeed();
                  self->type();
                });
  }

  void paste() {
    buffer_ = fresh_buffer_name();
    chain_->run(batches_.paste(buffer_, {seen_, ""}), batches_.keys().text, RequestChain::OnCancel::end,
                [self = shared_from_this()](const Result<std::string>& answer) {
                  if (!answer) return self->refused(answer.error());
                  self->buffer_.clear();
                  self->succeed();
                });
  }

  [[nodiscard]] std::string renewed_lock() {
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(uv::Clock::now() - began_);
    return TypingLock{lock_.token, lock_.second + passed.count()}.text();
  }

  void note_reached(std::string_view answer) {
    const auto panes = parse_synchronised(answer.substr(0, answer.find('\n')));
    if (panes) reached_.insert(reached_.end(), panes->begin(), panes->end());
  }

  /// Whether the typed text is hidden, or was at an earlier look.
  bool is_hidden() {
    const auto hides = [this](const PaneTerminal& pane) {
      const TerminalEcho echo = shell::echo_of(chain_->processes().terminal_modes(pane.tty));
      return echo == TerminalEcho::hidden || (asked_ && echo != TerminalEcho::shown);
    };
    const Pane& pane = batches_.pane();
    typed_.hidden = typed_.hidden || hides(pane.terminal) ||
                    std::any_of(pane.synchronised.begin(), pane.synchronised.end(), hides);
    return typed_.hidden;
  }

  /// If another call was faster, it is not our turn yet.
  void refused(const Error& error) {
    if (at_ > 0) {
      return done_(Error{error.code, error.message + " (already typed: the first " + std::to_string(at_) +
                                         " of " + std::to_string(batches_.keys().text.size()) + " bytes)"});
    }
    if (error.code != Errc::busy) return done_(error);
    if (!buffer_.empty()) clean_up(KeyBatches::forget(std::exchange(buffer_, {})));
    look();
  }

  void succeed() {
    may_hold_lock_ = false;
    is_hidden();
    typed_.others = others_than(id(), reached_);
    done_(std::move(typed_));
  }

  void clean_up(Command command) {
    chain_->client().run(Request{std::move(command), {}, uv::Clock::now() + kCleanUpTime, {}, true},
                         [](const Result<Reply>&) {});
  }

  [[nodiscard]] PaneId id() const { return batches_.pane().id; }

  Chain chain_;
  std::string seen_;  ///< kTypingOption as we last saw it or set it
  KeyBatches batches_;
  UniqueFunction<void(Result<TypedKeys>)> done_;
  TypedKeys typed_;
  std::vector<PaneTerminal> reached_;  ///< the panes that received pieces of the keys
  bool asked_ = false;                 ///< whether the line before the keys asks for a secret
  TypingLock lock_;
  bool may_hold_lock_ = false;
  std::string buffer_;  ///< a tmux buffer that may exist
  std::size_t at_ = 0;  ///< how many bytes have been typed
  uv::TimePoint began_;
  uv::TimePoint turn_end_;
  milliseconds pause_ = kFirstPause;
  std::shared_ptr<Typing> keep_alive_;  ///< set while only the timer refers to this object
  uv::Timer timer_;
};

}  // namespace

void type_keys(uv::Loop& loop, const Chain& chain, Pane pane, Keys keys,
               UniqueFunction<void(Result<TypedKeys>)> done) {
  std::make_shared<Typing>(loop, chain, std::move(pane), std::move(keys), std::move(done))->start();
}

}  // namespace smcp::tmux
