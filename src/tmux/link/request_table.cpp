#include "tmux/link/request_table.hpp"

#include <algorithm>
#include <utility>

#include "io/uv_clock.hpp"
#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

/// How many requests that are over are kept, for each place: one for what is under way, and one for what waits.
constexpr std::size_t kIdlePerPlace = 2;

}  // namespace

PendingRequest::PendingRequest(uv::Loop& loop, RequestTable& table)
    : deadline_timer_(loop, [this, &table] { table.timed_out(*this); }) {}

RequestTable::RequestTable(uv::Loop& loop, std::size_t max_busy,
                           UniqueFunction<std::unique_ptr<PendingRequest>()> make)
    : max_busy_(max_busy),
      make_(std::move(make)),
      starter_(loop, [this] { start_waiting(); }),
      early_answers_(loop, [this] { give_early_answer(); }) {}

void RequestTable::close() {
  // Destroying a callback may make further requests (a clean-up), which nobody could run now.
  closed_ = true;
  const auto dropped = std::exchange(active_, {});
  const auto never_started = std::exchange(waiting_, {});
  for (const auto& pending : dropped) pending->release();
}

Client::RequestId RequestTable::enter(Request request, Client::Done done) {
  const auto id = ++last_id_;
  if (closed_) return id;
  PendingPtr pending;
  if (idle_.empty()) {
    pending = make_();
  } else {
    pending = std::move(idle_.back());
    idle_.pop_back();
  }
  pending->id_ = id;
  pending->done_ = std::move(done);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(request.deadline - uv::Clock::now());
  pending->deadline_timer_.start(std::max(left, std::chrono::milliseconds{0}));
  const bool urgent = request.urgent;
  pending->request.emplace(std::move(request));
  urgent ? waiting_.push_front(std::move(pending)) : waiting_.push_back(std::move(pending));
  return id;
}

void RequestTable::start_waiting() {
  while (!waiting_.empty() && (busy_ < max_busy_ || waiting_.front()->request->urgent)) {
    PendingRequest& first = *waiting_.front();
    const auto id = first.id_;
    active_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    first.held_up_.clear();
    first.start();
    // It waits again, and what keeps it affects the following requests as well.
    if (!waiting_.empty() && waiting_.front()->id_ == id) return;
  }
}

void RequestTable::wait_again(PendingRequest& pending, std::string reason, std::chrono::milliseconds delay) {
  pending.held_up_ = std::move(reason);
  waiting_.push_front(take(pending.id_));
  start_waiting_in(delay);
}

void RequestTable::hold(PendingRequest& pending, std::string reason) {
  pending.held_up_ = std::move(reason);
}

void RequestTable::answer_later(PendingRequest& pending, Result<Reply> result) {
  pending.early_answer_ = std::move(result);
  early_answers_.start(std::chrono::milliseconds{0});
}

void RequestTable::give_early_answer() {
  const auto found = std::find_if(active_.begin(), active_.end(),
                                  [](const PendingPtr& pending) { return pending->early_answer_; });
  if (found == active_.end()) return;
  // One at a time: its callback may destroy this.
  early_answers_.start(std::chrono::milliseconds{0});
  PendingRequest& pending = **found;
  finish(pending, std::move(*pending.early_answer_));
}

void RequestTable::timed_out(PendingRequest& pending) {
  finish(pending, Error{Errc::timed_out, std::string(kTimedOut) + pending.held_up_});
}

void RequestTable::finish(PendingRequest& pending, Result<Reply> result) {
  auto owned = take(pending.id_);
  const auto over = std::exchange(owned->request, std::nullopt);
  Client::Done done = std::move(owned->done_);
  retire(std::move(owned));
  start_waiting();
  done(std::move(result));
}

void RequestTable::cancel(Client::RequestId id) {
  auto pending = take(id);
  if (!pending) return;
  // Destroying these may make further requests.
  const auto over = std::exchange(pending->request, std::nullopt);
  const Client::Done dropped = std::move(pending->done_);
  retire(std::move(pending));
  start_waiting();
}

RequestTable::PendingPtr RequestTable::take(Client::RequestId id) {
  const auto take_from = [id](auto& requests) -> PendingPtr {
    const auto found = std::find_if(requests.begin(), requests.end(),
                                    [id](const PendingPtr& pending) { return pending->id_ == id; });
    if (found == requests.end()) return nullptr;
    auto pending = std::move(*found);
    requests.erase(found);
    return pending;
  };
  auto pending = take_from(active_);
  return pending ? std::move(pending) : take_from(waiting_);
}

void RequestTable::retire(PendingPtr pending) {
  pending->deadline_timer_.stop();
  pending->early_answer_.reset();
  pending->held_up_.clear();
  pending->release();
  if (idle_.size() < kIdlePerPlace * max_busy_) idle_.push_back(std::move(pending));
}

void RequestTable::shorten_deadlines(std::chrono::milliseconds left) {
  const auto latest = uv::Clock::now() + left;
  const auto bring_forward = [latest, left](const PendingPtr& pending) {
    if (pending->request->deadline > latest) pending->deadline_timer_.start(left);
  };
  std::for_each(active_.begin(), active_.end(), bring_forward);
  std::for_each(waiting_.begin(), waiting_.end(), bring_forward);
}

}  // namespace smcp::tmux
