// libuv behind types that own what they open. The only home of libuv's casts (with uv_process).
// Everything here belongs to one thread; callbacks run inside Loop::run() and must not throw.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include <uv.h>

#include "base/result.hpp"
#include "base/unique_function.hpp"

namespace smcp::uv {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

/// One event loop. A peer that went away is an error of a write: making a loop turns SIGPIPE off for the
/// process. Destroying it waits for every Farewell, lets what was closed go, and aborts if a handle is left
/// that nobody has closed, active or not: a leak of ours.
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

  /// Runs until no active handle is left, or until stop().
  void run();
  /// Runs what is ready now, waiting for one event at the most.
  void run_once();
  void stop();

  [[nodiscard]] uv_loop_t* raw() { return &loop_; }
  /// The buffer that every stream of this loop reads into: a chunk is valid only inside its callback.
  [[nodiscard]] uv_buf_t read_buffer();

  /// Bytes per read: what a Linux pipe holds at the most.
  static constexpr std::size_t kReadBuffer = 64 * 1024;

 private:
  uv_loop_t loop_{};
  std::unique_ptr<char[]> read_buffer_;
  std::size_t farewells_ = 0;
};

/// Closes an initialised handle; the memory goes when libuv has let go of it. A handle whose `uv_spawn`
/// failed is closed the same way.
struct CloseHandle {
  template <typename T>
  void operator()(T* handle) const {
    handle->data = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* h) { delete reinterpret_cast<T*>(h); });
  }
};
template <typename T>
using UvHandle = std::unique_ptr<T, CloseHandle>;

/// One-shot or repeating timer. Destroying it stops it; the callback may destroy the timer as its last act.
class Timer {
 public:
  Timer(Loop& loop, UniqueFunction<void()> on_fire);
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() = default;

  void start(std::chrono::milliseconds delay,
             std::chrono::milliseconds repeat = std::chrono::milliseconds{0});
  void stop();

 private:
  UniqueFunction<void()> on_fire_;
  UvHandle<uv_timer_t> handle_;
};

/// Calls back on a signal. Does not keep the loop alive.
class SignalWatcher {
 public:
  SignalWatcher(Loop& loop, int signal, UniqueFunction<void()> on_signal);
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;
  ~SignalWatcher() = default;

 private:
  UniqueFunction<void()> on_signal_;
  UvHandle<uv_signal_t> handle_;
};

/// Calls back once in every turn of the loop while started: for work that is always ready (reading a plain
/// file).
class Idle {
 public:
  Idle(Loop& loop, UniqueFunction<void()> on_turn);
  Idle(const Idle&) = delete;
  Idle& operator=(const Idle&) = delete;
  ~Idle() = default;

  void start();
  void stop();

 private:
  UniqueFunction<void()> on_turn_;
  UvHandle<uv_idle_t> handle_;
};

/// What a file descriptor is, as far as reading and writing it goes.
enum class FdKind { stream, terminal, file, unusable };
[[nodiscard]] FdKind kind_of(int fd);

/// A pipe, socket or terminal on the loop. Destroying it closes the descriptor (0, 1 and 2 stay open) and
/// drops what was not written; callbacks that were not called by then never are.
class Stream {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 at the end of input, a negative libuv error otherwise. Called once, after the last data.
  using OnEnd = UniqueFunction<void(int status)>;
  using OnWritten = UniqueFunction<void(int status)>;

  /// Takes over `fd`, which must be a stream or a terminal by kind_of(). Errc::io if libuv will not have it.
  /// Standard descriptors get their flags back (O_NONBLOCK is shared with whoever else holds them) on
  /// destruction.
  [[nodiscard]] static Result<std::unique_ptr<Stream>> open(Loop& loop, int fd);
  /// An unopened pipe for uv_spawn to fill.
  [[nodiscard]] static std::unique_ptr<Stream> pipe(Loop& loop);

  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();

  /// Either callback may destroy the stream as its last act.
  void read_start(OnData on_data, OnEnd on_end);
  /// Pauses; read_resume() goes on with the same callbacks.
  void read_stop();
  void read_resume();

  /// Writes what the descriptor takes at once. Returns the bytes taken (0 if it would block) or a negative
  /// error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes);
  /// Owns `bytes` until they are written. `on_written` is called once, never from within this, and may
  /// destroy the stream.
  void write(std::string bytes, OnWritten on_written);

  [[nodiscard]] uv_stream_t* raw() { return stream_; }

 private:
  template <typename T>
  Stream(Loop& loop, UvHandle<T> handle);
  void data_arrived(std::ptrdiff_t count, const char* data);
  void tell_refused();

  /// A write that libuv did not even begin.
  struct Refused {
    OnWritten on_written;
    int status;
  };

  Loop& loop_;
  std::unique_ptr<uv_handle_t, void (*)(uv_handle_t*)> handle_;
  uv_stream_t* stream_;
  OnData on_data_;
  OnEnd on_end_;
  int restore_fd_ = -1;
  int restore_flags_ = 0;
  std::deque<Refused> refused_;
  std::unique_ptr<Timer> tell_refused_;  ///< made with the first of them
};

/// libuv's words for a negative error, such as "no such file or directory".
[[nodiscard]] std::string error_text(std::ptrdiff_t status);

/// Whether a libuv error is for want of descriptors or memory, which others may give back in a moment.
[[nodiscard]] bool is_shortage(int status);

}  // namespace smcp::uv
