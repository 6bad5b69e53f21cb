// Calls that take long because they wait, and what ends them from outside.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <utility>

namespace smcp::tools {

class LongCall {
 public:
  virtual ~LongCall() = default;
  /// Answers now, as if its time were up.
  virtual void answer_now() = 0;
  /// Is over without an answer: uses nothing of the Toolbox any more.
  virtual void drop() = 0;
};

/// Keeps them alive. Destroying it drops those that are left.
class LongCalls {
 public:
  LongCalls() = default;
  LongCalls(const LongCalls&) = delete;
  LongCalls& operator=(const LongCalls&) = delete;
  ~LongCalls() {
    for (const auto& call : std::set(calls_)) call->drop();
  }

  void add(std::shared_ptr<LongCall> call) { calls_.insert(std::move(call)); }
  void remove(const std::shared_ptr<LongCall>& call) { calls_.erase(call); }
  /// The client has closed its end: nobody asks any more, but what was asked is answered.
  void answer_now() {
    over_ = true;
    for (const auto& call : std::set(calls_)) call->answer_now();
  }
  /// Whether that has been: what begins now has nobody to wait for.
  [[nodiscard]] bool over() const { return over_; }
  [[nodiscard]] std::size_t size() const { return calls_.size(); }

 private:
  std::set<std::shared_ptr<LongCall>> calls_;
  bool over_ = false;
};

}  // namespace smcp::tools
