// libuv's loop. What this folder puts on it belongs to one thread, and its callbacks run inside Loop::run() and
// must not throw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <uv.h>

namespace smcp::uv {

/// One event loop. Creating it makes the process ignore SIGPIPE, so that writing to a peer that has gone is
/// just an error. Destroying it waits for every Farewell, completes pending closes, and aborts if a handle is
/// left that nobody has closed, active or not, which is a leak of ours.
class Loop {
 public:
  /// Held by what nobody owns any more and what still has to be done: a child that has to be reaped. Whoever
  /// holds one gives it up in bounded time. It must not outlive the loop.
  class Farewell {
   public:
    explicit Farewell(Loop& loop) : loop_(loop) { ++loop_.farewells_; }
    Farewell(const Farewell&) = delete;
    Farewell& operator=(const Farewell&) = delete;
    ~Farewell() { --loop_.farewells_; }

   private:
    Loop& loop_;
  };

  Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  /// Runs until there is no active handle left, or until stop().
  void run();
  /// Handles what is ready, and waits for at most one event, or for kLongestTurn. For a loop that looks after each turn
  /// whether it has got what it wanted.
  void run_once();
  void stop();

  [[nodiscard]] uv_loop_t* raw() { return &loop_; }
  /// The buffer into which all streams of this loop read, so a chunk is valid only inside its callback.
  [[nodiscard]] uv_buf_t read_buffer();

  /// Maximum number of bytes per read: the capacity of a Linux pipe.
  static constexpr std::size_t kReadBuffer = 64 * 1024;
  /// In milliseconds. Before version 1.45, libuv calls the timers that are due and only then waits: after the last of them,
  /// without end, though its callback may have been what one waited for.
  static constexpr std::uint64_t kLongestTurn = 20;

 private:
  uv_loop_t loop_{};
  uv_timer_t turn_{};  // runs during run_once() only, and keeps no loop alive
  std::unique_ptr<char[]> read_buffer_;
  std::size_t farewells_ = 0;
};

}  // namespace smcp::uv
