#include "tmux/act/type_keys.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/uv_timer.hpp"
#include "shell/terminal_echo.hpp"
#include "tmux/act/held_lock.hpp"
#include "tmux/act/key_batches.hpp"
#include "tmux/act/lock_look.hpp"
#include "tmux/act/paste_buffer.hpp"
#include "tmux/act/reader_ready.hpp"
#include "tmux/act/receiver.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/link/ask_and_look.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/last_typed.hpp"

namespace smcp::tmux {
namespace {

using shell::TerminalEcho;
using std::chrono::milliseconds;

/// Upper bound on the line after which keys are typed, in bytes. For a longer line, the cursor does not know
/// where it began.
constexpr std::size_t kMaxCursorLine = 1024 * 1024;
constexpr milliseconds kFirstPause{2};
constexpr milliseconds kLongestPause{50};
/// How often to look whether the program has read what was typed.
constexpr milliseconds kUnreadPause{4};
/// How long to wait for that: a program that is busy reads everything at once, whenever it is sent.
constexpr milliseconds kMaxUnread{2000};

/// One call under way; it lives in the frame of type_one().
class KeyTyping {
 public:
  KeyTyping(uv::Loop& loop, Chain chain, Pane pane, Keys keys)
      : loop_(loop),
        chain_(std::move(chain)),
        seen_(pane.typing),
        keys_(std::move(keys)),
        batches_(std::move(pane), keys_.leave_mode),
        turn_end_(std::min(uv::Clock::now() + kTurnTime, chain_->deadline() - kTimeToType)) {}

  Task<Result<TypedKeys>> run_all() {
    for (bool is_free = seen_.empty();; is_free = false) {
      if (!is_free) {
        const Status turn = co_await await_turn();
        if (!turn) co_return turn.error();
      }
      const Status typed = co_await use_turn();
      if (typed) break;
      if (done_ > 0) co_return half_typed(typed.error());
      if (typed.error().code != Errc::busy) co_return typed.error();
    }
    // A line that the terminal has shown, or that a shell's prompt was there for, answers no question that was asked when
    // it had been read: `y`, or `sudo true`, and only then a password is asked for. Anything else may have.
    const bool shown = shown_ || at_prompt_;
    if (!shown || !is_one_whole_line(keys_.strokes)) co_await look_for_hidden();
    typed_.others = others_than(id(), reached_);
    co_return std::move(typed_);
  }

 private:
  // 1. Our turn.

  /// Waits until no other call types into the pane.
  Task<Status> await_turn() {
    for (;;) {
      Command question = LockLook::question(id());
      const auto text = co_await run(chain_, std::move(question));
      if (!text) co_return text.error();
      const auto look = LockLook::parse(*text);
      if (!look) co_return unexpected_answer("display-message");
      const auto lock = TypingLock::parse(look->lock);
      seen_ = look->lock;
      if (!lock || !lock->stands(look->now)) co_return Ok{};
      if (uv::Clock::now() >= turn_end_) co_return not_our_turn();
      co_await pause(loop_, chain_, pause_);
      pause_ = std::min(2 * pause_, kLongestPause);
    }
  }

  /// Errc::busy, with nothing typed, if another call has been faster.
  Task<Status> use_turn() {
    auto now = co_await read_place();
    if (now && should_find_reader(keys_)) {
      const bool waited = co_await await_reader(loop_, chain_, batches_.pane());
      if (waited) now = co_await read_place();
    }
    if (!now) co_return now.error();
    note_hidden();
    at_prompt_ = is_at_prompt(chain_->processes(), batches_.pane().terminal);
    // Where looks come late, what a `clear` has left may stand in the place of the prompt by then.
    typed_.before.at_prompt = at_prompt_ && !chain_->processes().needs_look();
    Receiver receiver = look_at_receiver(chain_->processes(), batches_.pane());
    const Status arrives = check_arrives(chain_->processes(), batches_.pane(), keys_, receiver);
    if (!arrives) co_return arrives.error();
    receiver.hidden = typed_.hidden;
    steps_ = plan_typing(keys_, receiver);
    const auto before = LastTyped::parse(batches_.pane().last_typed).value_or(LastTyped{});
    typed_.lines = lines_to_remember();
    remembered_ = before.followed_by(typed_.before, typed_.lines).text();
    HeldLock lock(chain_, batches_, *now);
    co_return co_await type(lock);
  }

  // 2. Where the output ends before anything is typed: what comes later is the effect of the keys.

  /// Those whose echo a wait is to know; none of a secret.
  [[nodiscard]] std::vector<tools::TypedLine> lines_to_remember() const {
    std::vector<tools::TypedLine> lines;
    if (typed_.hidden) return lines;
    for (const Stroke& stroke : keys_.strokes) {
      if (stroke.is_key) continue;
      const auto more = tools::typed_lines(stroke.press.bytes);
      lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
  }

  /// Gives the time by tmux's clock. The terminals are in view then.
  Task<Result<std::int64_t>> read_place() {
    auto ttys = ttys_of(batches_.pane());
    const auto captured = co_await ask_and_look<Result<Captured>>(
        loop_, chain_, std::move(ttys),
        [pane = id()](const Chain& chain, UniqueFunction<void(Result<Captured>)> done) {
          CaptureRequest request;
          request.pane = pane;
          request.lines = 1;
          request.max_bytes = kMaxCursorLine;
          capture_pane(chain, std::move(request), std::move(done));
        });
    if (!captured) co_return captured.error();
    typed_.before = captured->cursor;
    // An alternate screen may hide lines, but the keys have not caused them.
    typed_.before.untold = false;
    asked_ = shell::asks_for_secret(captured->text->text());
    co_return captured->state.now;
  }

  // 3. The keys.

  /// Types them step by step, under the lock if there are several.
  Task<Status> type(HeldLock& lock) {
    for (done_ = 0; done_ < steps_.size();) {
      const TypingStep& step = steps_[done_];
      if (step.after.count() > 0) co_await await_taken(step.after);
      const bool last = done_ + 1 == steps_.size();
      KeyBatches::Lock change{.seen = seen_, .left = {}};
      if (done_ == 0) change.last_typed = remembered_;
      if (!last) change.left = lock.taking();
      const auto answer = co_await run_step(step, change);
      if (!answer) {
        if (done_ == 0 && answer.error().code == Errc::busy) lock.is_gone();
        co_return answer.error();
      }
      ++done_;
      step_typed_ = uv::Clock::now();
      seen_ = change.left;
      typed_.pasted = typed_.pasted || step.bracketed;
      note_reached(*answer);
      if (last) break;
      co_await look_for_hidden();
    }
    lock.is_gone();
    co_return Ok{};
  }

  Task<Result<std::string>> run_step(const TypingStep& step, const KeyBatches::Lock& change) {
    PasteBuffer buffer(chain_);
    if (!step.pasted.empty()) buffer.filling();
    Command batch = batches_.type(step, buffer.name(), change);
    auto answer = co_await called_back<Result<std::string>>([&](RequestChain::OnText done) {
      chain_->run(std::move(batch), step.pasted, RequestChain::OnCancel::end, std::move(done));
    });
    if (answer) buffer.pasted();
    co_return answer;
  }

  /// Waits until the program has had for so long what was typed.
  Task<Ok> await_taken(milliseconds after) {
    for (auto taken = step_typed_;;) {
      const auto now = uv::Clock::now();
      if (!busy_ && has_unread_input(chain_->processes(), batches_.pane())) {
        taken = now;
        busy_ = now - step_typed_ >= kMaxUnread;
      }
      if (now - taken >= after) co_return Ok{};
      co_await pause(loop_, chain_, kUnreadPause);
    }
  }

  void note_reached(std::string_view answer) {
    const auto panes = parse_synchronised(answer.substr(0, answer.find('\n')));
    if (panes) reached_.insert(reached_.end(), panes->begin(), panes->end());
  }

  Task<Ok> look_for_hidden() {
    auto ttys = ttys_of(batches_.pane());
    co_await look(chain_, std::move(ttys));
    note_hidden();
    co_return Ok{};
  }

  /// With the terminals in view: whether the typed text is hidden. It stays so if it has been at an earlier look, and
  /// counts as shown only if it has been at each.
  void note_hidden() {
    const auto look_at = [this](const PaneTerminal& pane) {
      const TerminalEcho echo = shell::echo_of(chain_->processes().terminal_modes(pane.tty));
      typed_.hidden = typed_.hidden || shell::hides(echo, asked_);
      shown_ = shown_ && echo == TerminalEcho::shown;
    };
    const Pane& pane = batches_.pane();
    look_at(pane.terminal);
    std::for_each(pane.synchronised.begin(), pane.synchronised.end(), look_at);
  }

  [[nodiscard]] Error half_typed(const Error& error) const {
    const TypingStep& last = steps_[done_ - 1];
    const std::size_t count = keys_.strokes.size();
    std::string typed = " (already typed: the first ";
    if (last.strokes_done + 1 == count && last.bytes_done == 0 && keys_.strokes.back().is_plain("Enter")) {
      typed = " (all of it was typed, but Enter was not pressed)";
    } else if (last.strokes_done == 0 && last.bytes_done > 0) {
      typed += std::to_string(last.bytes_done) + " of " +
               std::to_string(keys_.strokes.front().press.bytes.size()) + " bytes)";
    } else {
      typed += std::to_string(last.strokes_done) + " of " + std::to_string(count) + " keys and texts)";
    }
    return {error.code, error.message + typed};
  }

  [[nodiscard]] Error not_our_turn() const {
    return {Errc::refused, "another call is typing into pane " + id().text() +
                               " at the moment (run_command or send_keys, perhaps by another agent); "
                               "nothing was typed. Try again."};
  }

  [[nodiscard]] PaneId id() const { return batches_.pane().id; }

  uv::Loop& loop_;
  Chain chain_;
  std::string seen_;  ///< kTypingOption as we last saw it or set it
  Keys keys_;
  KeyBatches batches_;
  std::vector<TypingStep> steps_;
  TypedKeys typed_;
  std::vector<PaneTerminal> reached_;  ///< the panes that received pieces of the keys
  bool busy_ = false;       ///< the program does not read what is typed: it is not waited for again
  bool shown_ = true;       ///< every terminal shows what is typed, as far as it was looked at
  bool at_prompt_ = false;  ///< a shell was, before the keys
  bool asked_ = false;      ///< whether the line before the keys asks for a secret
  std::string remembered_;  ///< the value of kLastTypedOption for these keys
  std::size_t done_ = 0;    ///< how many of the steps have been typed
  uv::TimePoint turn_end_, step_typed_;
  milliseconds pause_ = kFirstPause;
};

Task<Result<TypedKeys>> type_one(uv::Loop& loop, Chain chain, Pane pane, Keys keys) {
  KeyTyping typing(loop, std::move(chain), std::move(pane), std::move(keys));
  auto typed = co_await typing.run_all();
  co_return typed;
}

}  // namespace

void type_keys(uv::Loop& loop, const Chain& chain, Pane pane, Keys keys,
               UniqueFunction<void(Result<TypedKeys>)> done) {
  start(type_one(loop, chain, std::move(pane), std::move(keys)), std::move(done));
}

}  // namespace smcp::tmux
