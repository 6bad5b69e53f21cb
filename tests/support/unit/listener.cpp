#include "support/unit/listener.hpp"

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

#include "support/failure.hpp"

namespace smcp::test {

Listener::Listener(int backlog) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
  fd_ = Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd_ || ::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd_.get(), backlog) != 0)
    fail_errno("listen on " + path_);
}

Fd Listener::accept() const {
  return Fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC));
}

}  // namespace smcp::test
