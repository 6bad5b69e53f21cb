#include "tmux/link/spare_connection.hpp"

#include <unistd.h>
#include <utility>

#include "io/uv_socket.hpp"

namespace smcp::tmux {

SpareConnection::SpareConnection(uv::Loop& loop, std::string path)
    : path_(std::move(path)), timer_(loop, [this] { drop(); }) {}

int SpareConnection::take() {
  if (descriptors_.empty()) return -1;
  const int oldest = descriptors_.front();
  descriptors_.pop_front();
  if (descriptors_.empty()) timer_.stop();
  return oldest;
}

void SpareConnection::prepare(std::size_t count) {
  while (works_ && descriptors_.size() < count) {
    const int made = uv::LocalSocket::connected(path_);
    if (made < 0) return;
    descriptors_.push_back(made);
    timer_.start(kKept);
  }
}

void SpareConnection::worked() {
  works_ = true;
  if (!descriptors_.empty()) timer_.start(kKept);
}

void SpareConnection::failed() {
  works_ = false;
  drop();
}

void SpareConnection::drop() {
  for (int spare = take(); spare >= 0; spare = take()) ::close(spare);
}

}  // namespace smcp::tmux
