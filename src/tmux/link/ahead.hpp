// What a flow (task.hpp) asks while it does something else, so that one does not wait for the other: another machine is
// far away.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {

/// Begins to ask when it is made, and keeps the answer until it is taken. It belongs into the frame of a flow. When that, or
/// the chain, is cancelled, so is what it asks, or it is let finish: then the flow has to take the answer, and goes on
/// with it even if the chain has been cancelled.
template <typename T>
class Ahead {
 public:
  using Done = UniqueFunction<void(T)>;

  /// Calls `ask` after `delay`, with a chain beside `chain` and what it is to call back.
  template <typename Ask>
  Ahead(uv::Loop& loop, const Chain& chain, std::chrono::milliseconds delay, Ask ask,
        RequestChain::OnCancel on_cancel = RequestChain::OnCancel::end)
      : chain_(chain), own_(chain->beside()), ends_(on_cancel == RequestChain::OnCancel::end) {
    auto told = std::make_shared<Told>(Told{this, {}});
    told_ = told;
    start(asked(loop, own_, delay, std::move(ask)), [told](T answer) { told->answered(std::move(answer)); });
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  ~Ahead() {
    if (const auto told = told_.lock()) told->ahead = nullptr;
    if (ends_) own_->cancel();
  }

  [[nodiscard]] bool is_there() const { return answer_.has_value(); }
  /// Awaits the answer; to be awaited once.
  [[nodiscard]] auto take() {
    return called_back<T>([this](Done done) {
      if (answer_) return done(std::move(*answer_));
      const auto told = told_.lock();
      if (!told) return;  // it was dropped: so is who waits for it
      told->waiting = std::move(done);
      if (ends_) chain_->wait_for({own_.get(), [own = own_](void*) { own->cancel(); }});
    });
  }

 private:
  /// Held by what was asked, so that whoever waits for that is owned by it (task.hpp).
  struct Told {
    Ahead* ahead;  ///< null when it has been destroyed
    Done waiting;

    void answered(T answer) {
      if (ahead == nullptr) return;
      if (!waiting) return static_cast<void>(ahead->answer_.emplace(std::move(answer)));
      auto done = std::move(waiting);
      if (ahead->ends_) ahead->chain_->wait_for(nullptr);
      done(std::move(answer));
    }
  };

  template <typename Ask>
  static Task<T> asked(uv::Loop& loop, Chain own, std::chrono::milliseconds delay, Ask ask) {
    if (delay.count() > 0) {
      co_await called_back<Ok>(
          [&](UniqueFunction<void(Ok)> done) { wait(loop, own, delay, std::move(done)); });
    }
    co_return co_await called_back<T>([&](Done done) { ask(own, std::move(done)); });
  }

  /// Unlike pause(), it leaves nothing behind when the chain is cancelled.
  static void wait(uv::Loop& loop, const Chain& own, std::chrono::milliseconds delay,
                   UniqueFunction<void(Ok)> done) {
    auto timer = std::make_shared<std::unique_ptr<uv::Timer>>();
    *timer = std::make_unique<uv::Timer>(
        loop, [chain = own, held = std::weak_ptr(timer), done = std::move(done)]() mutable {
          const auto fired = std::move(*held.lock());  // freed, with this callback, once the flow has gone on
          auto go_on = std::move(done);
          chain->wait_for(nullptr);
          go_on(Ok{});
        });
    (*timer)->start(delay);
    own->wait_for(std::move(timer));
  }

  Chain chain_, own_;
  bool ends_;
  std::weak_ptr<Told> told_;
  std::optional<T> answer_;
};

}  // namespace smcp::tmux
