// The folder for the sockets through which one machine is reached.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"

namespace smcp::tmux {

/// A fresh folder, mode 0700, in $XDG_RUNTIME_DIR or the temporary folder; it goes away, with the sockets in it, with this
/// object. A process that was killed leaves its own behind, so that making one first takes away those of our user's that
/// no process holds any more: whoever lives holds a lock on his.
class RuntimeFolder {
 public:
  /// Errc::io if none can be made.
  [[nodiscard]] static Result<std::shared_ptr<RuntimeFolder>> make();

  RuntimeFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  RuntimeFolder(const RuntimeFolder&) = delete;
  RuntimeFolder& operator=(const RuntimeFolder&) = delete;
  ~RuntimeFolder();

  /// Room for a name of a few letters, in a socket's address too. It has no character that ssh, or a shell, reads as more
  /// than itself.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  int lock_;  ///< the open folder
};

}  // namespace smcp::tmux
