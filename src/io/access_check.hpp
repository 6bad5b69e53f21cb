// access(2) without waiting for it: in a child of its own.
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>

#include "base/unique_function.hpp"
#include "io/uv_stream.hpp"
#include "io/uv_timer.hpp"

namespace smcp::uv {

/// One question about a path that may hang: on a dead network mount the kernel lets go neither of the thread
/// that asked nor of its process, not even for SIGKILL. So no thread of ours asks. A child may be left behind
/// with its question; it holds nothing of ours, and ends with us or as soon as the kernel lets it.
///
/// Destroying it gives up the question: `done` is not called any more.
class AccessCheck {
 public:
  /// access(2), or what a test wants it to be. Called in a forked child: only what is safe in a signal
  /// handler may be done there.
  using Access = int (*)(const char* path, int mode);

  /// `done` gets 0 or a negative libuv error, once, never from within here; it may destroy the check. An
  /// error of the system's that keeps it from being asked is told in the same way.
  AccessCheck(Loop& loop, const std::string& path, int mode, UniqueFunction<void(int)> done,
              Access access = nullptr);
  AccessCheck(const AccessCheck&) = delete;
  AccessCheck& operator=(const AccessCheck&) = delete;
  ~AccessCheck();

 private:
  /// 0 or a negative libuv error.
  [[nodiscard]] int ask(Loop& loop, const std::string& path, int mode, Access access);
  void tell(int status);

  UniqueFunction<void(int)> done_;
  Timer not_asked_;
  std::unique_ptr<Stream> answer_;
  std::string bytes_;  ///< of the answer
  int error_ = 0;      ///< why it was not asked
  pid_t child_ = -1;
};

}  // namespace smcp::uv
