#include "tmux/remote/remote_engine.hpp"

#include <charconv>
#include <utility>

namespace smcp::tmux {
namespace {

using Done = UniqueFunction<void(Result<RemoteEngine::Measured>)>;

/// The question that is open, which the second one replaces.
using Open = std::shared_ptr<std::shared_ptr<void>>;

Result<RemoteEngine::Measured> measured(const Result<std::string>& answer, uv::TimePoint asked) {
  if (!answer && answer.error().code == Errc::timed_out)
    return Error{Errc::timed_out, "the machine did not answer in time"};
  if (!answer) return answer.error();
  const auto round_trip = std::chrono::duration_cast<std::chrono::microseconds>(uv::Clock::now() - asked);
  std::int64_t there = 0;
  std::from_chars(answer->data(), answer->data() + answer->size(), there);
  const auto here = std::chrono::system_clock::now() - round_trip / 2;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(here.time_since_epoch());
  return RemoteEngine::Measured{round_trip, std::chrono::seconds(there) - seconds};
}

}  // namespace

RemoteEngine::Facts RemoteEngine::facts() {
  const SshLink& link = client_.link();
  if (link.up()) return {true, "", link.facts(), client_.forwards(), client_.fallback_reason()};
  return {false, link.last_error() ? link.last_error()->message : "", {}, false, {}};
}

std::shared_ptr<void> RemoteEngine::measure(uv::TimePoint deadline, Done done) {
  auto open = std::make_shared<std::shared_ptr<void>>();
  // The first answer says that the connection is there; the second is timed.
  *open = client_.link().ask(
      "a $i up", deadline,
      [&link = client_.link(), deadline, weak = std::weak_ptr(open),
       done = std::move(done)](const Result<std::string>& up) mutable {
        const auto now = uv::Clock::now();
        if (!up) return done(measured(up, now));
        auto timed = [now, done = std::move(done)](const Result<std::string>& answer) mutable {
          done(measured(answer, now));
        };
        if (const Open still = weak.lock()) *still = link.ask("a $i $(date +%s)", deadline, std::move(timed));
      });
  return open;
}

}  // namespace smcp::tmux
