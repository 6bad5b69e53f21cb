#include "io/check_directory.hpp"

#include <memory>
#include <unistd.h>
#include <utility>

namespace smcp::tmux {
namespace {

/// Answers once, when the system answers or at the deadline, whichever comes first.
struct Check {
  std::string path;
  UniqueFunction<void(Status)> done;
  std::unique_ptr<uv::Timer> timer;

  void answer(Status status) {
    timer.reset();
    auto once = std::exchange(done, {});
    if (once) once(std::move(status));
  }
};

Status status_of(const std::string& path, int result) {
  if (result == 0) return Ok{};
  return Error{Errc::invalid_argument,
               "cwd is not a directory that can be entered: " + path + " (" + uv::error_text(result) + ")"};
}

}  // namespace

void check_directory(uv::Loop& loop, std::string path, uv::TimePoint deadline,
                     UniqueFunction<void(Status)> done) {
  auto check = std::make_shared<Check>();
  check->path = std::move(path);
  check->done = std::move(done);
  check->timer = std::make_unique<uv::Timer>(loop, [check] {
    const auto alive = std::shared_ptr(check);  // answer() destroys this function
    alive->answer(
        Error{Errc::timed_out, "the system did not say in time whether cwd is a directory: " + alive->path});
  });
  check->timer->start(std::chrono::ceil<std::chrono::milliseconds>(deadline - uv::Clock::now()));
  // "PATH/." can be searched only if PATH is a directory.
  uv::check_access(loop, check->path + "/.", X_OK,
                   [check](int result) { check->answer(status_of(check->path, result)); });
}

}  // namespace smcp::tmux
