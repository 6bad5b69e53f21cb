#include "tmux/jobs/far_end.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/paste_usage.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

std::optional<FarMark> far_mark(const JobLook& look) {
  if (!look.job || !look.shell || !look.shell->far || !look.job_runs()) return std::nullopt;
  return FarMark::parse(look.path, JobId{look.state.pane, look.job->token});
}

bool is_end(const std::optional<FarMark>& mark) {
  return mark && (mark->kind == FarMark::Kind::end || mark->kind == FarMark::Kind::late);
}

/// Whether the end has been stored, by whoever was faster.
std::string stored_format(const JobLook& look) {
  return "#{==:#{" + beginning_of(job_option::kEnd, kJobTokenSize) + "}," + look.job->token + "}";
}

Command store(const JobLook& look, const FarMark& mark, const PasteUsage& paste) {
  const std::string pane = look.state.pane.text();
  const bool stands = mark.kind == FarMark::Kind::end;
  JobMark nowhere;
  nowhere.time = look.state.now;
  const std::string place = stands ? JobMark::format_at(look.state.now) : nowhere.text();
  Command batch = Precondition::unmoved(pane, "#{pane_path}" + stored_format(look), look.path + "0").begin();
  batch.then("set-option").flag("-pF").flag("-t").arg(pane).flag("--").flag(job_option::kEnd);
  batch.arg(look.job->token + " " + std::to_string(mark.status) + " " + place + ",#{" +
            std::string(job_option::kEnd) + "}");
  if (stands) {
    const char key = look.state.cursor_x > 0 ? kBreakLine : kGoOn;
    paste.add(batch, look.state.pane, job_buffer({look.state.pane, look.job->token}),
              std::string_view(&key, 1));
  }
  return batch;
}

}  // namespace

bool has_far_end(const JobLook& look) {
  return is_end(far_mark(look));
}

Task<Result<JobLook>> store_far_end(Chain chain, JobLook look) {
  const auto mark = far_mark(look);
  if (!is_end(mark)) co_return look;
  Command ask = PasteUsage::question();
  const auto usage = co_await run(chain, std::move(ask));
  if (!usage) co_return usage.error();
  Command batch = store(look, *mark, PasteUsage(*usage));
  const auto stored = co_await run(chain, std::move(batch), RequestChain::OnCancel::finish);
  // Refused: another server of ours has done it, or the shell has gone on.
  if (!stored && stored.error().code != Errc::refused) co_return stored.error();
  Command again("display-message");
  again.flag("-p").flag("-t").arg(look.state.pane.text()).arg(JobLook::format());
  const auto text = co_await run(chain, std::move(again));
  if (!text) co_return text.error();
  auto seen = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
  if (!seen) co_return Error{Errc::not_found, "pane " + look.state.pane.text() + " does not exist any more"};
  co_return std::move(*seen);
}

}  // namespace smcp::tmux
