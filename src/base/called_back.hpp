// What a flow (task.hpp) waits for: a function that calls back.
#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "base/task_flow.hpp"
#include "base/unique_function.hpp"

namespace smcp {

namespace task_detail {

/// The awaitable of called_back().
template <typename T, typename Begin>
class CalledBack {
 public:
  explicit CalledBack(Begin begin) : begin_(std::move(begin)) {}
  CalledBack(const CalledBack&) = delete;
  CalledBack& operator=(const CalledBack&) = delete;
  ~CalledBack() {
    if (beginning_ != nullptr) beginning_->destroyed = true;
  }

  static constexpr bool await_ready() noexcept { return false; }
  template <typename Awaiting>
  bool await_suspend(std::coroutine_handle<Awaiting> awaiting) {
    Flow& flow = *awaiting.promise().flow;
    Beginning beginning;
    beginning_ = &beginning;
    Begin begin = std::move(begin_);
    begin(UniqueFunction<void(T)>(Resume{std::move(flow.running), awaiting, this}));
    if (beginning.destroyed) return true;  // the callback was dropped at once, and this frame is destroyed
    beginning_ = nullptr;
    return !value_;
  }
  T await_resume() { return std::move(*value_); }

 private:
  /// While `begin` runs: it may call back or drop the callback before it returns.
  struct Beginning {
    bool destroyed = false;
  };
  struct Resume {
    OwnedFlow flow;
    std::coroutine_handle<> awaiting;
    CalledBack* waits;

    void operator()(T value) {
      const auto frame = awaiting;
      const bool at_once = waits->beginning_ != nullptr;
      waits->value_.emplace(std::move(value));
      Flow* const running = flow.get();
      running->running = std::move(flow);
      if (!at_once) frame.resume();
    }
  };

  Begin begin_;
  std::optional<T> value_;
  Beginning* beginning_ = nullptr;
};

}  // namespace task_detail

/// Awaits a function that calls back once: `begin` gets the callback (UniqueFunction<void(T)>), which may be
/// called or dropped even before `begin` returns.
template <typename T, typename Begin>
[[nodiscard]] task_detail::CalledBack<T, Begin> called_back(Begin begin) {
  return task_detail::CalledBack<T, Begin>(std::move(begin));
}

}  // namespace smcp
