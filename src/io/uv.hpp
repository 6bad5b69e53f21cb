// libuv wrapped in types that own what they open. Only this file and uv_process contain libuv's casts.
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
  /// Handles what is ready, and waits for at most one event.
  void run_once();
  void stop();

  [[nodiscard]] uv_loop_t* raw() { return &loop_; }
  /// The buffer into which all streams of this loop read, so a chunk is valid only inside its callback.
  [[nodiscard]] uv_buf_t read_buffer();

  /// Maximum number of bytes per read: the capacity of a Linux pipe.
  static constexpr std::size_t kReadBuffer = 64 * 1024;

 private:
  uv_loop_t loop_{};
  std::unique_ptr<char[]> read_buffer_;
  std::size_t farewells_ = 0;
};

/// Closes an initialised handle; the memory is freed when libuv has released it. A handle whose `uv_spawn`
/// failed is closed in the same way.
struct CloseHandle {
  template <typename T>
  void operator()(T* handle) const {
    handle->data = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* h) { delete reinterpret_cast<T*>(h); });
  }
};
template <typename T>
using UvHandle = std::unique_ptr<T, CloseHandle>;

/// A one-shot or repeating timer. Destroying it stops it. Its callback may destroy the timer as its last
/// action.
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

/// Calls back on a signal. It does not keep the loop alive.
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

/// While started, calls back once in every turn of the loop. For work that is always ready (reading a plain
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

/// The kind of a file descriptor, as far as reading and writing are concerned.
enum class FdKind { stream, terminal, file, unusable };
[[nodiscard]] FdKind kind_of(int fd);

/// A pipe, socket or terminal on the loop. Destroying it closes the descriptor (0, 1 and 2 stay open) and
/// drops what was not written; no callback is called any more.
class Stream {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 at the end of input, otherwise a negative libuv error. Called once, after the last data.
  using OnEnd = UniqueFunction<void(int status)>;
  using OnWritten = UniqueFunction<void(int status)>;

  /// Takes over `fd`, which must be a stream or a terminal according to kind_of(). Errc::io if libuv refuses
  /// it. On destruction, standard descriptors get their flags back, because O_NONBLOCK is shared with all
  /// other holders.
  [[nodiscard]] static Result<std::unique_ptr<Stream>> open(Loop& loop, int fd);
  /// An unopened pipe for uv_spawn to fill.
  [[nodiscard]] static std::unique_ptr<Stream> pipe(Loop& loop);

  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();

  /// Either callback may destroy the stream as its last action.
  void read_start(OnData on_data, OnEnd on_end);
  /// Pauses reading; read_resume() continues with the same callbacks.
  void read_stop();
  void read_resume();

  /// Writes as much as the descriptor accepts at once. Returns that many bytes (0 if it would block), or a
  /// negative error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes);
  /// Writes `bytes` and owns them until they are written. `on_written` is called once, never from within this
  /// function, and may destroy the stream.
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

/// libuv's text for a negative error, such as "no such file or directory".
[[nodiscard]] std::string error_text(std::ptrdiff_t status);

/// Whether a libuv error means a lack of descriptors or memory, which may become available again soon.
[[nodiscard]] bool is_shortage(int status);

}  // namespace smcp::uv
