#include "tmux/link/spare_connection.hpp"

#include <unistd.h>
#include <utility>

#include "io/uv_socket.hpp"

namespace smcp::tmux {

SpareConnection::SpareConnection(uv::Loop& loop, std::string path)
    : path_(std::move(path)), timer_(loop, [this] { drop(); }) {}

int SpareConnection::take() {
  timer_.stop();
  return std::exchange(descriptor_, -1);
}

void SpareConnection::prepare() {
  if (!works_ || descriptor_ >= 0) return;
  descriptor_ = uv::LocalSocket::connected(path_);
  if (descriptor_ >= 0) timer_.start(kKept);
}

void SpareConnection::worked() {
  works_ = true;
  if (descriptor_ >= 0) timer_.start(kKept);
}

void SpareConnection::failed() {
  works_ = false;
  drop();
}

void SpareConnection::drop() {
  if (const int spare = take(); spare >= 0) ::close(spare);
}

}  // namespace smcp::tmux
