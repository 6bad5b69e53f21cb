#include "tmux/jobs/job_start.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/task.hpp"
#include "shell/foreground.hpp"
#include "shell/shell_probe.hpp"
#include "text/utf8_prefix.hpp"
#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

/// A shell that has just ended a command may still be on its way to its prompt.
constexpr milliseconds kPromptTime{5000};
/// What has the terminal for so long runs there.
constexpr milliseconds kRunsThere{250};
/// For the shell to fetch the command.
constexpr milliseconds kStartTime{5000};
/// A shell that shows its prompt again and has told nothing for so long has not run it.
constexpr milliseconds kNotTaken{750};

constexpr milliseconds kCleanUpTime{1500};

/// The path of its program, or nothing.
std::string program_of(std::int64_t pid) {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", none).string();
}

/// One start on its way; lives in the frame of start_one().
class Start {
 public:
  Start(uv::Loop& loop, Chain chain, JobRequest request)
      : loop_(loop),
        chain_(std::move(chain)),
        request_(std::move(request)),
        id_(JobId::make(request_.pane.id)),
        batches_(request_.pane, id_),
        tmux_(tmux_command(program_of(request_.pane.server.pid), request_.pane.server.pid)),
        pane_now_(loop, chain_, id_.pane) {}

  Task<Result<StartedJob>> run_all() {
    if (request_.command.size() > kMaxJobCommand) {
      co_return Error{Errc::too_large, "command is over " + std::to_string(kMaxJobCommand / 1024) +
                                           " KiB; put it into a script and run that"};
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

  /// Leaves what it looks like in look_ and prompt_.
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
        const bool continues = is_continuation_prompt(last_line(*captured->text));
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

  /// Whether the shell waits for a command (at_prompt_), or may soon; else what is in the way.
  Status judge_look() {
    const PaneState& state = look_.state;
    const ShellState first = shell_state_of(state.pid);
    const std::string& name = first.known ? first.name : look_.command;
    const bool shell_runs = !first.known || first.foreground;
    const Foreground foreground = foreground_of(state.pid, state.tty, look_.command);
    shell_ = shell_kind(name);
    if (shell_runs && !shell_ && !at_first()) return no_known_shell(name);
    // What reads a line in a shell can look like its prompt; but a job has not ended before it says so.
    const bool free = !look_.job_runs() && !program_types();
    const bool waits = foreground == Foreground::at_prompt && !state.alternate && free;
    at_prompt_ = waits && look_.typist_idle() >= kTypistIdle;
    if (at_prompt_) return Ok{};
    if (waits) return pane_now_.is_over() ? Status(moved()) : Status(Ok{});
    if (!may_still_come(shell_runs)) return busy(foreground == Foreground::at_prompt);
    return Ok{};
  }

  /// A shell that starts, or ends a command, has the terminal again soon; so has one that has just told us of
  /// a job's end and calls tmux for that.
  [[nodiscard]] bool may_still_come(bool shell_runs) const {
    const auto& end = look_.marks.end;
    const bool tells_end = end && look_.state.now - end->time <= kPromptTime.count() / 1000;
    return !pane_now_.is_over() && ((shell_runs && !look_.job_runs()) || tells_end || at_first());
  }
  /// Another server of ours; one that has ended meanwhile does not count for long.
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
    error.message += " A line of ours, which does nothing, may still stand at the prompt.";
    co_return error;
  }

  // 3. The shell's mark.

  Task<Result<StartedJob>> await_start() {
    pane_now_.begin(kStartTime);
    auto prompt_since = uv::Clock::now();
    for (;;) {
      const auto look = co_await pane_now_.look();
      if (!look) {
        // A command such as `exit` can be quicker than we.
        const bool gone = look.error().code == Errc::not_found || look.error().code == Errc::no_server;
        if (!gone) co_return look.error();
        co_return started();
      }
      if (look->is_newest(id_) && (look->marks.start || look->marks.end || look->state.dead))
        co_return started();
      const auto now = uv::Clock::now();
      if (foreground_of(look->state.pid, look->state.tty, look->command) != Foreground::at_prompt)
        prompt_since = now;
      if (now - prompt_since >= kNotTaken || pane_now_.is_over()) co_return co_await give_up();
      co_await pane_now_.wait();
    }
  }

  /// From then on the shell will not run it, unless it has begun just before.
  Task<Result<StartedJob>> give_up() {
    Command command = batches_.give_up();
    const auto text = co_await run(chain_, std::move(command));
    if (!text) co_return text.error();
    const auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
    if (look && look->is_newest(id_) && look->marks.start) co_return started();
    chain_->client().run(Request{batches_.forget(), {}, uv::Clock::now() + kCleanUpTime, {}, true},
                         [](const Result<Reply>&) {});
    co_return Error{Errc::refused,
                    "the shell in pane " + id_.pane.text() +
                        " did not run the command: does it find tmux (PATH, $TMUX), is Enter its usual key, "
                        "and is no quotation open? See it with capture_pane; send_keys types without that."};
  }

  // All along.

  [[nodiscard]] StartedJob started() const { return {id_, before_}; }

  [[nodiscard]] Error moved() const {
    return {Errc::refused, "somebody types in pane " + id_.pane.text() +
                               ", or something prints there; nothing was run. Try again."};
  }

  [[nodiscard]] Error continuation() const {
    return {Errc::refused, "pane " + id_.pane.text() + " waits for the rest of a command (\"" +
                               std::string(last_line(*prompt_->text)) +
                               "\"): finish that, or end it with send_keys keys=\"C-c\" enter=false"};
  }

  [[nodiscard]] Error busy(bool at_prompt) const {
    std::string message = "pane " + id_.pane.text() + " is busy running \"" + look_.command + "\"";
    if (look_.job_runs())
      message += " (job " + JobId{id_.pane, look_.job->token}.text() + ": " + look_.job->command + ")";
    message += "; nothing was run. Wait for it, use another pane or session, or answer it with send_keys.";
    if (at_prompt && look_.job_runs()) {
      message += " If that is a prompt, and the job was cut off without a word (exec), have it forgotten: ";
      message += "send_keys keys=\" tmux set -pu " + std::string(job_option::kStart) + "\"";
    }
    return {Errc::refused, std::move(message)};
  }

  [[nodiscard]] static Error no_known_shell(const std::string& name) {
    return {Errc::refused,
            "pane runs \"" + name +
                "\", which is no shell that run_command knows (bash, zsh, fish, dash and other "
                "POSIX shells); use send_keys"};
  }

  uv::Loop& loop_;
  Chain chain_;
  JobRequest request_;
  JobId id_;
  JobBatches batches_;
  std::string tmux_;
  JobLook look_;
  bool at_prompt_ = false;  ///< in look_
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
