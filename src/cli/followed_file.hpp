// A file that is read while others write to it, and that may be replaced meanwhile, as `tail -F` does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"

namespace smcp::cli {

class FollowedFile {
 public:
  struct Sink {
    UniqueFunction<void(std::string_view)> on_bytes;
    UniqueFunction<void()> on_end;  ///< the file has been replaced or emptied: what follows is of another one
  };

  FollowedFile(std::string path, Sink sink) : path_(std::move(path)), sink_(std::move(sink)) {}
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;
  ~FollowedFile() { close(); }

  /// Gives all that has been written since the last call. Errc::not_found if there is no such file and none is open,
  /// Errc::io for what cannot be read; the message is the system's reason.
  Status read();

 private:
  Status open();
  Status read_to_end();
  /// Whether the name belongs to another file by now, or to none.
  [[nodiscard]] bool is_replaced() const;
  void close();

  std::string path_;
  Sink sink_;
  int fd_ = -1;
  std::int64_t at_ = 0;  ///< how much of it has been read
};

}  // namespace smcp::cli
