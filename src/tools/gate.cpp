#include "tools/gate.hpp"

#include <algorithm>
#include <deque>
#include <iterator>

#include "io/uv_timer.hpp"

namespace smcp::tools {

struct Gate::State {
  struct Waiting {
    Enter enter;
    WhileHeld while_held = WhileHeld::wait;
    bool held = false;

    void hold() { held = held || while_held == WhileHeld::wait; }
  };

  State(uv::Loop& loop, std::size_t most) : limit(most), timer(loop, [this] { admit(); }) {}

  /// The first who may go in.
  [[nodiscard]] std::deque<Waiting>::iterator next() {
    if (inside >= limit) return waiting.end();
    if (!held) return waiting.begin();
    return std::find_if(waiting.begin(), waiting.end(),
                        [](const Waiting& one) { return one.while_held == WhileHeld::enter; });
  }

  /// Lets in as many as there is room for. A pass refers to us, so that we outlive the gate while one is out.
  void admit() {
    for (auto first = next(); first != waiting.end(); first = next()) {
      auto entering = std::move(*first);
      waiting.erase(first);
      ++inside;
      const auto self = me.lock();
      entering.enter(Pass(self, entering.held));
    }
  }
  void admit_later() {
    if (next() != waiting.end()) timer.start(std::chrono::milliseconds{0});
  }

  std::weak_ptr<State> me;
  std::size_t limit;
  std::size_t inside = 0;
  bool held = false;
  std::deque<Waiting> waiting;
  uv::Timer timer;
};

void Gate::Pass::leave() {
  const auto state = std::move(state_);
  if (!state) return;  // moved from, or given up
  --state->inside;
  state->admit_later();
}

Gate::Gate(uv::Loop& loop, std::size_t limit) : state_(std::make_shared<State>(loop, limit)) {
  state_->me = state_;
}

Gate::~Gate() {
  state_->waiting.clear();
}

void Gate::enter(Enter enter, WhileHeld while_held) {
  auto& waiting = state_->waiting;
  waiting.push_back({std::move(enter), while_held});
  if (state_->held) waiting.back().hold();
  const auto next = state_->next();
  if (next != waiting.end() && std::next(next) == waiting.end()) state_->admit();
}

void Gate::hold(bool held) {
  state_->held = held;
  if (!held) return state_->admit_later();
  for (auto& waiting : state_->waiting) waiting.hold();
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
