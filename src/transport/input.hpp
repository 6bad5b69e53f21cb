// Standard input of any kind: pipes, sockets and terminals through libuv, anything else through read(2).
#pragma once

#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_idle.hpp"
#include "io/uv_stream.hpp"

namespace smcp::transport {

/// Owns the descriptor, and closes it at the end unless it is 0, 1 or 2.
class Input {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  using OnEnd = UniqueFunction<void()>;

  /// Errc::io if the descriptor cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Input>> open(uv::Loop& loop, int fd);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  /// A chunk is valid only inside its callback. `on_end` is called once, after the last data; a read error
  /// ends the input as well, because nothing more can come. Neither callback may destroy the input.
  void start(OnData on_data, OnEnd on_end);
  /// No callback is called between pause() and resume(). Both may be called at any time, and repeatedly.
  void pause();
  void resume();

 private:
  Input(uv::Loop& loop, int fd) : loop_(loop), fd_(fd) {}
  void read_file();
  void end();

  uv::Loop& loop_;
  int fd_;
  std::unique_ptr<uv::Stream> stream_;  ///< null for a file, which is always ready
  std::unique_ptr<uv::Idle> idle_;      ///< reads one chunk of the file per turn of the loop
  OnData on_data_;
  OnEnd on_end_;
  bool reading_ = false;
  bool ended_ = false;
};

}  // namespace smcp::transport
