#include "tmux/jobs/job_start.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "base/task.hpp"
#include "shell/foreground.hpp"
#include "shell/shells.hpp"
#include "shell/start_up.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/first_prompt.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using shell::Foreground;
using std::chrono::milliseconds;

/// How long to wait for the prompt: a shell whose command has just ended may not have printed it yet.
constexpr milliseconds kPromptTime{5000};
/// A program that has the terminal for this long counts as running there.
constexpr milliseconds kRunsThere{250};
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
        batches_(request_.pane, id_),
        tmux_(tmux_command(chain_->processes().program(request_.pane.server.pid), request_.pane.server.pid)),
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
      CommandLine line(loop_, chain_, batches_, id_.pane, typed_line(*shell_, id_, tmux_));
      Captured prompt = *prompt_;
      const TypedLine typed = co_await line.type(*shell_, std::move(prompt));
      if (typed.kind == TypedLine::Kind::refused) co_return typed.error;
      if (typed.kind == TypedLine::Kind::alone) co_return co_await enter(line);
      if (pane_now_.is_over()) co_return moved();
      co_await pane_now_.wait();
    }
  }

 private:
  // 1. The prompt.

  /// Waits for the prompt and stores what it looks like in look_ and prompt_.
  Task<Status> await_prompt() {
    for (;;) {
      auto look = co_await pane_now_.look();
      if (!look) co_return look.error();
      look_ = std::move(*look);
      const Status fails = judge_look();
      if (!fails) co_return fails.error();
      if (at_prompt_) {
        const auto captured = co_await pane_now_.capture(kPromptRows);
        if (!captured) co_return captured.error();
        prompt_ = *captured;
        const bool continues = seems_to_continue(captured->text->text());
        if (is_same_place(captured->state, look_.state) && !continues) break;
        if (continues && !at_first()) co_return continuation();
        if (pane_now_.is_over()) co_return moved();
      }
      if (starts_) {
        chain_->restart_deadline();
        pane_now_.go_on(kPromptTime);
      }
      co_await pane_now_.wait();
    }
    before_ = prompt_->cursor;
    before_.at_prompt = true;
    batches_.expect(look_);
    co_return Ok{};
  }

  /// Whether the shell may wait for the rest of a command. fish edits that in place, without a prompt of its own.
  [[nodiscard]] bool seems_to_continue(std::string_view rows) const {
    const std::string_view prompt = rows.substr(rows.rfind('\n') + 1);  // npos + 1 is 0
    if (shell_ == ShellKind::fish || !is_continuation_prompt(prompt)) return false;
    const auto age = chain_->processes().process(look_.state.pid).age;
    return trimmed(prompt) != ">" || !is_surely_first_prompt(look_, request_.pane.last_typed, age, rows);
  }

  /// Ok if the shell waits for a command (then at_prompt_ is set) or may do so soon; else an error that says
  /// why not.
  Status judge_look() {
    const PaneState& state = look_.state;
    const shell::ProcessState first = chain_->processes().process(state.pid);
    const std::string& name = first.known ? first.name : look_.command;
    const bool shell_runs = !first.known || first.foreground;
    const Foreground foreground = foreground_in(look_);
    shell_ = shell::shell_kind(name);
    if (shell_runs && !shell_ && !at_first()) return no_known_shell(name);
    // A shell that reads a line for a script can look as if at its prompt, but a job runs until its end mark.
    const bool free = !look_.job_runs() && !program_types();
    const bool waits = foreground == Foreground::at_prompt && !state.alternate && free;
    at_prompt_ = waits && look_.typist_idle() >= kTypistIdle;
    starts_ = !waits && may_start(state);
    if (at_prompt_) return Ok{};
    if (starts_) return uv::Clock::now() < request_.prompt_by ? Status(Ok{}) : Status(not_ready());
    if (waits) return pane_now_.is_over() ? Status(moved()) : Status(Ok{});
    if (!may_still_come(shell_runs)) return busy(foreground == Foreground::at_prompt);
    return Ok{};
  }

  /// Whether the shell has not come to its first prompt yet. Whatever we have typed, we have typed there.
  [[nodiscard]] bool may_start(const PaneState& state) const {
    const bool used = look_.job || !request_.pane.last_typed.empty();
    return !used && !state.alternate &&
           shell::may_run_start_up_files(chain_->processes(), state.pid, state.tty);
  }
  /// Whether the prompt may still appear: a shell that starts, or whose command ends, will soon have the
  /// terminal; so will a shell that is just calling tmux to report a job's end.
  [[nodiscard]] bool may_still_come(bool shell_runs) const {
    const auto& end = look_.marks.end;
    const bool tells_end = end && look_.state.now - end->time <= kPromptTime.count() / 1000;
    return !pane_now_.is_over() && ((shell_runs && !look_.job_runs()) || tells_end || at_first());
  }
  /// Whether another server of ours types. The lock of a server that has ended expires soon.
  [[nodiscard]] bool program_types() const {
    const auto lock = TypingLock::parse(look_.typing);
    return lock && lock->stands(look_.state.now);
  }
  [[nodiscard]] bool at_first() const { return uv::Clock::now() < pane_now_.began() + kRunsThere; }

  // 2. The command, and Enter.

  Task<Result<StartedJob>> enter(CommandLine& line) {
    const std::string script =
        job_script(*shell_, id_, {tmux_, look_.socket}, request_.command, batches_.expected());
    std::size_t sent = 0;
    while (script.size() - sent > JobBatches::kMaxScriptPiece) {
      const std::size_t end =
          sent + utf8_prefix(std::string_view(script).substr(sent), JobBatches::kMaxScriptPiece).size();
      Command command = batches_.add_to_script(script, sent, end);
      const auto piece = co_await run(chain_, std::move(command));
      if (!piece) co_return co_await take_back(line, piece.error());
      sent = end;
    }
    const JobRecord record{id_.token, before_, summary_of(request_.command)};
    Command command = batches_.press_enter(script, sent, look_, record);
    const auto entered = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (!entered) co_return co_await take_back(line, entered.error());
    line.hand_over();
    if (chain_->cancelled()) co_await abandon();
    co_return co_await await_start();
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
      const auto look = co_await pane_now_.look();
      if (!look) {
        // A command such as `exit` can be faster than we are.
        const bool gone = look.error().code == Errc::not_found || look.error().code == Errc::no_server;
        if (!gone) co_return look.error();
        co_return started();
      }
      if (look->is_newest(id_) && (look->marks.start || look->marks.end || look->state.dead))
        co_return started();
      const auto now = uv::Clock::now();
      if (foreground_in(*look) != Foreground::at_prompt) prompt_since = now;
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

  [[nodiscard]] Foreground foreground_in(const JobLook& look) const {
    return shell::foreground_of(chain_->processes(), look.state.pid, look.state.tty, look.command);
  }

  [[nodiscard]] StartedJob started() const { return {id_, before_}; }

  [[nodiscard]] Error moved() const {
    return {Errc::refused, "a user is typing in pane " + id_.pane.text() +
                               ", or a program is printing there; nothing was run. Try again."};
  }

  [[nodiscard]] Error not_ready() const {
    return {Errc::refused,
            "the shell in pane " + id_.pane.text() +
                " has not come to its first prompt (slow or waiting start-up files?); nothing was "
                "run. Look at it with capture_pane, and try again."};
  }

  [[nodiscard]] Error continuation() const {
    return {Errc::refused,
            "pane " + id_.pane.text() + " waits for the rest of a command (\"" +
                std::string(last_line(*prompt_->text)) +
                "\"); nothing was run. Finish that, or end it with send_keys keys=\"C-c\" "
                "enter=false. If it is the prompt itself, set another one (PS1), or use send_keys."};
  }

  [[nodiscard]] Error busy(bool at_prompt) const {
    std::string message = "pane " + id_.pane.text() + " is busy running \"" + look_.command + "\"";
    if (look_.job_runs())
      message += " (job " + JobId{id_.pane, look_.job->token}.text() + ": " + look_.job->command + ")";
    message += "; nothing was run. Wait for it, use another pane or session, or answer it with send_keys.";
    if (at_prompt && look_.job_runs()) {
      message += " If the prompt is there, and the job ended without reporting it (exec), clear it with: ";
      message += "send_keys keys=\" tmux set -pu " + std::string(job_option::kStart) + "\"";
    }
    return {Errc::refused, std::move(message)};
  }

  [[nodiscard]] static Error no_known_shell(const std::string& name) {
    return {Errc::refused,
            "the pane runs \"" + name +
                "\", which is not a shell that run_command knows (bash, zsh, fish, dash and other "
                "POSIX shells). Nothing was run. Use send_keys."};
  }

  uv::Loop& loop_;
  Chain chain_;
  JobRequest request_;
  JobId id_;
  JobBatches batches_;
  std::string tmux_;
  JobLook look_;
  bool starts_ = false;     ///< whether it shows a shell that may still start
  bool at_prompt_ = false;  ///< whether look_ shows a prompt
  std::optional<ShellKind> shell_;
  std::optional<Captured> prompt_;  ///< before anything was typed
  Cursor before_;
  PaneObserver pane_now_;
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
