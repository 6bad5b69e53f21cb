// Result<T>: a value, or an Error that a person can act on. (std::expected is not available in g++ 12's
// C++20.)
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace smcp {

/// The kind of failure, for code to branch on.
enum class Errc {
  invalid_argument,  ///< the caller's fault; the message names the argument
  not_found,         ///< the session or pane named does not exist
  already_exists,    ///< the name is taken
  no_server,         ///< no tmux server is running: the normal empty state
  not_installed,     ///< no tmux binary on PATH
  timed_out,         ///< the deadline passed before tmux answered
  refused,           ///< tmux or the shell refused, or a condition does not hold
  busy,              ///< another call was faster; it may be tried again at once
  too_large,         ///< it exceeds one of our named bounds
  io,                ///< a system call failed
  unreachable,       ///< the machine of the tmux server was not reached, or the way to it broke; try it again
  internal,          ///< a bug of ours
};

/// `message` is one sentence or two for people: what is wrong, and what to do next.
struct Error {
  Errc code;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] const T& value() const {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] const Error& error() const {
    assert(!ok());
    return *std::get_if<Error>(&state_);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

/// The value of a Result that has none.
struct Ok {};
using Status = Result<Ok>;

}  // namespace smcp
