#include "tmux/jobs/job_start.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "base/task.hpp"
#include "shell/carriers.hpp"
#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "shell/shells.hpp"
#include "text/utf8.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/far_start.hpp"
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
using shell::Front;
using std::chrono::milliseconds;

/// How long to wait for the prompt: a shell whose command has just ended may not have printed it yet.
constexpr milliseconds kPromptTime{5000};
/// A program that has the terminal for this long counts as running there.
constexpr milliseconds kRunsThere{250};
/// How long nothing must be printed for a prompt behind a carrier to count as one at which a shell waits.
constexpr milliseconds kQuietTime{500};
/// The same if the last job ran there.
constexpr milliseconds kShortQuietTime{100};
/// Upper bound on the line of the cursor in an error, in bytes.
constexpr std::size_t kMaxShownPrompt = 120;
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
      Captured prompt = *prompt_;
      CommandLine line(loop_, chain_, batches_, id_.pane, line_behind(prompt.state));
      LineOwner owner = line_owner();
      const TypedLine typed = co_await line.type(std::move(owner), std::move(prompt));
      if (typed.kind == TypedLine::Kind::refused) co_return typed.error;
      if (typed.kind == TypedLine::Kind::alone && far_) co_return co_await enter_far(line);
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
        const auto captured = co_await pane_now_.capture(1);
        if (!captured) co_return captured.error();
        prompt_ = *captured;
        const std::string_view line = captured->text->last_line();
        const bool is_prompt = !carried_ || request_.nested || shell::looks_like_shell_prompt(line);
        if (!is_prompt && !at_first()) co_return no_prompt(line);
        const bool continues = !is_prompt || is_continuation_prompt(line);
        if (is_same_place(captured->state, look_.state) && !continues) break;
        if (continues && !at_first()) co_return continuation();
        if (pane_now_.is_over()) co_return moved();
      }
      co_await pane_now_.wait();
    }
    before_ = prompt_->cursor;
    before_.at_prompt = true;
    batches_.expect(look_);
    co_return Ok{};
  }

  /// Ok if the shell waits for a command (then at_prompt_ is set) or may do so soon; else an error that says
  /// why not.
  Status judge_look() {
    const PaneState& state = look_.state;
    front_ = shell::front_of(chain_->processes(), state.pid, state.tty);
    const bool seen = front_.kind != Front::Kind::unseen;
    const std::string& name = front_.process.known ? front_.process.name : look_.command;
    const bool shell_runs = !seen || front_.first || front_.kind == Front::Kind::shell;
    carried_ = !shell_runs && is_carried(name);
    far_ = carried_ || (front_.kind == Front::Kind::shell && !front_.first && !reaches_tmux());
    const Foreground foreground = foreground_in(look_);
    shell_ = shell::shell_kind(name);
    if (shell_runs && !shell_ && !at_first()) return no_known_shell(name);
    if (!shell_runs && shell::redraws_shells(name) && !at_first()) return own_screen(name);
    // A shell that reads a line for a script can look as if at its prompt, but a job runs until its end mark.
    const bool free = !job_runs_in_front() && !program_types();
    const bool reads = carried_ ? has_been_quiet() : foreground == Foreground::at_prompt;
    const bool waits = reads && !state.alternate && free;
    at_prompt_ = waits && look_.typist_idle() >= kTypistIdle;
    if (at_prompt_) return Ok{};
    if (waits) return pane_now_.is_over() ? Status(moved()) : Status(Ok{});
    const bool quiet_may_come = carried_ && free && !state.alternate && !pane_now_.is_over();
    if (!quiet_may_come && !may_still_come(shell_runs)) return busy(foreground == Foreground::at_prompt);
    return Ok{};
  }

  [[nodiscard]] bool is_carried(const std::string& name) const {
    return shell::carries_shells(name) || (request_.nested && !shell::redraws_shells(name));
  }
  [[nodiscard]] bool reaches_tmux() const {
    return chain_->processes().shares_files(front_.pid, request_.pane.server.pid);
  }
  /// Whether the newest job runs in the shell that is in front. It may also run around that one, as `ssh` does.
  [[nodiscard]] bool job_runs_in_front() const {
    if (!look_.job_runs() || (carried_ && request_.nested)) return false;
    return !look_.shell || front_.kind == Front::Kind::unseen || look_.shell->pid == front_.pid;
  }
  /// Whether nothing has been printed for kQuietTime, as far as these looks show.
  [[nodiscard]] bool has_been_quiet() {
    const auto now = uv::Clock::now();
    if (!quiet_ || !looks_same(*quiet_, look_.state)) {
      quiet_ = look_.state;
      quiet_since_ = now;
    }
    return now - quiet_since_ >= (knows_far_shell() ? kShortQuietTime : kQuietTime);
  }
  /// Whether the last job ran behind the program that is in front.
  [[nodiscard]] bool knows_far_shell() const {
    return look_.shell && look_.shell->far && look_.shell->pid == front_.pid && look_.marks.end;
  }
  [[nodiscard]] LineOwner line_owner() const {
    if (!carried_) return {shell_, front_.pid};
    const std::string name = knows_far_shell() ? look_.shell->name : std::string();
    return {shell::edits_lines(name) ? shell::shell_kind(name) : std::nullopt, front_.pid, true,
            name == "dash"};
  }

  /// Whether the prompt may still appear: a shell that starts, or whose command ends, will soon have the
  /// terminal; so will a shell that is just calling tmux to report a job's end.
  [[nodiscard]] bool may_still_come(bool shell_runs) const {
    const auto& end = look_.marks.end;
    const bool tells_end = end && look_.state.now - end->time <= kPromptTime.count() / 1000;
    return !pane_now_.is_over() && ((shell_runs && !look_.job_runs()) || tells_end || at_first());
  }
  /// What is to be typed behind the prompt. bash writes no line break after a line that ends exactly at the right
  /// margin, and tmux would take the first line of output for the rest of it: one more blank prevents that.
  [[nodiscard]] std::string line_behind(const PaneState& prompt) const {
    std::string line = far_ ? far_typed_line(id_) : typed_line(*shell_, id_, tmux_);
    if ((prompt.cursor_x + line.size()) % prompt.width == 0) line.insert(0, " ");
    return line;
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
        job_script(*shell_, id_, {tmux_, look_.socket}, request_.command, batches_.expected(),
                   front_.kind == Front::Kind::shell && !front_.first);
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
    Command command = batches_.press_enter(script, sent, look_, record, job_shell(front_.process.name));
    const auto entered = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (!entered) co_return co_await take_back(line, entered.error());
    line.hand_over();
    if (chain_->cancelled()) co_await abandon();
    co_return co_await await_start();
  }

  Task<Result<StartedJob>> enter_far(CommandLine& line) {
    const JobRecord record{id_.token, before_, summary_of(request_.command)};
    Command command = batches_.press_enter(look_, record, job_shell(""));
    const auto entered = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (!entered) co_return co_await take_back(line, entered.error());
    line.hand_over();
    if (chain_->cancelled()) co_await abandon();
    FarStart far(chain_, batches_, pane_now_, id_, look_.path, carried_ ? std::nullopt : shell_);
    std::string text = request_.command;
    const Status begun = co_await far.run_all(std::move(text));
    if (begun && !far.name().empty()) {
      Command remember = batches_.remember(job_shell(far.name()));
      static_cast<void>(co_await run(chain_, std::move(remember)));
    }
    if (begun) co_return started();
    Command withdraw = batches_.give_up();
    static_cast<void>(co_await run(chain_, std::move(withdraw)));
    clean_up(chain_->client(), batches_.forget());
    co_return begun.error();
  }

  [[nodiscard]] JobShell job_shell(std::string name) const { return {front_.pid, far_, std::move(name)}; }

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

  [[nodiscard]] StartedJob started() const { return {id_, before_, far_}; }

  [[nodiscard]] Error moved() const {
    return {Errc::refused, "a user is typing in pane " + id_.pane.text() +
                               ", or a program is printing there; nothing was run. Try again."};
  }

  [[nodiscard]] Error continuation() const {
    return {Errc::refused, "pane " + id_.pane.text() + " waits for the rest of a command (\"" +
                               std::string(prompt_->text->last_line()) +
                               "\"): finish that, or end it with send_keys keys=\"C-c\" enter=false"};
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

  [[nodiscard]] Error no_prompt(std::string_view line) const {
    return {Errc::refused, "pane " + id_.pane.text() + " runs \"" + front_.process.name +
                               "\", and the line of the cursor does not look like the prompt of a shell (\"" +
                               std::string(utf8_prefix(line, kMaxShownPrompt)) +
                               "\"); nothing was run. If a shell waits there for a command, say so with "
                               "nested=true. Else answer it with send_keys."};
  }

  [[nodiscard]] Error own_screen(const std::string& name) const {
    return {Errc::refused,
            "pane " + id_.pane.text() + " runs \"" + name +
                "\", which draws a screen of its own, so that the output of a command in it cannot be "
                "told apart. Nothing was run. Use send_keys with wait_for."};
  }

  uv::Loop& loop_;
  Chain chain_;
  JobRequest request_;
  JobId id_;
  JobBatches batches_;
  std::string tmux_;
  JobLook look_;
  shell::Front front_;              ///< at look_
  bool carried_ = false;            ///< the shell is behind front_
  bool far_ = false;                ///< it cannot call tmux
  std::optional<PaneState> quiet_;  ///< what the pane has looked like since quiet_since_
  uv::TimePoint quiet_since_;
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
