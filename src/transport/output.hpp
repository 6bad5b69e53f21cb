// Standard output of any kind: sends whole messages, in order, without ever blocking on the reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_stream.hpp"

namespace smcp::transport {

/// Owns the descriptor, and closes it at the end unless it is 0, 1 or 2. What is unwritten then is dropped.
class Output {
 public:
  /// While the reader is slow, messages smaller than this (in bytes) are gathered and sent together.
  static constexpr std::size_t kGather = 64 * 1024;

  /// The capacity requested for a pipe, in bytes, so that a large reply does not take a hundred small steps.
  /// Linux grants this much to everyone (pipe-max-size).
  static constexpr int kPipeSize = 1024 * 1024;

  struct Events {
    /// Called when something that had to wait has been written; never from inside send().
    UniqueFunction<void()> written;
    /// Called once, with a negative libuv error, when nothing can be written any more. May be called from
    /// inside send(). Must not destroy the output.
    UniqueFunction<void(int status)> failed;
  };

  /// Errc::io if the descriptor cannot be written to.
  [[nodiscard]] static Result<std::unique_ptr<Output>> open(uv::Loop& loop, int fd, Events events);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// Writes `bytes`, and keeps what cannot be written at once. `bytes` may be moved from, and may be
  /// overwritten by the caller afterwards. After a failure, everything is dropped.
  void send(std::string& bytes);

  /// The number of bytes sent that the descriptor has not accepted yet.
  [[nodiscard]] std::size_t unwritten() const;
  /// The total number of bytes that the descriptor has accepted.
  [[nodiscard]] std::uint64_t taken() const { return sent_ - unwritten(); }

 private:
  Output(int fd, Events events) : fd_(fd), events_(std::move(events)) {}
  void write_file(std::string_view bytes);
  [[nodiscard]] bool write_now(std::string& bytes);
  void write_later(std::string bytes);
  void write_gathered();
  void written(int status);
  void fail(int status);

  int fd_;
  Events events_;
  std::unique_ptr<uv::Stream> stream_;  ///< null for a file, which accepts everything at once
  std::string gathered_;                ///< small messages that wait for the writes under way
  std::size_t writes_ = 0;              ///< number of writes under way
  std::uint64_t sent_ = 0;
  bool failed_ = false;
};

}  // namespace smcp::transport
