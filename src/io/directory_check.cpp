#include "io/directory_check.hpp"

#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

Status status_of(const std::string& shown, int result) {
  if (result == 0) return Ok{};
  return Error{Errc::invalid_argument,
               "cwd is not a directory that can be entered: " + shown + " (" + error_text(result) + ")"};
}

}  // namespace

DirectoryCheck::DirectoryCheck(Loop& loop, const std::string& path, std::string shown, TimePoint deadline,
                               UniqueFunction<void(Status)> done, AccessCheck::Access access)
    : shown_(std::move(shown)), done_(std::move(done)), deadline_(loop, [this] {
        answer(
            Error{Errc::timed_out, "the system did not say in time whether cwd is a directory: " + shown_});
      }) {
  deadline_.start(std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()));
  // "PATH/." can be searched only if PATH is a directory.
  check_.emplace(
      loop, path + "/.", X_OK, [this](int result) { answer(status_of(shown_, result)); }, access);
}

/// Whichever comes first, the system or the deadline.
void DirectoryCheck::answer(Status status) {
  deadline_.stop();
  auto done = std::move(done_);  // it may destroy this
  if (done) done(std::move(status));
}

}  // namespace smcp::uv
