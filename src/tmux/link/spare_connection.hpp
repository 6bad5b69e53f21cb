// A connection that is made before it is needed, to a server that is far away: making one takes a round trip.
#pragma once

#include <chrono>
#include <string>

#include "io/uv_timer.hpp"

namespace smcp::tmux {

/// One at a time, for the request that follows the one that is under way: the steps of a call. It is closed soon, because
/// a server that has nothing left to serve waits for those who are connected.
class SpareConnection {
 public:
  /// Longer than two round trips to anywhere, which the request before it takes, and what we do in between.
  static constexpr std::chrono::milliseconds kKept{1'000};

  SpareConnection(uv::Loop& loop, std::string path);
  SpareConnection(const SpareConnection&) = delete;
  SpareConnection& operator=(const SpareConnection&) = delete;
  ~SpareConnection() { drop(); }

  /// Gives the connected descriptor away; -1 if there is none.
  [[nodiscard]] int take();
  /// Makes one unless there is one, or the last that was used was of no use.
  void prepare();
  /// A request has been answered on a connection to the same server, or was not heard there.
  void worked();
  void failed();
  void drop();

 private:
  std::string path_;
  int descriptor_ = -1;
  bool works_ = false;
  uv::Timer timer_;
};

}  // namespace smcp::tmux
