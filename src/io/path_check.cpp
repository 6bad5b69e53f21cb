#include "io/path_check.hpp"

#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

PathCheck::PathCheck(Loop& loop, Question question, TimePoint deadline, UniqueFunction<void(Status)> done)
    : question_(std::move(question)), done_(std::move(done)), deadline_(loop, [this] {
        answer(Error{Errc::timed_out, question_.late});
      }) {
  deadline_.start(std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()));
  check_.emplace(
      loop, question_.path, question_.mode, [this](int result) { answer(status_of(result)); },
      question_.access);
}

Status PathCheck::status_of(int result) const {
  if (result == 0) return Ok{};
  const std::string why = question_.reason != nullptr ? question_.reason(result) : error_text(result);
  return Error{Errc::invalid_argument, question_.refused + " (" + why + ")"};
}

/// Whichever comes first, the system or the deadline.
void PathCheck::answer(Status status) {
  deadline_.stop();
  auto done = std::move(done_);  // it may destroy this
  if (done) done(std::move(status));
}

}  // namespace smcp::uv
