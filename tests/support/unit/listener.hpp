// A listening Unix socket, behind which a test plays the server.
#pragma once

#include <string>

#include "support/fd.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// The socket is in a folder of its own.
class Listener {
 public:
  explicit Listener(int backlog = 128);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int fd() const { return fd_.get(); }
  /// Accepts a waiting connection, or gives nothing. It does not block.
  [[nodiscard]] Fd accept() const;
  /// From now on connections are refused: the socket is stale.
  void stop() { fd_.reset(); }

 private:
  TempDir dir_;
  std::string path_ = dir_ / "socket";
  Fd fd_;
};

}  // namespace smcp::test
