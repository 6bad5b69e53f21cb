#include "tmux/jobs/look_at_job.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "tmux/jobs/far_end.hpp"

namespace smcp::tmux {

void look_at_job(const Chain& chain, PaneId pane, UniqueFunction<void(Result<JobLook>)> done) {
  Command command("display-message");
  command.flag("-p").flag("-t").arg(pane.text()).arg(JobLook::format());
  chain->run(std::move(command),
             [chain, pane, done = std::move(done)](const Result<std::string>& text) mutable {
               if (!text) return done(text.error());
               auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
               // It prints something even for a pane that does not exist.
               if (!look)
                 return done(Error{Errc::not_found, "pane " + pane.text() + " does not exist any more"});
               if (has_far_end(chain->processes(), *look))
                 return start(store_far_end(chain, std::move(*look)), std::move(done));
               done(std::move(*look));
             });
}

}  // namespace smcp::tmux
