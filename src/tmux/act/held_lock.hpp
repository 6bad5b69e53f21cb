// The typing lock (typing_lock.hpp) that a call has set.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "io/uv_clock.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/act/key_batches.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// The lock of a call that types in several batches. Destroying it removes the lock from the pane if it may be
/// there.
class HeldLock {
 public:
  /// `now` is the time by tmux's clock.
  HeldLock(Chain chain, const KeyBatches& batches, std::int64_t now)
      : chain_(std::move(chain)), batches_(batches), lock_(TypingLock::make(now)) {}
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;
  ~HeldLock() {
    if (may_be_set_) clean_up(chain_->client(), batches_.unlock(lock_.token));
  }

  /// To be called before a batch that sets the lock. Gives the lock's text, as valid as one can be now.
  [[nodiscard]] std::string taking() {
    may_be_set_ = true;
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(uv::Clock::now() - began_);
    return TypingLock{lock_.token, lock_.second + passed.count()}.text();
  }
  /// To be called when it is known that the pane does not have the lock.
  void is_gone() { may_be_set_ = false; }

 private:
  Chain chain_;
  const KeyBatches& batches_;
  TypingLock lock_;
  uv::TimePoint began_ = uv::Clock::now();
  bool may_be_set_ = false;
};

}  // namespace smcp::tmux
