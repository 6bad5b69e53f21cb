#include "tmux/remote/far_looks.hpp"

#include <algorithm>
#include <utility>

#include "base/contains.hpp"
#include "tmux/remote/far_look_script.hpp"

namespace smcp::tmux {
namespace {

template <typename T>
void add_new(std::vector<T>& all, const std::vector<T>& more) {
  for (const T& one : more) {
    add_once(all, one);
  }
}

}  // namespace

std::shared_ptr<void> FarLooks::look(shell::LookAt what, uv::TimePoint deadline,
                                     UniqueFunction<void()> done) {
  const std::uint64_t id = ++last_id_;
  deadline = std::min(deadline, uv::Clock::now() + kAllowed);
  waiting_.push_back({id, std::move(what), deadline, std::move(done)});
  if (!question_) begin_.start(std::chrono::milliseconds{0});
  return {static_cast<void*>(this), [this, id, alive = std::weak_ptr(alive_)](void*) {
            if (!alive.expired()) give_up(id);
          }};
}

void FarLooks::give_up(std::uint64_t id) {
  std::list<Asked> over;  // its callback, when destroyed, may ask again
  for (auto* const list : {&waiting_, &looking_}) {
    const auto found =
        std::find_if(list->begin(), list->end(), [id](const Asked& each) { return each.id == id; });
    if (found != list->end()) over.splice(over.end(), *list, found);
  }
}

void FarLooks::begin() {
  if (waiting_.empty() || question_) return;
  looking_ = std::exchange(waiting_, {});
  shell::LookAt what;
  uv::TimePoint deadline{};
  for (Asked& each : looking_) {
    add_new(what.ttys, each.what.ttys);
    add_new(what.processes, each.what.processes);
    what.all = what.all || each.what.all;
    deadline = std::max(deadline, each.deadline);
  }
  question_ =
      way_.ask(look_script(what), deadline, [this](const Result<std::string>& answer) { answered(answer); });
}

void FarLooks::answered(const Result<std::string>& answer) {
  if (answer) sight_ = parse_look(*answer, way_.has_same_calls());
  const std::weak_ptr<bool> alive = alive_;
  while (!looking_.empty()) {
    std::list<Asked> told;
    told.splice(told.end(), looking_, looking_.begin());
    told.front().done();
    told.clear();
    if (alive.expired()) return;
  }
  sight_ = {};
  question_.reset();
  if (!waiting_.empty()) begin_.start(std::chrono::milliseconds{0});
}

}  // namespace smcp::tmux
