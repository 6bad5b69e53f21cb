#include "tmux/act/type_command.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "io/uv_timer.hpp"
#include "tmux/act/paste_buffer.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

using shell::kMaxCanonicalLine;
using shell::LineMode;
using std::chrono::milliseconds;

/// Pauses between looks at the pane: a shell draws a line, and accepts one, within a few milliseconds.
constexpr milliseconds kFirstLookAtPane{2};
constexpr milliseconds kSlowestLookAtDrawing{8};
constexpr milliseconds kSlowestLookAtPane{50};
/// How long the screen must stay unchanged before the command counts as drawn: as long as for a prompt.
constexpr milliseconds kDrawnFor{15};
/// After this time Enter is pressed even if the command has not been drawn. Enter reaches the shell after the
/// command anyway; the only drawback is that late drawing may be taken for the effect of Enter.
constexpr milliseconds kMaxDrawing{1000};

/// `delay`, or less if a cursor that has moved and then stayed will have stayed long enough by then.
milliseconds before_settled(milliseconds delay, uv::TimePoint unchanged_since) {
  const auto left = std::chrono::ceil<milliseconds>(unchanged_since + kDrawnFor - uv::Clock::now());
  return std::clamp(left, milliseconds{1}, delay);
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  for (const auto line : split_lines(text)) longest = std::max(longest, line.size());
  return longest;
}

Error too_long(std::string_view made, std::size_t longest) {
  return {Errc::refused, "the " + std::string(made) + "'s shell has no line editor and accepts at most " +
                             std::to_string(kMaxCanonicalLine) +
                             " bytes per line; the command has a line of " + std::to_string(longest) +
                             " bytes. Put it into a script and run that."};
}

/// One command under way; it lives in the frame of type_command().
class CommandTyping {
 public:
  CommandTyping(uv::Loop& loop, Chain chain, NewPane pane, LineMode mode)
      : loop_(loop),
        chain_(std::move(chain)),
        pane_(std::move(pane)),
        mode_(mode),
        group_(terminal_group()),
        buffer_(chain_) {}

  Task<Status> run_all(std::string command) {
    const auto prompt = co_await paste(std::move(command));
    if (!prompt) co_return prompt.error();
    const Status drawn = co_await await_drawing(*prompt);
    if (!drawn) co_return drawn.error();
    entered_ = true;
    const auto line = co_await press_enter();
    if (!line) co_return line.error();
    co_return co_await await_effect(*line);
  }

 private:
  /// One look at the pane.
  struct Look {
    std::optional<CursorPlace> place;  ///< nothing if the pane is gone or dead
    bool editing = false;              ///< whether the shell still seemed to read its line, just before
  };

  // 1. The two batches that type. Each gives where the cursor stood before.

  Task<Result<CursorPlace>> paste(std::string text) {
    Command batch = Precondition::server(pane_.server).begin();
    batch.then("load-buffer").flag("-b").arg(buffer_.name()).flag("-");
    // load-buffer waits for its input, and anything may happen meanwhile. Nothing can between the steps
    // below.
    append_step(batch);
    batch.then("paste-buffer").flag("-p").flag("-d").flag("-b").arg(buffer_.name());
    batch.flag("-t").arg(pane_.id().text());
    co_return co_await type(std::move(batch), std::move(text));
  }

  /// Pastes Enter, so that it goes to the program in this pane only, whatever tmux does with keys.
  Task<Result<CursorPlace>> press_enter() {
    Command batch = Precondition::server(pane_.server).begin();
    append_step(batch);
    batch.then("set-buffer").flag("-b").arg(buffer_.name()).arg("\n");
    batch.then("paste-buffer").flag("-d").flag("-b").arg(buffer_.name()).flag("-t").arg(pane_.id().text());
    std::string nothing;
    co_return co_await type(std::move(batch), std::move(nothing));
  }

  /// What precedes typing: leave any mode, check that the pane is alive, and note where the cursor stands.
  void append_step(Command& batch) const {
    uncover(batch, pane_.id());
    Precondition::takes_keys(pane_.id().text()).append_to(batch);
    append_look(batch, pane_.id());
  }

  Task<Result<CursorPlace>> type(Command batch, std::string input) {
    buffer_.filling();
    const auto text = co_await called_back<Result<std::string>>([&](RequestChain::OnText done) {
      chain_->run(std::move(batch), std::move(input), RequestChain::OnCancel::end, std::move(done));
    });
    if (!text) co_return text.error();
    buffer_.pasted();
    const auto place = parse_look(*text);
    if (!place) co_return ended();
    co_return *place;
  }

  // 2. What they have caused.

  /// Waits until the command has been drawn, or it is of no use to wait any longer.
  Task<Status> await_drawing(CursorPlace before) {
    const auto typed_when = uv::Clock::now();
    auto unchanged_since = typed_when;
    CursorPlace last = before;
    for (milliseconds delay = kFirstLookAtPane;; delay = std::min(delay * 2, kSlowestLookAtDrawing)) {
      const auto look = co_await look_after(last != before ? before_settled(delay, unchanged_since) : delay);
      if (!look) co_return look.error();
      if (!look->place) co_return ended();
      const auto now = uv::Clock::now();
      if (*look->place != last) unchanged_since = now;
      last = *look->place;
      const bool drawn = last != before && now - unchanged_since >= kDrawnFor;
      if (drawn || !look->editing || now - typed_when >= kMaxDrawing) co_return Ok{};
    }
  }

  /// Waits until Enter has an effect. An editor that is still there may only have drawn its line anew (colours, a
  /// suggestion) and bring the cursor back: the cursor has to stay where it went.
  Task<Status> await_effect(CursorPlace before) {
    CursorPlace last = before;
    auto left = uv::Clock::now();  // when the cursor was last seen in `before`
    auto unchanged_since = left;
    for (milliseconds delay = kFirstLookAtPane;; delay = std::min(delay * 2, kSlowestLookAtPane)) {
      const auto look = co_await look_after(last != before ? before_settled(delay, unchanged_since) : delay);
      if (!look) co_return look.error();
      if (!look->editing || !look->place) co_return Ok{};
      const auto now = uv::Clock::now();
      if (*look->place != last) {
        unchanged_since = now;
        delay = kFirstLookAtPane;
      }
      last = *look->place;
      if (last == before) left = now;
      if (last != before && (now - unchanged_since >= kDrawnFor || now - left >= kMaxDrawing)) co_return Ok{};
    }
  }

  Task<Result<Look>> look_after(milliseconds delay) {
    co_await pause(loop_, chain_, delay);
    if (chain_->expired()) co_return not_taken();
    const bool editing = shell_reads();
    const auto asked = uv::Clock::now();
    Command command = look_at(pane_);
    const auto text = co_await run(chain_, std::move(command));
    if (text) co_return Look{parse_look(*text), editing};
    const Errc code = text.error().code;
    // `exit` ends the pane, and the last pane ends the server.
    if (entered_ && (code == Errc::not_found || code == Errc::no_server)) co_return Look{};
    if (was_cut_short(text.error(), asked)) co_return not_taken();
    co_return text.error();
  }

  /// Whether the terminal is as it was when the shell waited for a line, as far as can be seen from outside. Where that
  /// takes a look, the screen tells enough.
  [[nodiscard]] bool shell_reads() const {
    if (chain_->processes().needs_look()) return true;
    if (shell::line_mode_of(chain_->processes().terminal_modes(pane_.terminal.tty)) != mode_) return false;
    return terminal_group() == group_;
  }

  [[nodiscard]] std::int64_t terminal_group() const {
    return chain_->processes().process(pane_.terminal.pid).terminal_group;
  }

  [[nodiscard]] Error ended() const { return shell_ended(pane_, "before it took the command"); }

  [[nodiscard]] Error not_taken() const {
    if (!entered_) {
      return {Errc::timed_out, "the command was pasted into the new " + made() +
                                   "'s shell, but there was no time left to press "
                                   "Enter. It did not run, and the " +
                                   made() + " was removed. Allow more time with --timeout."};
    }
    return {Errc::refused,
            "the new " + made() +
                "'s shell shows no sign of having accepted the command: it was typed and Enter "
                "was pressed, but nothing has moved since. The " +
                made() +
                " was removed. Does default-command in "
                "~/.tmux.conf start something other than a shell, or does a hook turn the pane's input off?"};
  }

  [[nodiscard]] std::string made() const { return std::string(pane_.made); }

  uv::Loop& loop_;
  Chain chain_;
  NewPane pane_;
  LineMode mode_;
  std::int64_t group_;  ///< the process group that has the terminal, which is the shell's
  PasteBuffer buffer_;
  bool entered_ = false;
};

}  // namespace

Task<Status> type_command(uv::Loop& loop, Chain chain, NewPane pane, LineMode mode, std::string command) {
  const std::size_t longest = longest_line(command);
  const bool cut = mode == LineMode::canonical || mode == LineMode::unknown;
  if (cut && longest > kMaxCanonicalLine) co_return too_long(pane.made, longest);
  CommandTyping typing(loop, std::move(chain), std::move(pane), mode);
  co_return co_await typing.run_all(std::move(command));
}

}  // namespace smcp::tmux
