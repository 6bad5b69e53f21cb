#include "tools/waits/far_watch.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "tools/waits/job_wait.hpp"

namespace smcp::tools {
namespace {

class FarWatch final : public LongCall, public std::enable_shared_from_this<FarWatch> {
 public:
  explicit FarWatch(Toolbox& tools) : tools_(&tools) {}

  void start(Server& server, const tmux::JobId& id) {
    wait_ = std::make_shared<JobWait>(server, id, shell::InputAwaited::no,
                                      [weak = weak_from_this()](JobEnd, const std::optional<tmux::JobLook>&) {
                                        if (const auto self = weak.lock()) self->drop();
                                      });
    wait_->start();
  }

  void answer_now() override { drop(); }

  void drop() override {
    const auto self = shared_from_this();
    if (wait_) wait_->stop();
    wait_.reset();
    if (tools_ != nullptr) tools_->long_calls.remove(self);
    tools_ = nullptr;
  }

 private:
  Toolbox* tools_;  ///< null when it is over
  std::shared_ptr<JobWait> wait_;
};

}  // namespace

void watch_far_job(Toolbox& tools, Server& server, const tmux::JobId& id) {
  if (!tools.serves) return;
  const auto watch = std::make_shared<FarWatch>(tools);
  tools.long_calls.add(watch);
  watch->start(server, id);
}

}  // namespace smcp::tools
