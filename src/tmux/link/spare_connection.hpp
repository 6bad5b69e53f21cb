// A connection that is made before it is needed, to a server that is far away: making one takes a round trip.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>

#include "io/uv_timer.hpp"

namespace smcp::tmux {

/// For the requests that follow the one that is under way: the steps of a call. They are closed soon, because a server that
/// has nothing left to serve waits for those who are connected.
class SpareConnection {
 public:
  /// Longer than two round trips to anywhere, which the request before it takes, and what we do in between.
  static constexpr std::chrono::milliseconds kKept{1'000};

  SpareConnection(uv::Loop& loop, std::string path);
  SpareConnection(const SpareConnection&) = delete;
  SpareConnection& operator=(const SpareConnection&) = delete;
  ~SpareConnection() { drop(); }

  /// How many a call that types has under way at once (tmux/link/ahead.hpp).
  static constexpr std::size_t kMost = 3;

  /// Gives the oldest connected descriptor away; -1 if there is none.
  [[nodiscard]] int take();
  /// Makes them until there are so many, unless the last that was used was of no use.
  void prepare(std::size_t count);
  /// A request has been answered on a connection to the same server, or was not heard there.
  void worked();
  void failed();
  void drop();

 private:
  std::string path_;
  std::deque<int> descriptors_;
  bool works_ = false;
  uv::Timer timer_;
};

}  // namespace smcp::tmux
