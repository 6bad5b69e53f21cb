// Standard input of whatever kind: a pipe, socket or terminal through libuv, anything else through read(2).
#pragma once

#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv.hpp"

namespace smcp::transport {

/// Owns the descriptor; closes it at the end unless it is 0, 1 or 2.
class Input {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  using OnEnd = UniqueFunction<void()>;

  /// Errc::io if it cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Input>> open(uv::Loop& loop, int fd);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  /// A chunk is valid only inside its callback. `on_end` comes once, after the last data: an error of reading
  /// ends the input as well, for nothing more can come. Neither may destroy the input.
  void start(OnData on_data, OnEnd on_end);
  /// Nothing is called between pause() and resume(). Both may be called at any time, and twice.
  void pause();
  void resume();

 private:
  Input(uv::Loop& loop, int fd) : loop_(loop), fd_(fd) {}
  void read_file();
  void end();

  uv::Loop& loop_;
  int fd_;
  std::unique_ptr<uv::Stream> stream_;  ///< null: a file, which is always ready
  std::unique_ptr<uv::Idle> idle_;      ///< reads a chunk of the file in each turn, so that others get theirs
  OnData on_data_;
  OnEnd on_end_;
  bool reading_ = false;
  bool ended_ = false;
};

}  // namespace smcp::transport
