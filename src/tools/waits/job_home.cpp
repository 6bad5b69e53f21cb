#include "tools/waits/job_home.hpp"

#include <utility>

#include "base/called_back.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/jobs/look_at_job.hpp"

namespace smcp::tools {

Task<Result<std::string>> home_of(tmux::Chain chain, tmux::JobId id, std::string session) {
  const auto pane =
      co_await called_back<Result<tmux::Pane>>([&](UniqueFunction<void(Result<tmux::Pane>)> done) {
        tmux::find_pane(chain, session, id.pane.text(), std::move(done));
      });
  if (pane) co_return session;
  const auto look =
      co_await called_back<Result<tmux::JobLook>>([&](UniqueFunction<void(Result<tmux::JobLook>)> done) {
        tmux::look_at_job(chain, id.pane, std::move(done));
      });
  if (!look) co_return look.error();
  co_return look->state.session;
}

}  // namespace smcp::tools
