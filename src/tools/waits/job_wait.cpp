#include "tools/waits/job_wait.hpp"

#include <algorithm>
#include <utility>

#include "shell/foreground.hpp"
#include "shell/shells.hpp"
#include "tmux/jobs/look_at_job.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tools {

std::string_view word_for(JobEnd end) {
  switch (end) {
    case JobEnd::waiting:
      return "waiting";
    case JobEnd::dead:
      return "dead";
    case JobEnd::gone:
      return "gone";
    case JobEnd::unknown:
      return "unknown";
    case JobEnd::ended:
    case JobEnd::forgotten:
      break;
  }
  return "finished";
}

JobWait::JobWait(Server& server, tmux::JobId id, shell::InputAwaited waiting, Ended ended)
    : server_(&server), id_(std::move(id)), ended_(std::move(ended)), input_(waiting, uv::Clock::now()) {}

void JobWait::start() {
  watch_ = server_->ticker.watch(tmux::PaneTicker::kQuietPause,
                                 [weak = weak_from_this()](const tmux::PaneTicker::Panes& panes) {
                                   const auto self = weak.lock();
                                   return self && self->looked(panes);
                                 });
  soon_ = std::make_unique<uv::Timer>(server_->loop, [this] { ask_soon(); });
  ask_soon();
}

void JobWait::ask_soon() {
  ask();
  if (pause_ > kLastPause) return;
  soon_->start(pause_);
  pause_ *= 2;
}

void JobWait::stop() {
  watch_.reset();
  soon_.reset();
  for (auto* const chain : {&chain_, &machine_}) {
    if (*chain) (*chain)->cancel();
    *chain = nullptr;
  }
  ended_ = {};
  server_ = nullptr;
}

bool JobWait::looked(const tmux::PaneTicker::Panes& panes) {
  const auto found = std::find_if(panes.begin(), panes.end(), [this](const tmux::PaneState& state) {
    return state.pane == id_.pane;  // whatever its session is called by now
  });
  if (found == panes.end()) {
    end(JobEnd::gone);
    return true;
  }
  const bool changed = !seen_ || tmux::may_have_printed(*seen_, *found);
  if (!seen_ || !tmux::looks_same(*seen_, *found)) input_.printed(uv::Clock::now());
  if (changed) input_.may_have_drawn(uv::Clock::now());
  if (changed) pace_.changed(uv::Clock::now());
  seen_ = *found;
  if (server_->client.processes().needs_look()) {
    ask_machine();
  } else if (end_if_asked()) {
    return true;
  }
  // A job's end shows as output, for the prompt follows it, and by the shell having the terminal. While the
  // terminal is the command's and nothing is printed, there is nothing to ask.
  const auto shell = server_->client.processes().process(found->pid);
  const bool is_inside = look_ && look_->shell && look_->shell->pid != found->pid;
  if (changed || !shell.known || shell.foreground || found->dead || is_inside) ask();
  return changed;
}

/// Where the machine is another one, and it is time for that.
void JobWait::ask_machine() {
  const auto now = uv::Clock::now();
  const bool due = input_.is_due(now) || (input_.is_shell_due(now) && pace_.is_due(now));
  if (machine_ || !due || !may_be_asked()) return;
  machine_ = server_->new_chain();
  machine_->look({seen_->tty}, [self = shared_from_this()] {
    self->machine_ = nullptr;
    self->pace_.looked(uv::Clock::now());
    self->end_if_asked();
  });
}

bool JobWait::end_if_asked() {
  if (!is_somebody_asked()) return false;
  question_ = question_in(server_->client.processes(), *look_, *seen_);
  end(JobEnd::waiting);
  return true;
}

bool JobWait::may_be_asked() const {
  return look_ && look_->is_newest(id_) && look_->job_runs();
}

/// A builtin of the shell itself may read a line in the shell's own editor (`read` of fish, `read -e`): then the
/// shell looks as it does at its prompt, and only the job's marks tell that it runs.
bool JobWait::is_somebody_asked() {
  const auto now = uv::Clock::now();
  if (!may_be_asked()) return false;
  const auto& processes = server_->client.processes();
  // Behind a carrier, what the shell's terminal is in the hands of cannot be seen.
  if (look_->shell && look_->shell->far && !shell::is_shell_name(processes.process(look_->shell->pid).name))
    return false;
  if (input_.is_shell_due(now) && is_inner_shell_ready(processes, *look_, *seen_)) return true;
  if (!input_.is_due(now)) return false;
  auto input = shell::input_awaited(processes, seen_->pid, seen_->tty, seen_->cursor_x > 0);
  if (shell::seen_foreground(processes, seen_->pid, seen_->tty) == shell::Foreground::at_prompt)
    input = is_shell_inside(processes, *look_, *seen_) ? shell::InputAwaited::surely
                                                       : shell::InputAwaited::perhaps;
  return input_.judge(input, now).has_value();
}

void JobWait::ask() {
  if (asking_) {
    ask_again_ = true;
    return;
  }
  asking_ = true;
  ask_again_ = false;
  chain_ = server_->new_chain();
  tmux::look_at_job(chain_, id_.pane, [self = shared_from_this()](const Result<tmux::JobLook>& look) {
    self->asking_ = false;
    self->answered(look);
  });
}

void JobWait::answered(const Result<tmux::JobLook>& look) {
  if (!look) {
    const auto code = look.error().code;
    if (code == Errc::not_found || code == Errc::no_server) return end(JobEnd::gone);
    return;  // a server that does not answer for a while is asked again at the next look
  }
  look_ = *look;
  const auto* const marks = look_->marks_of(id_);
  if (marks == nullptr) return end(JobEnd::forgotten);
  if (marks->is_unknown()) return end(JobEnd::unknown);
  if (marks->end || !(look_->is_newest(id_) || look_->runs_around(id_))) return end(JobEnd::ended);
  if (look_->state.dead) return end(JobEnd::dead);
  if (has_lost_its_shell()) {
    // It may have told the end between this look and its own.
    if (std::exchange(lost_shell_, true)) return end(JobEnd::gone);
    return ask();
  }
  if (ask_again_) ask();
}

/// Whether the shell in which it runs has ended, and another one has the pane again.
bool JobWait::has_lost_its_shell() const {
  if (!look_->is_newest(id_) || !look_->job_runs() || !look_->shell) return false;
  const auto& processes = server_->client.processes();
  const bool visible = processes.process(look_->state.pid).known;
  return visible && look_->shell->pid > 0 && !processes.process(look_->shell->pid).known;
}

void JobWait::end(JobEnd outcome) {
  auto ended = std::move(ended_);
  const auto look = std::move(look_);
  const auto self = shared_from_this();
  stop();
  if (ended) ended(outcome, look);
}

}  // namespace smcp::tools
