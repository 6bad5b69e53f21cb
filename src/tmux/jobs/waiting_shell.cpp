#include "tmux/jobs/waiting_shell.hpp"

#include <algorithm>
#include <utility>

#include "shell/carriers.hpp"
#include "shell/foreground.hpp"
#include "shell/shells.hpp"
#include "shell/start_up.hpp"
#include "text/cells.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/jobs/first_prompt.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using shell::Foreground;
using shell::Front;
using std::chrono::milliseconds;

/// A program that has the terminal for this long counts as running there.
constexpr milliseconds kRunsThere{250};
/// How long nothing must be printed for a prompt behind a carrier to count as one at which a shell waits.
constexpr milliseconds kQuietTime{500};
/// The same if the last job ran there.
constexpr milliseconds kShortQuietTime{100};
/// Upper bound on the line of the cursor in an error, in bytes.
constexpr std::size_t kMaxShownPrompt = 120;

std::string_view last_of(std::string_view rows) {
  return rows.substr(rows.rfind('\n') + 1);  // npos + 1 is 0
}

}  // namespace

WaitingShell::WaitingShell(Chain chain, const JobRequest& request)
    : chain_(std::move(chain)), request_(request) {}

Status WaitingShell::judge(const JobLook& look, bool over) {
  look_ = look;
  const PaneState& state = look_.state;
  see_front(over);
  age_ = chain_->processes().process(state.pid).age;
  const bool seen = front_.kind != Front::Kind::unseen;
  if (!seen && shell::has_lost_terminal(chain_->processes(), state.pid)) return two_readers();
  const std::string& name = front_.process.known ? front_.process.name : look_.command;
  const bool is_shell = !seen || front_.kind == Front::Kind::shell;
  carried_ = !is_shell && is_carried(name);
  const bool shell_runs = is_shell || (front_.first && !carried_ && !shell::redraws_shells(name));
  far_ = carried_ || (is_inside() && !reaches_tmux());
  kind_ = shell::shell_kind(name);
  if (shell_runs && !kind_ && !early_) return no_known_shell(name);
  if (!shell_runs && shell::redraws_shells(name) && !early_) return own_screen(name);
  // A shell that reads a line for a script can look as if at its prompt, but a job runs until its end mark.
  const bool free = !job_runs_in_front() && !program_types();
  const bool seen_at_prompt = is_at_prompt_now(look_, front_);
  const bool reads = carried_ ? has_been_quiet() : seen_at_prompt;
  const bool waits = reads && !state.alternate && free;
  at_prompt_ = waits && (kind_ || carried_) && look_.typist_idle() >= kTypistIdle;
  starts_ = !waits && may_start();
  if (at_prompt_) return Ok{};
  if (starts_) return uv::Clock::now() < request_.prompt_by ? Status(Ok{}) : Status(not_ready());
  if (waits) return over ? Status(moved()) : Status(Ok{});
  if (seen_at_prompt && state.alternate && !early_) return left_screen();
  const bool quiet_may_come = carried_ && free && !state.alternate && !over;
  if (!quiet_may_come && !may_still_come(shell_runs, over)) return busy(seen_at_prompt);
  return Ok{};
}

Result<bool> WaitingShell::judge_prompt(std::string_view rows, std::uint32_t column) const {
  const std::string_view line = last_of(rows);
  const bool is_prompt = shell::looks_like_shell_prompt(line) && is_behind_blank(line, column);
  if (carried_ && !request_.nested && !is_prompt) {
    if (early_) return false;
    return no_prompt(line);
  }
  if (!seems_to_continue(rows)) return true;
  if (early_) return false;
  return continuation(line);
}

bool WaitingShell::is_seen_at_prompt(const JobLook& look) const {
  const Front now = shell::front_of(chain_->processes(), look.state.pid, look.state.tty);
  const bool works = now.process.known && !now.process.sleeping;
  return !works && is_at_prompt_now(look, now);
}

bool WaitingShell::is_at_prompt_now(const JobLook& look, const Front& front) const {
  return shell::foreground_of(chain_->processes(), front, look.state.tty, look.command) ==
         Foreground::at_prompt;
}

/// A prompt that is made by programs, one after the other, is no program that runs; a job of ours is.
void WaitingShell::see_front(bool over) {
  const std::int64_t before = front_.pid;
  front_ = shell::front_of(chain_->processes(), look_.state.pid, look_.state.tty);
  const auto now = uv::Clock::now();
  if (!front_since_ || (front_.pid != before && !look_.job_runs())) front_since_ = now;
  early_ = !over && now < *front_since_ + kRunsThere;
}

/// Whether the cursor stands one blank behind the line, as it does behind a prompt, and not behind a progress display.
bool WaitingShell::is_behind_blank(std::string_view line, std::uint32_t column) const {
  const auto cells = cells_of(line);
  const std::size_t width = std::max<std::size_t>(look_.state.width, 1);
  return !cells || (*cells + 1) % width == column % width;
}

bool WaitingShell::is_in_front(const JobLook& look) const {
  const auto& processes = chain_->processes();
  const Front now = shell::front_of(processes, look.state.pid, look.state.tty);
  return shell::is_in_front(processes, now, front_.pid);
}

LineOwner WaitingShell::owner() const {
  if (!carried_) return {.shell = kind_, .pid = front_.pid};
  const std::string name = knows_far_shell() ? look_.shell->name : std::string();
  return {.shell = shell::edits_lines(name) ? shell::shell_kind(name) : std::nullopt,
          .pid = front_.pid,
          .behind = true,
          .canonical = name == "dash",
          .may_be_canonical = request_.nested};
}

JobShell WaitingShell::remembered(std::string_view name) const {
  return {front_.pid, far_, carried_ ? std::string(name) : front_.process.name};
}

bool WaitingShell::is_carried(const std::string& name) const {
  return shell::carries_shells(name) || (request_.nested && !shell::redraws_shells(name));
}

/// Whether a shell inside of the pane's own can call tmux: it need not have the same PATH.
bool WaitingShell::reaches_tmux() const {
  const auto& processes = chain_->processes();
  const std::int64_t server = request_.pane.server.pid;
  return tmux_command(processes.program(server), server).starts_with('/') &&
         processes.shares_files(front_.pid, server);
}

/// Whether the newest job runs in the shell that is in front. It may also run around that one, as `ssh` does.
bool WaitingShell::job_runs_in_front() const {
  if (!look_.job_runs() || (carried_ && request_.nested)) return false;
  return !look_.shell || front_.kind == Front::Kind::unseen || look_.shell->pid == front_.pid;
}

/// Whether nothing has been printed for a while, as far as these looks show.
bool WaitingShell::has_been_quiet() {
  const auto now = uv::Clock::now();
  if (!quiet_ || !looks_same(*quiet_, look_.state)) {
    quiet_ = look_.state;
    quiet_since_ = now;
  }
  return now - quiet_since_ >= (knows_far_shell() ? kShortQuietTime : kQuietTime);
}

/// Whether the last job ran behind the program that is in front.
bool WaitingShell::knows_far_shell() const {
  return look_.shell && look_.shell->far && look_.shell->pid == front_.pid && look_.marks.end;
}

/// Whatever we have typed, we have typed at a prompt.
bool WaitingShell::may_start() const {
  const bool used = look_.job || !request_.pane.last_typed.empty();
  return !used && !look_.state.alternate &&
         shell::may_run_start_up_files(chain_->processes(), look_.state.pid, look_.state.tty);
}

/// Whether the prompt may still appear: a shell that starts, or whose command ends, will soon have the terminal; so
/// will a shell that is just calling tmux to report a job's end.
bool WaitingShell::may_still_come(bool shell_runs, bool over) const {
  const auto& end = look_.marks.end;
  const bool tells_end = end && look_.state.now - end->time <= kPromptTime.count() / 1000;
  return !over && ((shell_runs && !look_.job_runs()) || tells_end || early_);
}

/// Whether the shell may wait for the rest of a command. fish edits that in place, without a prompt of its own.
bool WaitingShell::seems_to_continue(std::string_view rows) const {
  const std::string_view prompt = last_of(rows);
  if (kind_ == ShellKind::fish || !is_continuation_prompt(prompt)) return false;
  return trimmed(prompt) != ">" || !is_surely_first_prompt(look_, request_.pane.last_typed, age_, rows);
}

/// Whether another server of ours types. The lock of a server that has ended expires soon.
bool WaitingShell::program_types() const {
  const auto lock = TypingLock::parse(look_.typing);
  return lock && lock->stands(look_.state.now);
}

// Why not.

Error WaitingShell::moved() const {
  return {Errc::refused,
          "a user is typing in " + pane() + ", or a program is printing there; nothing was run. Try again."};
}

Error WaitingShell::not_ready() const {
  return {Errc::refused,
          "the shell in " + pane() +
              " has not come to its first prompt (slow or waiting start-up files?); nothing was "
              "run. Look at it with capture_pane, and try again."};
}

Error WaitingShell::continuation(std::string_view line) const {
  return {Errc::refused,
          pane() + " waits for the rest of a command (\"" + std::string(line) +
              "\"); nothing was run. Finish that, or end it with send_keys keys=\"C-c\" "
              "enter=false. If it is the prompt itself, set another one (PS1), or use send_keys."};
}

Error WaitingShell::busy(bool at_prompt) const {
  std::string message = pane() + " is busy running \"" + look_.command + "\"";
  if (look_.job_runs())
    message += " (job " + chain_->shown(JobId{request_.pane.id, look_.job->token}.text()) + ": " +
               look_.job->command + ")";
  message += "; nothing was run. Wait for it, use another pane or session, or answer it with send_keys.";
  if (front_.kind == Front::Kind::program && !look_.state.alternate)
    message += " If a shell waits at its prompt inside of it, say so with nested=true.";
  if (at_prompt && look_.job_runs()) {
    message += " If the prompt is there, and the job ended without reporting it (exec), clear it with: ";
    message += "send_keys keys=\" tmux set -pu " + std::string(job_option::kStart) + "\"";
  }
  return {Errc::refused, std::move(message)};
}

Error WaitingShell::left_screen() const {
  return {
      Errc::refused,
      "a shell waits at its prompt in " + pane() +
          ", but in the alternate screen, which a program that was killed has not left, or from which one "
          "has started the shell; nothing was run. If no such program runs, leave it with send_keys "
          "keys=\" tput rmcup\", and try again."};
}

Error WaitingShell::two_readers() const {
  return {Errc::refused,
          "a program has taken the terminal of " + pane() +
              " from the shell there (setsid -c), and both may read what is typed: nobody knows which of "
              "them would "
              "get a command. Nothing was run. End that program, or use another pane or session."};
}

Error WaitingShell::no_known_shell(const std::string& name) const {
  return {Errc::refused,
          "the pane runs \"" + name +
              "\", which is not a shell that run_command knows (bash, zsh, fish, dash and other "
              "POSIX shells). Nothing was run. Use send_keys."};
}

Error WaitingShell::own_screen(const std::string& name) const {
  return {Errc::refused,
          pane() + " runs \"" + name +
              "\", which draws a screen of its own, so that the output of a command in it cannot "
              "be told apart. Nothing was run. Use send_keys with wait_for."};
}

Error WaitingShell::no_prompt(std::string_view line) const {
  return {Errc::refused, pane() + " runs \"" + front_.process.name +
                             "\", and the line of the cursor does not look like the prompt of a shell (\"" +
                             std::string(utf8_prefix(line, kMaxShownPrompt)) +
                             "\"); nothing was run. If a shell waits there for a command, say so with "
                             "nested=true. Else answer it with send_keys."};
}

}  // namespace smcp::tmux
