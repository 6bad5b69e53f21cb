// Whether a folder can be a working directory, asked without blocking.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/access_check.hpp"
#include "io/uv_clock.hpp"
#include "io/uv_timer.hpp"

namespace smcp::uv {

/// One question, which tmux itself does not ask: it would silently start somewhere else. Destroying it gives
/// it up: `done` is not called any more, and it no longer keeps the loop alive.
class DirectoryCheck {
 public:
  /// `done` gets, once and never from within here: Errc::invalid_argument if `path` is not there, is not
  /// a directory, or may not be entered; Errc::timed_out if the system has not said by `deadline` (a dead
  /// network mount). It may destroy the check. Errors call the folder `shown`: a path may be long. `access` is
  /// for tests.
  DirectoryCheck(Loop& loop, const std::string& path, std::string shown, TimePoint deadline,
                 UniqueFunction<void(Status)> done, AccessCheck::Access access = nullptr);
  DirectoryCheck(const DirectoryCheck&) = delete;
  DirectoryCheck& operator=(const DirectoryCheck&) = delete;
  ~DirectoryCheck() = default;

 private:
  void answer(Status status);

  std::string shown_;
  UniqueFunction<void(Status)> done_;
  Timer deadline_;
  std::optional<AccessCheck> check_;
};

}  // namespace smcp::uv
