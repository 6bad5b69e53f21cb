// A flow of several asynchronous steps that reads from top to bottom: a lazy C++20 coroutine over callbacks.
//
//   Task<Result<Pane>> find(Chain chain, std::string name) {
//     const auto text = co_await called_back<Result<std::string>>(
//         [&](auto done) { chain->run(list_panes(), std::move(done)); });
//     if (!text) co_return text.error();
//     …
//   }
//   start(find(chain, "work"), [](Result<Pane> pane) { … });
//
// Ownership: whoever holds the callback that a flow waits for owns the whole flow. Calling the callback
// resumes the flow. Dropping it uncalled, as a cancelled RequestChain does, destroys the flow's frames from
// the inside out, and the `done` of start() is never called. So clean-up belongs in destructors of local
// variables; a clean-up that must itself wait for something is a flow of its own.
//
// A coroutine owns its parameters: pass them by value, or as references to what the awaiting frame keeps
// alive. Give a name to what is computed for an awaited call: g++ 12 destroys temporaries with destructors
// twice, or never, if a conditional operator or another call makes them within the full expression of a
// co_await.
#pragma once

#include <coroutine>
#include <utility>

#include "base/task_flow.hpp"
#include "base/unique_function.hpp"

namespace smcp {

/// A flow, or a part of one, that gives a T. It does nothing before it is awaited or started. Destroying it
/// before its end destroys its frame.
template <typename T>
class [[nodiscard]] Task {
 public:
  struct promise_type : task_detail::Promise<T> {
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };

  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() { reset(); }

  void reset() {
    if (frame_) std::exchange(frame_, nullptr).destroy();
  }

  struct Awaiter {
    std::coroutine_handle<promise_type> frame;
    static constexpr bool await_ready() noexcept { return false; }
    template <typename Awaiting>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Awaiting> awaiting) noexcept {
      frame.promise().flow = awaiting.promise().flow;
      frame.promise().awaiting = awaiting;
      return frame;
    }
    T await_resume() { return std::move(*frame.promise().value); }
  };
  Awaiter operator co_await() const noexcept { return Awaiter{frame_}; }

 private:
  explicit Task(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

namespace task_detail {

template <typename T>
Root run(Task<T> task, UniqueFunction<void(T)> done) {
  T value = co_await task;
  task.reset();  // destroys its frame before `done` is called
  done(std::move(value));
}

}  // namespace task_detail

/// Runs `task`. `done` is called when it has finished, unless the flow is dropped before.
template <typename T, typename Done>
void start(Task<T> task, Done done) {
  const auto root = task_detail::run<T>(std::move(task), UniqueFunction<void(T)>(std::move(done)));
  root.flow->running.reset(root.flow);
  root.flow->frame.resume();
}

}  // namespace smcp
