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
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "base/unique_function.hpp"

namespace smcp {

namespace task_detail {

struct Flow;
struct DestroyFlow {
  void operator()(Flow* flow) const;
};
using OwnedFlow = std::unique_ptr<Flow, DestroyFlow>;

/// The outermost frame of a flow, and its owner.
struct Flow {
  std::coroutine_handle<> frame;
  OwnedFlow running;  ///< the flow itself while it runs; while it waits, its callback holds it
};
inline void DestroyFlow::operator()(Flow* flow) const {
  flow->frame.destroy();
}

/// Continues with the frame that awaits this one.
struct Return {
  static constexpr bool await_ready() noexcept { return false; }
  template <typename Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept {
    return done.promise().awaiting;
  }
  static void await_resume() noexcept {}
};

template <typename T>
struct Promise {
  Flow* flow = nullptr;
  std::coroutine_handle<> awaiting;
  std::optional<T> value;

  static constexpr std::suspend_always initial_suspend() noexcept { return {}; }
  static constexpr Return final_suspend() noexcept { return {}; }
  template <typename U>
  void return_value(U&& given) {
    value.emplace(std::forward<U>(given));
  }
  [[noreturn]] static void unhandled_exception() noexcept { std::terminate(); }
};

}  // namespace task_detail

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

/// The frame that start() makes: it owns itself.
struct Root {
  struct promise_type : Flow {
    Flow* flow = this;

    Root get_return_object() {
      frame = std::coroutine_handle<promise_type>::from_promise(*this);
      return Root{this};
    }
    static constexpr std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept {
      static_cast<void>(running.release());  // the frame destroys itself
      return {};
    }
    static void return_void() noexcept {}
    [[noreturn]] static void unhandled_exception() noexcept { std::terminate(); }
  };
  Flow* flow;
};

template <typename T>
Root run(Task<T> task, UniqueFunction<void(T)> done) {
  T value = co_await task;
  task.reset();  // destroys its frame before `done` is called
  done(std::move(value));
}

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

/// Runs `task`. `done` is called when it has finished, unless the flow is dropped before.
template <typename T, typename Done>
void start(Task<T> task, Done done) {
  const auto root = task_detail::run<T>(std::move(task), UniqueFunction<void(T)>(std::move(done)));
  root.flow->running.reset(root.flow);
  root.flow->frame.resume();
}

/// Awaits a function that calls back once: `begin` gets the callback (UniqueFunction<void(T)>), which may be
/// called or dropped even before `begin` returns.
template <typename T, typename Begin>
[[nodiscard]] task_detail::CalledBack<T, Begin> called_back(Begin begin) {
  return task_detail::CalledBack<T, Begin>(std::move(begin));
}

}  // namespace smcp
