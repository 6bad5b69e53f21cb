#include "tmux/jobs/job_start.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/task.hpp"
#include "text/utf8.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/jobs/far_end.hpp"
#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/far_start.hpp"
#include "tmux/jobs/first_prompt.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/jobs/redraw.hpp"
#include "tmux/jobs/room_for_line.hpp"
#include "tmux/jobs/waiting_shell.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoonRun{50};  ///< when to ask for the end of a short command where tmux is far away
/// Time for the shell to fetch the command.
constexpr milliseconds kStartTime{5000};
/// A shell that has been at its prompt for this long without making its mark has not run the command.
constexpr milliseconds kNotTaken{750};

/// One start under way; it lives in the frame of start_one().
class Start {
 public:
  Start(uv::Loop& loop, Chain chain, JobRequest request)
      : loop_(loop),
        chain_(std::move(chain)),
        request_(std::move(request)),
        id_(JobId::make(request_.pane.id)),
        batches_(request_.pane, id_, request_.is_new),
        tmux_(tmux_command(chain_->processes().program(request_.pane.server.pid), request_.pane.server.pid)),
        shell_(chain_, request_),
        pane_now_(loop, chain_, id_.pane) {}

  Task<Result<StartedJob>> run_all() {
    if (request_.command.size() > kMaxJobCommand) {
      co_return Error{Errc::too_large, "command is over " + std::to_string(kMaxJobCommand / 1024) +
                                           " KiB. Put it into a script and run that"};
    }
    pane_now_.begin(kPromptTime);
    for (;;) {
      const Status ready = co_await await_prompt();
      if (!ready) co_return ready.error();
      Captured prompt = *prompt_;
      const std::string text = line_behind(prompt.state);
      if (const Status room = check_room(prompt.state, text); !room) co_return room.error();
      CommandLine line(loop_, chain_, batches_, id_.pane, text);
      LineOwner owner = shell_.owner();
      TypedLine typed = co_await line.type(owner, std::move(prompt));
      if (typed.kind == TypedLine::Kind::alone && may_press_ahead(line)) {
        auto pressed = co_await press_ahead(line);
        if (pressed.failed) co_return co_await take_back(line, *pressed.failed);
        if (pressed.pressed) co_return co_await await_start();
        typed = std::move(pressed.line);
      } else if (typed.kind == TypedLine::Kind::alone) {
        typed = co_await line.prove();
      }
      if (typed.kind == TypedLine::Kind::refused) co_return typed.error;
      if (typed.kind == TypedLine::Kind::alone && shell_.is_far()) co_return co_await enter_far(line);
      if (typed.kind == TypedLine::Kind::alone) co_return co_await enter(line);
      if (pane_now_.is_over()) co_return shell_.moved();
      co_await pane_now_.wait();
    }
  }

 private:
  // 1. The prompt.

  /// Waits for the prompt and stores what it looks like in look_ and prompt_.
  Task<Status> await_prompt() {
    for (;;) {
      const Status seen = co_await see();
      if (!seen) co_return seen.error();
      const Status fails = shell_.judge(look_, pane_now_.is_over());
      if (!fails) co_return fails.error();
      if (shell_.is_at_prompt()) {
        const auto is_prompt = shell_.judge_prompt(prompt_->text->text(), prompt_->state.cursor_x);
        if (!is_prompt) co_return is_prompt.error();
        bool drawn = *is_prompt && is_same_place(prompt_->state, look_.state);
        // An Enter from before may still clear that away.
        if (drawn && shell_.is_early()) drawn = prompt_->text_below().empty();
        const LineOwner owner = shell_.owner();
        if (drawn) drawn = co_await drawing_.is_drawn(owner, *prompt_);
        if (drawn) break;
        if (pane_now_.is_over()) co_return shell_.moved();
      }
      if (shell_.starts()) {
        chain_->restart_deadline();
        pane_now_.go_on(kPromptTime);
      }
      co_await pane_now_.wait();
    }
    before_ = prompt_->cursor;
    before_.at_prompt = true;
    batches_.expect(look_);
    if (!shell_.is_far())
      script_ = job_script(*shell_.kind(), id_, {tmux_, look_.socket}, request_.command,
                           {.inside = shell_.is_inside(), .history = request_.history});
    co_return Ok{};
  }

  /// Sets look_ and prompt_, with the pane's terminal in view.
  Task<Status> see() {
    std::string tty = look_.state.tty.empty() ? request_.pane.terminal.tty : look_.state.tty;
    auto seen = co_await pane_now_.see(kPromptRows, tty);
    if (!seen) co_return seen.error();
    look_ = std::move(seen->look);
    prompt_ = std::move(seen->shown);
    batches_.paste_has(seen->paste_usage);
    const bool has_end = has_far_end(chain_->processes(), look_);
    if (has_end) {
      auto told = co_await pane_now_.look();
      if (!told) co_return told.error();
      look_ = std::move(*told);
    }
    if (has_end || look_.state.tty != tty) {
      std::vector<std::string> ttys{look_.state.tty};
      co_await tmux::look(chain_, std::move(ttys));
    }
    co_return Ok{};
  }

  /// What is to be typed behind the prompt. bash writes no line break after a line that ends exactly at the right
  /// margin, and tmux would take the first line of output for the rest of it: one more blank prevents that.
  [[nodiscard]] std::string line_behind(const PaneState& prompt) const {
    std::string line = shell_.is_far() ? far_typed_line(id_) : typed_line(*shell_.kind(), id_, tmux_);
    if ((prompt.cursor_x + line.size()) % prompt.width == 0) line.insert(0, " ");
    return line;
  }

  // 2. The command, and Enter.

  /// What is stored of a script before Enter is pressed may not be there while it is not proved that nobody else presses it.
  [[nodiscard]] bool may_press_ahead(const CommandLine& line) const {
    return pane_now_.is_far_away() && line.is_to_be_proved() && !shell_.is_far() &&
           script_.size() <= JobBatches::kMaxScriptPiece;
  }

  Task<PressedLine> press_ahead(CommandLine& line) {
    pane_now_.see_ahead(kSoonShown + kSoonRun, kPromptRows);
    auto pressed = co_await line.prove_and_press([this] { return last_batch(0); });
    if (!pressed.pressed) pane_now_.forget_ahead();
    co_return pressed;
  }

  [[nodiscard]] Command last_batch(std::size_t sent) const {
    return batches_.press_enter(script_, sent, look_, {id_.token, before_, summary_of(request_.command)},
                                shell_.remembered());
  }

  Task<Result<StartedJob>> enter(CommandLine& line) {
    std::size_t sent = 0;
    while (script_.size() - sent > JobBatches::kMaxScriptPiece) {
      const std::size_t end =
          sent + utf8_prefix(std::string_view(script_).substr(sent), JobBatches::kMaxScriptPiece).size();
      Command command = batches_.add_to_script(script_, sent, end);
      const auto piece = co_await run(chain_, std::move(command));
      if (!piece) co_return co_await take_back(line, piece.error());
      sent = end;
    }
    auto command = last_batch(sent);
    pane_now_.see_ahead(kSoonRun, kPromptRows);
    const auto entered = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (!entered) co_return co_await take_back(line, entered.error());
    line.hand_over();
    if (chain_->cancelled()) co_await abandon();
    co_return co_await await_start();
  }

  Task<Result<StartedJob>> enter_far(CommandLine& line) {
    const JobRecord record{id_.token, before_, summary_of(request_.command)};
    Command command = batches_.press_enter(look_, record, shell_.remembered());
    const auto entered = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (!entered) co_return co_await take_back(line, entered.error());
    line.hand_over();
    if (chain_->cancelled()) co_await abandon();
    FarStart far(chain_, batches_, pane_now_, id_, look_.path, shell_);
    std::string text = request_.command;
    const Status begun = co_await far.run_all(std::move(text), request_.history);
    if (begun && !far.name().empty()) {
      Command remember = batches_.remember(shell_.remembered(far.name()));
      static_cast<void>(co_await run(chain_, std::move(remember)));
    }
    if (begun) co_return started();
    Command withdraw = batches_.give_up();
    static_cast<void>(co_await run(chain_, std::move(withdraw)));
    clean_up(chain_->client(), batches_.forget());
    co_return begun.error();
  }

  Task<Result<StartedJob>> take_back(CommandLine& line, const Error& because) {
    Error error = because;
    const bool gone = co_await line.take_back();
    if (gone) co_return error;
    error.message += " A line of ours, which does nothing, may still be at the prompt.";
    co_return error;
  }

  // 3. The shell's mark.

  Task<Result<StartedJob>> await_start() {
    pane_now_.begin(kStartTime);
    auto prompt_since = uv::Clock::now();
    for (;;) {
      auto look = co_await pane_now_.look();
      if (!look) {
        // A command such as `exit` can be faster than we are.
        const bool gone = look.error().code == Errc::not_found || look.error().code == Errc::no_server;
        if (!gone) co_return look.error();
        co_return started();
      }
      if (look->is_newest(id_) && (look->marks.start || look->marks.end || look->state.dead)) {
        StartedJob job = started();
        if (look->marks.end && !look->marks.is_unknown()) job.ended = std::move(*look);
        co_return job;
      }
      const auto now = uv::Clock::now();
      if (!shell_.is_seen_at_prompt(*look)) prompt_since = now;
      if (now - prompt_since >= kNotTaken || pane_now_.is_over()) co_return co_await give_up();
      co_await pane_now_.wait();
    }
  }

  /// Withdraws the command: the shell will not run it, unless it has just begun to.
  Task<Result<StartedJob>> give_up() {
    Command command = batches_.give_up();
    const auto text = co_await run(chain_, std::move(command));
    if (!text) co_return text.error();
    const auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
    if (look && look->is_newest(id_) && look->marks.start) co_return started();
    clean_up(chain_->client(), batches_.forget());
    co_return Error{
        Errc::refused,
        "the shell in pane " + id_.pane.text() +
            " did not run the command. Does it find tmux (PATH, $TMUX), has Enter its usual meaning, and is "
            "there no open quote? What was typed, which does nothing, may still stand there. Look with "
            "capture_pane, or use send_keys."};
  }

  // For all steps.

  [[nodiscard]] StartedJob started() const { return {id_, before_, shell_.is_far(), std::nullopt}; }

  uv::Loop& loop_;
  Chain chain_;
  JobRequest request_;
  JobId id_;
  JobBatches batches_;
  std::string tmux_;
  WaitingShell shell_;
  JobLook look_;
  std::optional<Captured> prompt_;  ///< before anything was typed
  std::string script_;              ///< for a shell that fetches one
  Cursor before_;
  PaneObserver pane_now_;
  PromptDrawing drawing_{chain_};
};

Task<Result<StartedJob>> start_one(uv::Loop& loop, Chain chain, JobRequest request) {
  Start start(loop, std::move(chain), std::move(request));
  auto started = co_await start.run_all();
  co_return started;
}

}  // namespace

void start_job(uv::Loop& loop, const Chain& chain, JobRequest request,
               UniqueFunction<void(Result<StartedJob>)> done) {
  start(start_one(loop, chain, std::move(request)), std::move(done));
}

}  // namespace smcp::tmux
