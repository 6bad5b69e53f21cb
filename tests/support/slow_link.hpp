// A network between two ends of a test that takes its time, and that can be cut: the kernel's netem for those who may not
// load it.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "support/deadline.hpp"
#include "support/fd.hpp"

namespace smcp::test {

/// What TCP makes of a bad network: bytes are neither lost nor exchanged, but some arrive later, and all behind them do.
struct Weather {
  int lost_percent = 0;       ///< of the pieces that come, those which arrive only when they are sent again
  milliseconds cut_every{0};  ///< at the end of each such time it is cut by itself; 0: never
  milliseconds cut_for{0};
  milliseconds broken_every{0};  ///< about: at random times all connections end; 0: never
};

/// Takes connections to port() of 127.0.0.1, and hands on what comes, either way, after a fixed time. Its bandwidth has no
/// limit. It counts how often what crosses it has waited for what crossed it before, as Lamport's clocks do: however busy
/// the machine is, that tells in how many round trips something was done.
class SlowLink {
 public:
  /// Leads to `port` of 127.0.0.1.
  SlowLink(std::uint16_t port, milliseconds each_way, Weather weather = {});
  SlowLink(const SlowLink&) = delete;
  SlowLink& operator=(const SlowLink&) = delete;
  ~SlowLink();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// The crossings so far, each of which waited for the one before: two for a round trip.
  [[nodiscard]] std::uint64_t crossings() const { return crossings_; }
  /// How often the weather has ended connections.
  [[nodiscard]] int breaks() const { return breaks_; }
  /// While it is cut nothing arrives, and nothing is refused: it waits, as packets that are sent again.
  void cut(bool now);

 private:
  class Relay;

  void wake() const;

  Fd listener_;
  FdPair waker_;
  std::uint16_t port_ = 0;
  std::atomic<bool> cut_{false};
  std::atomic<bool> over_{false};
  std::atomic<std::uint64_t> crossings_{0};  ///< on the near side
  std::atomic<int> breaks_{0};
  std::thread thread_;
};

}  // namespace smcp::test
