// A file to which whole lines are appended, and whether there is room for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace smcp::uv {

/// Errors are Errc::io, and their message is nothing but the system's reason, such as "no space left on device". None of
/// its functions waits for a peer: a FIFO that is full refuses. A regular file that has no name any more, since somebody
/// removed it, is made again: what would be written to it would be lost.
class AppendFile {
 public:
  explicit AppendFile(std::string path) : path_(std::move(path)) {}
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  ~AppendFile() { close(); }

  /// Opens it, also if it is open: then the old file is let go in any case. Makes it with mode 0600 if it is not there;
  /// the mode of one that is there is its owner's affair. A symbolic link is refused: in a folder that others may write
  /// to, it could lead what is written to any file of ours.
  Status open();

  enum class Room {
    reserved,  ///< the next append() of so many bytes finds it
    unknown    ///< the file, or its file system, keeps no room
  };
  /// Makes room for `bytes` behind the end, without changing the length. Fails if there is none. Other processes that
  /// append may use it up.
  [[nodiscard]] Result<Room> reserve(std::size_t bytes);

  /// Appends `line` and a line break by one write(2). After a failure, a part of it may be there: the next line begins
  /// on a line of its own.
  Status append(std::string_view line);

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  /// Opens it if it is not open, or has lost its name. Sets the length of a regular file.
  Status look();
  void close();

  std::string path_;
  int fd_ = -1;
  bool regular_ = false;
  std::size_t size_ = 0;  ///< at the last look
  bool torn_ = false;     ///< a part of a line is its end
};

}  // namespace smcp::uv
