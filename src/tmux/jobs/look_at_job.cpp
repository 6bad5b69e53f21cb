#include "tmux/jobs/look_at_job.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "tmux/jobs/far_end.hpp"
#include "tmux/jobs/paste_usage.hpp"

namespace smcp::tmux {
namespace {

Command question(PaneId pane) {
  Command command("display-message");
  command.flag("-p").flag("-t").arg(pane.text()).arg(JobLook::format());
  return command;
}

Error gone(PaneId pane) {
  return {Errc::not_found, "pane " + pane.text() + " does not exist any more"};
}

}  // namespace

void see_pane(const Chain& chain, PaneId pane, std::size_t lines,
              UniqueFunction<void(Result<JobSight>)> done) {
  CaptureRequest request;
  request.pane = pane;
  request.lines = lines;
  request.max_bytes = kMostSeenText;
  request.first = question(pane);
  PasteUsage::add_question(*request.first);
  request.first_lines = 2;
  request.below = true;
  capture_pane(chain, std::move(request), [pane, done = std::move(done)](Result<Captured> captured) mutable {
    if (!captured) return done(captured.error().code == Errc::not_found ? gone(pane) : captured.error());
    captured->first.resize(2);
    auto look = JobLook::parse(captured->first[0]);
    if (!look) return done(gone(pane));
    std::string usage = std::move(captured->first[1]);
    done(JobSight{std::move(*look), std::move(*captured), std::move(usage)});
  });
}

void look_at_job(const Chain& chain, PaneId pane, UniqueFunction<void(Result<JobLook>)> done) {
  chain->run(question(pane), [chain, pane, done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) return done(text.error());
    auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
    // It prints something even for a pane that does not exist.
    if (!look) return done(gone(pane));
    if (has_far_end(chain->processes(), *look))
      return start(store_far_end(chain, std::move(*look)), std::move(done));
    done(std::move(*look));
  });
}

}  // namespace smcp::tmux
