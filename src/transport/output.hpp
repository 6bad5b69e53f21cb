// Standard output of whatever kind: whole messages, in order, without ever blocking on a reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv.hpp"

namespace smcp::transport {

/// Owns the descriptor; closes it at the end unless it is 0, 1 or 2. What is unwritten then is dropped.
class Output {
 public:
  /// Messages below this size wait for each other while the reader is slow, and then go out together.
  static constexpr std::size_t kGather = 64 * 1024;

  /// What a pipe is asked to hold, so that a large reply does not go over in a hundred small steps: what
  /// Linux gives to anyone (pipe-max-size).
  static constexpr int kPipeSize = 1024 * 1024;

  struct Events {
    /// Something that had to wait was written; never called from inside send().
    UniqueFunction<void()> written;
    /// Once, with a negative libuv error: nothing can be written any more. May be called from inside send().
    /// Must not destroy the output.
    UniqueFunction<void(int status)> failed;
  };

  /// Errc::io if it cannot be written.
  [[nodiscard]] static Result<std::unique_ptr<Output>> open(uv::Loop& loop, int fd, Events events);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// What cannot be written at once is kept. Moves from `bytes` or leaves them to be overwritten. After a
  /// failure everything is dropped.
  void send(std::string& bytes);

  /// Bytes sent that the descriptor has not taken yet.
  [[nodiscard]] std::size_t unwritten() const;
  /// Bytes that it has taken, all in all.
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
  std::unique_ptr<uv::Stream> stream_;  ///< null: a file, which takes everything at once
  std::string gathered_;                ///< small messages behind the writes under way
  std::size_t writes_ = 0;              ///< under way
  std::uint64_t sent_ = 0;
  bool failed_ = false;
};

}  // namespace smcp::transport
