#include "tmux/jobs/far_end.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/front.hpp"
#include "shell/shells.hpp"
#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/paste_usage.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

/// The shell goes on by itself after kStandsStill. A key that came later would meet its prompt.
constexpr std::int64_t kTooLate = kStandsStill.count() - 1;

struct FarEnd {
  std::string token;
  FarMark mark;
};

/// The end that a far shell tells, of the newest job or of one that runs around it, if that is not stored yet.
std::optional<FarEnd> far_end(const JobLook& look) {
  if (!look.job || !look.shell || !look.shell->far) return std::nullopt;
  std::vector<std::string> tokens;
  if (look.job_runs()) tokens.push_back(look.job->token);
  for (const PastJob& job : look.past) {
    if (job.around && !job.marks.end) tokens.push_back(job.token);
  }
  for (std::string& token : tokens) {
    auto mark = FarMark::parse(look.path, JobId{look.state.pane, token});
    if (!mark || (mark->kind != FarMark::Kind::end && mark->kind != FarMark::Kind::late)) continue;
    return FarEnd{std::move(token), std::move(*mark)};
  }
  return std::nullopt;
}

bool runs_behind(const JobLook& look) {
  return look.job_runs() && look.shell && look.shell->far && look.shell->pid > 0;
}

/// Whether what the shell was behind has ended, as far as can be seen.
bool has_lost_shell(const shell::ProcessView& processes, const JobLook& look) {
  return runs_behind(look) && processes.process(look.state.pid).known &&
         !processes.process(look.shell->pid).known;
}

/// For has_lost_shell().
shell::LookAt what_it_is_behind(const JobLook& look) {
  shell::LookAt what{{look.state.tty}};
  what.processes = {look.state.pid, look.shell->pid};
  return what;
}

/// Whether the end has been stored, by whoever was faster.
std::string stored_format(const std::string& token) {
  return "#{==:#{" + beginning_of(job_option::kEnd, kJobTokenSize) + "}," + token + "}";
}

void add_end(Command& batch, PaneId pane, const std::string& end) {
  batch.then("set-option").flag("-pF").flag("-t").arg(pane.text()).flag("--").flag(job_option::kEnd);
  batch.arg(end + ",#{" + std::string(job_option::kEnd) + "}");
}

std::string no_place(const JobLook& look) {
  JobMark nowhere;
  nowhere.time = look.state.now;
  return nowhere.text();
}

/// `stands`: the shell is seen to stand still, so that the output ends where the cursor is.
Command store(const JobLook& look, const FarEnd& end, bool stands, const PasteUsage& paste) {
  const std::string pane = look.state.pane.text();
  const std::string place = stands ? JobMark::format_at(look.state.now) : no_place(look);
  Command batch =
      Precondition::unmoved(pane, "#{pane_path}" + stored_format(end.token), look.path + "0").begin();
  add_end(batch, look.state.pane, end.token + " " + std::to_string(end.mark.status) + " " + place);
  if (stands && look.state.idle() < kTooLate) {
    const char key = look.state.cursor_x > 0 ? kBreakLine : kGoOn;
    paste.add(batch, look.state.pane, job_buffer({look.state.pane, end.token}), std::string_view(&key, 1));
  }
  return batch;
}

/// Whether the shell, or what it is behind, still has the terminal: the mark may be all that is left of it.
bool stands_still(const shell::ProcessView& processes, const JobLook& look, const FarEnd& end) {
  const auto front = shell::front_of(processes, look.state.pid, look.state.tty);
  return end.mark.kind == FarMark::Kind::end && shell::is_in_front(processes, front, look.shell->pid);
}

/// The newest job's end, of which nothing is known.
Command store_unknown(const JobLook& look) {
  const std::string& token = look.job->token;
  Command batch = Precondition::unmoved(look.state.pane.text(), stored_format(token), "0").begin();
  add_end(batch, look.state.pane, token + " " + std::string(kNoStatus) + " " + no_place(look));
  return batch;
}

Task<Result<JobLook>> look_again(Chain chain, PaneId pane) {
  Command again("display-message");
  again.flag("-p").flag("-t").arg(pane.text()).arg(JobLook::format());
  const auto text = co_await run(chain, std::move(again));
  if (!text) co_return text.error();
  auto seen = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
  if (!seen) co_return Error{Errc::not_found, "pane " + pane.text() + " does not exist any more"};
  co_return std::move(*seen);
}

Task<Result<JobLook>> store_told(Chain chain, JobLook look, FarEnd end) {
  const PaneId pane = look.state.pane;
  Command ask = PasteUsage::question();
  const auto usage = co_await run(chain, std::move(ask));
  if (!usage) co_return usage.error();
  const bool stands = stands_still(chain->processes(), look, end);
  Command batch = store(look, end, stands, PasteUsage(*usage));
  const auto stored = co_await run(chain, std::move(batch), RequestChain::OnCancel::finish);
  // Refused: another server of ours has done it, or the shell has gone on.
  if (!stored && stored.error().code != Errc::refused) co_return stored.error();
  auto seen = co_await look_again(chain, pane);
  co_return seen;
}

}  // namespace

bool has_far_end(const shell::ProcessView& processes, const JobLook& look) {
  // Where it takes a look to see that, a shell that is in front again is the reason for one.
  const bool may_be_lost = processes.needs_look() ? runs_behind(look) && shell::is_shell_name(look.command)
                                                  : has_lost_shell(processes, look);
  return may_be_lost || far_end(look).has_value();
}

Task<Result<JobLook>> store_far_end(Chain chain, JobLook look) {
  const PaneId pane = look.state.pane;
  auto end = far_end(look);
  if (!end && runs_behind(look)) {
    shell::LookAt what = what_it_is_behind(look);
    co_await look_at(chain, std::move(what));
  }
  if (!end && has_lost_shell(chain->processes(), look)) {
    // It may have told the end between that look and its own.
    auto later = co_await look_again(chain, pane);
    if (!later) co_return later;
    look = std::move(*later);
    end = far_end(look);
    if (!end && runs_behind(look)) {
      shell::LookAt what = what_it_is_behind(look);
      co_await look_at(chain, std::move(what));
    }
    if (!end && has_lost_shell(chain->processes(), look)) {
      Command batch = store_unknown(look);
      const auto stored = co_await run(chain, std::move(batch), RequestChain::OnCancel::finish);
      if (!stored && stored.error().code != Errc::refused) co_return stored.error();
      auto seen = co_await look_again(chain, pane);
      co_return seen;
    }
  }
  if (!end) co_return look;
  auto told = co_await store_told(chain, std::move(look), std::move(*end));
  co_return told;
}

}  // namespace smcp::tmux
