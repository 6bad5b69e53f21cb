#include "tmux/jobs/look_at_job.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace smcp::tmux {

void look_at_job(const Chain& chain, PaneId pane, UniqueFunction<void(Result<JobLook>)> done) {
  Command command("display-message");
  command.flag("-p").flag("-t").arg(pane.text()).arg(JobLook::format());
  chain->run(std::move(command), [pane, done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) return done(text.error());
    auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
    // It prints something even for a pane that does not exist.
    if (!look) return done(Error{Errc::not_found, "pane " + pane.text() + " does not exist any more"});
    done(std::move(*look));
  });
}

}  // namespace smcp::tmux
