// Whether the system allows something with a path, asked without blocking and for a limited time.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/access_check.hpp"
#include "io/uv_clock.hpp"
#include "io/uv_timer.hpp"

namespace smcp::uv {

/// One question. Destroying it gives it up: `done` is not called any more, and it no longer keeps the loop alive.
class PathCheck {
 public:
  struct Question {
    std::string path;
    int mode = 0;
    AccessCheck::Access access = nullptr;  ///< access(2) if null
    std::string refused;                   ///< the error's sentence, which the reason follows in brackets
    std::string late;                      ///< the sentence if the system has not answered by the deadline
    /// Says what a negative error means; the system's words if null.
    std::string (*reason)(int error) = nullptr;
  };

  /// `done` gets, once and never from within here, Ok, Errc::invalid_argument, or Errc::timed_out (a dead network
  /// mount). It may destroy the check.
  PathCheck(Loop& loop, Question question, TimePoint deadline, UniqueFunction<void(Status)> done);
  PathCheck(const PathCheck&) = delete;
  PathCheck& operator=(const PathCheck&) = delete;
  ~PathCheck() = default;

 private:
  [[nodiscard]] Status status_of(int result) const;
  void answer(Status status);

  Question question_;
  UniqueFunction<void(Status)> done_;
  Timer deadline_;
  std::optional<AccessCheck> check_;
};

}  // namespace smcp::uv
