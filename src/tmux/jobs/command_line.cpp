#include "tmux/jobs/command_line.hpp"

#include <algorithm>
#include <utility>

#include "shell/line_mode.hpp"
#include "text/trim.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using shell::LineMode;
using std::chrono::milliseconds;
using Kind = TypedLine::Kind;

/// How long the line must be shown in a wrong place to count as such, and not as half-drawn.
constexpr milliseconds kSettleTime{100};
/// Time for the shell to read a key from its terminal.
constexpr milliseconds kTakeTime{300};
/// Time after that for the key's effect to show. If it takes longer, the next typed text reveals it.
constexpr milliseconds kEffectTime{3};
/// The same if there certainly is text: the cursor is to be back in its place when the call is refused.
constexpr milliseconds kLateTime{250};

/// Time for the key's effect to show behind a carrier, which may be a link across the world.
constexpr milliseconds kFarTime{400};
/// What a terminal that collects the line itself shows for the Left key.
constexpr std::string_view kEchoedLeft = "^[[D";

}  // namespace

CommandLine::CommandLine(uv::Loop& loop, Chain chain, JobBatches& batches, PaneId pane, std::string line)
    : loop_(loop),
      chain_(std::move(chain)),
      batches_(batches),
      pane_(pane),
      line_(std::move(line)),
      pane_now_(loop, chain_, pane) {}

CommandLine::~CommandLine() {
  if (stage_ == Stage::nothing) return;
  Command command = stage_ == Stage::announced ? batches_.end_typing()
                                               : batches_.take_back(to_end() + LineKeys::erase(left_));
  clean_up(chain_->client(), std::move(command));
}

Task<TypedLine> CommandLine::type(LineOwner owner, Captured prompt) {
  const PaneState& state = batches_.expected();
  owner_ = owner;
  tty_ = owner.behind ? std::string() : state.tty;
  column_ = prompt.state.cursor_x;
  start_ = cursor_cell(state);
  const LineMode mode = shell::line_mode_of(chain_->processes().terminal_modes(tty_));
  const bool seems_canonical =
      mode == LineMode::canonical || (mode == LineMode::unknown && owner.shell == ShellKind::posix);
  const bool canonical = owner.behind ? owner.canonical : seems_canonical;
  keys_ = owner.shell || canonical ? LineKeys(owner.shell.value_or(ShellKind::posix), canonical)
                                   : LineKeys(LineEditor::arrows);
  TypedLine step = look_around(prompt);
  if (step.kind != Kind::alone) co_return step;
  // In a command of several lines Home stays in its own; only Left leads to the one above.
  const bool may_go_up = owner.shell == ShellKind::fish && row_.is_blank();
  if (may_go_up && keys_.editor() == LineEditor::home) keys_ = LineKeys(LineEditor::arrows);
  if (canonical) co_return co_await type_into_terminal();
  co_return co_await type_into_editor();
}

// With a line editor: the cursor tells whether the line is empty.

Task<TypedLine> CommandLine::type_into_editor() {
  TypedLine step = co_await ask_cursor();
  if (step.kind != Kind::alone) co_return step;
  if (keys_.editor() == LineEditor::kernel) co_return co_await type_into_terminal();
  // fish would drop the space with which a paste begins, and which keeps it out of the history.
  const std::string insert(LineKeys::insert_mode());
  const bool pastes = owner_.shell && owner_.shell != ShellKind::fish;
  Command command = pastes ? batches_.type_and_paste(insert, line_) : batches_.type(insert + line_);
  pane_now_.see_ahead(kSoonShown, kTypedRows);
  const auto typed = co_await send(std::move(command), Stage::typed, line_.size());
  if (!typed) {
    pane_now_.forget_ahead();
    if (typed.error().code == Errc::refused) co_return co_await judge_move();
    co_return TypedLine::failed(typed.error());
  }
  step = co_await await_line();
  if (step.kind == Kind::moved) co_return co_await give_up(std::move(step));
  co_return step;
}

/// Refuses if there is text below the cursor. Sets `row_`.
TypedLine CommandLine::look_around(const Captured& prompt) {
  const auto& lines = prompt.below;
  const std::string_view own = lines.empty() ? std::string_view() : lines.front();
  const std::string_view joined = prompt.text->last_line();
  const bool whole = !own.empty() && joined.ends_with(own);
  row_ = CursorRow(whole ? joined : own, column_, prompt.state.width);
  if (const std::string_view below = prompt.text_below(); !below.empty())
    return TypedLine::refused(
        "there is text below the cursor of " + which() + ": \"" + std::string(below) +
        "\". A user may be typing several lines or choosing from a list. Nothing was run. "
        "End that with send_keys keys=\"C-c\" enter=false, and try again. Text that stays is an old "
        "program's: send_keys keys=\"clear\".");
  return TypedLine::alone();
}

/// Step 1 of line_editor.hpp.
Task<TypedLine> CommandLine::ask_cursor() {
  const PaneState before = batches_.expected();
  Command command = batches_.begin_typing(keys_.back(steps_back()));
  const auto asked = co_await send(std::move(command), Stage::announced, 0);
  if (!asked) co_return TypedLine::failed(asked.error());
  // Text after the cursor is either the user's, or an editor's suggestion for text before the cursor.
  const bool text_behind = !row_.behind().empty();
  const bool unknown = owner_.behind && !owner_.shell;
  // The next batch types only where the cursor still is when it arrives, which a look would tell a round trip later.
  if (pane_now_.is_far_away() && !text_behind && !unknown) co_return TypedLine::alone();
  co_await await_taken();
  const milliseconds time = unknown ? kFarTime : text_behind ? kLateTime : milliseconds{0};
  const auto seen = co_await pane_now_.until_cursor_leaves(start_, time);
  if (!seen) co_return TypedLine::failed(seen.error());
  if (!is_same_place(seen->state, before)) co_return co_await judge_move();
  if (!text_behind) co_return TypedLine::alone();
  TypedLine found = text_stands_there(row_.behind());
  co_return co_await give_up(std::move(found));
}

/// The cursor has moved: finds out whether our key did it, or something else.
Task<TypedLine> CommandLine::judge_move() {
  const PaneState before = batches_.expected();
  const auto seen = co_await pane_now_.until_cursor_rests(kUndoTime);
  if (!seen) co_return TypedLine::failed(seen.error());
  if (owner_.behind) {
    const bool canonical = co_await is_key_shown();
    if (canonical) {
      batches_.expect(seen->state);
      keys_ = LineKeys(LineEditor::kernel);
      if (owner_.may_be_canonical) co_return TypedLine::alone();
      co_return co_await take_key_back();
    }
  }
  bool by_key = seen->state.history == before.history && cursor_cell(seen->state) < start_ &&
                batches_.nobody_typed(*seen);
  if (by_key) {
    // A shell that takes an earlier Enter only now may have cleared its line, and moved the cursor so.
    const auto captured = co_await pane_now_.capture(1);
    if (!captured) co_return TypedLine::failed(captured.error());
    by_key = is_same_place(captured->state, seen->state) && row_.begins_like(captured->text->last_line());
  }
  if (!by_key) {
    TypedLine moved;
    co_return co_await give_up(std::move(moved));
  }
  batches_.expect(seen->state);
  co_return co_await found_text();
}

/// Nothing says that a shell reads there: it may be a program that does not, so that our line would stay.
Task<TypedLine> CommandLine::take_key_back() {
  Command command = batches_.type(LineKeys::erase(LineKeys::left(1).size()));
  static_cast<void>(co_await run(chain_, std::move(command)));
  TypedLine unknown = TypedLine::refused(
      "it is not known whether a shell reads what is typed in " + which() +
      "; nothing was run. If one waits there for a command, say so with nested=true. Else use send_keys.");
  co_return co_await give_up(std::move(unknown));
}

/// Whether the key for moving the cursor has been echoed: nothing takes keys there, and the terminal collects the
/// line.
Task<bool> CommandLine::is_key_shown() {
  const auto captured = co_await pane_now_.capture(1);
  co_return captured && captured->text->last_line().ends_with(kEchoedLeft);
}

/// Our key has moved the cursor, so there is text: moves the cursor back and refuses.
Task<TypedLine> CommandLine::found_text() {
  const std::size_t cells = steps_back();
  const PaneState now = batches_.expected();
  const auto moved = static_cast<std::size_t>(start_ - cursor_cell(now));
  const bool one_step = cells == 1 && keys_.editor() == LineEditor::arrows;
  if (one_step) {
    bool can_go_on = true;
    const bool pressed = co_await step_right(cells, start_);
    if (!pressed) can_go_on = co_await look_where_it_rests();
    if (!pressed && can_go_on) co_await step_right(cells, start_);
  } else {
    co_await return_to_start();
  }
  TypedLine found = text_stands_there(row_.before(one_step ? column_ : moved));
  co_return co_await give_up(std::move(found));
}

/// Waits until the line is shown. Gives `alone` if its end is where it has to be, and `moved` if the line is
/// elsewhere or something follows it. Both set `end_`.
Task<TypedLine> CommandLine::await_line() {
  pane_now_.begin(kEchoTime);
  std::optional<uv::TimePoint> elsewhere_since;
  for (;;) {
    const auto captured = co_await pane_now_.capture(kTypedRows);
    if (!captured) co_return TypedLine::failed(captured.error());
    const ShownLine shown = find_shown_line(captured->text->text(), line_, row_.right_prompt());
    const PaneState& state = captured->state;
    if (shown.shown) {
      end_ = cursor_cell(state);
      const std::int64_t begin = *end_ - static_cast<std::int64_t>(line_.size()) - column_;
      if (shown.behind.empty() && begin % static_cast<std::int64_t>(state.width) == 0) {
        batches_.expect(state);
        co_return TypedLine::alone();
      }
      if (!elsewhere_since) elsewhere_since = uv::Clock::now();
      if (uv::Clock::now() - *elsewhere_since >= kSettleTime) co_return TypedLine{};
    }
    if (pane_now_.is_over()) {
      const bool gone = co_await take_back();
      co_return TypedLine::refused(
          "the shell in " + which() +
          " does not show what is typed (is it in another editing mode, or asking a question?); nothing was "
          "run. " +
          (gone ? "" : "What was typed may still be there. ") +
          "Look at it with capture_pane, or use send_keys.");
    }
    co_await pane_now_.wait();
  }
}

/// How often to press Left on a row: never beyond its beginning, unless that is all there is to find out.
std::size_t CommandLine::steps_back() const {
  return row_.one_cell_each() && !owner_.behind && owner_.shell != ShellKind::fish
             ? std::max<std::size_t>(1, column_)
             : 1;
}

/// Runs a batch that types; if it succeeds, the line is at stage `then`, and `left` characters of it are
/// there. A batch that has been sent is let finish even if the call is cancelled meanwhile: what has to be
/// taken back depends on its result.
Task<Result<std::string>> CommandLine::send(Command command, Stage then, std::size_t left) {
  auto sent = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
  if (sent) {
    stage_ = then;
    left_ = left;
  }
  if (chain_->cancelled()) co_await abandon();
  co_return sent;
}

// Looking.

/// Waits until the shell has read what was typed and waits again, as far as that can be seen, and a moment
/// longer.
Task<Ok> CommandLine::await_taken() {
  pane_now_.begin(kTakeTime);
  static_cast<void>(co_await pane_now_.look());  // once tmux answers, it has passed the key on
  for (;;) {
    co_await pane_now_.wait();
    const auto unread = chain_->processes().unread_input(tty_);
    const shell::ProcessState state = chain_->processes().process(owner_.pid);
    const bool taken = unread.value_or(0) == 0;
    if ((taken && (!state.known || state.sleeping)) || pane_now_.is_over()) break;
  }
  co_return co_await pane_now_.wait(kEffectTime);
}

TypedLine CommandLine::text_stands_there(const std::string& text) const {
  const std::string quoted = has_text(text) ? ": \"" + text + "\"" : ", above the cursor";
  return TypedLine::refused("there is text at the prompt of " + which() + quoted +
                            ". A user may be typing. Nothing was run. Erase it with send_keys keys=\"C-u\" "
                            "enter=false, or finish it, and try again.");
}

}  // namespace smcp::tmux
