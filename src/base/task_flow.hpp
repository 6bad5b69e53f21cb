// The frames of a flow (task.hpp): the outermost one, which owns it, and those that it awaits.
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace smcp::task_detail {

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

}  // namespace smcp::task_detail
