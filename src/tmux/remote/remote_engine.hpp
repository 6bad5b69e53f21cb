// A tmux server on another machine: the way to it, and what doctor tells of that way.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "tmux/remote/remote_client.hpp"

namespace smcp::tmux {

/// Lazy: ssh is started by the first request, and ended, with all that it has made, when this is destroyed: the loop stays
/// alive until then.
class RemoteEngine {
 public:
  struct Facts {
    bool up = false;
    std::string error;                 ///< why it is not up, once that was tried
    FarFacts far;                      ///< only while it is up
    bool forwards = false;             ///< requests go through the forwarded socket
    std::string fallback_reason = {};  ///< why they do not, or why the last one did not; "" if all do
  };
  struct Measured {
    std::chrono::microseconds round_trip;
    std::chrono::seconds
        clock_ahead;  ///< the other machine's clock, compared with ours; negative: it is behind
  };

  RemoteEngine(uv::Loop& loop, SshDestination destination, RemoteOptions options = {})
      : client_(loop, std::move(destination), std::move(options)) {}

  [[nodiscard]] Client& client() { return client_; }
  /// RemoteClient::hang_up_when_idle().
  void hang_up_when_idle() { client_.hang_up_when_idle(); }
  [[nodiscard]] Facts facts();
  /// Connects, if need be, and measures. `done` is called once, never from within; destroying what is returned gives it up.
  [[nodiscard]] std::shared_ptr<void> measure(uv::TimePoint deadline,
                                              UniqueFunction<void(Result<Measured>)> done);

 private:
  RemoteClient client_;
};

}  // namespace smcp::tmux
