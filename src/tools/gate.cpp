#include "tools/gate.hpp"

#include <deque>

namespace smcp::tools {

struct Gate::State {
  struct Waiting {
    Enter enter;
    bool held = false;
  };

  State(uv::Loop& loop, std::size_t most) : limit(most), timer(loop, [this] { admit(); }) {}

  [[nodiscard]] bool open() const { return !held && inside < limit; }

  /// Lets in as many as there is room for. A pass refers to us, so that we outlive the gate while one is out.
  void admit() {
    while (open() && !waiting.empty()) {
      auto next = std::move(waiting.front());
      waiting.pop_front();
      ++inside;
      const auto self = me.lock();
      next.enter(Pass(self, next.held));
    }
  }
  void admit_later() {
    if (!waiting.empty()) timer.start(std::chrono::milliseconds{0});
  }

  std::weak_ptr<State> me;
  std::size_t limit;
  std::size_t inside = 0;
  bool held = false;
  std::deque<Waiting> waiting;
  uv::Timer timer;
};

Gate::Pass::~Pass() {
  if (!state_) return;  // moved from
  --state_->inside;
  state_->admit_later();
}

Gate::Gate(uv::Loop& loop, std::size_t limit) : state_(std::make_shared<State>(loop, limit)) {
  state_->me = state_;
}

Gate::~Gate() {
  state_->waiting.clear();
}

void Gate::enter(Enter enter) {
  state_->waiting.push_back({std::move(enter), state_->held});
  if (state_->waiting.size() == 1) state_->admit();
}

void Gate::hold(bool held) {
  state_->held = held;
  if (!held) return state_->admit_later();
  for (auto& waiting : state_->waiting) waiting.held = true;
}

std::size_t Gate::inside() const {
  return state_->inside;
}
std::size_t Gate::waiting() const {
  return state_->waiting.size();
}

void WriteOrder::enter(const std::string& session, Gate::Enter enter) {
  std::erase_if(gates_, [&](const auto& entry) {
    return entry.first != session && entry.second.inside() == 0 && entry.second.waiting() == 0;
  });
  gates_.try_emplace(session, loop_, std::size_t{1}).first->second.enter(std::move(enter));
}

}  // namespace smcp::tools
