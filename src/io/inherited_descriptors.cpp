#include "io/inherited_descriptors.hpp"

#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

#include <uv.h>

namespace smcp::uv {
namespace {

/// Somebody who starts us with a standard descriptor closed would have our own next one land on its number,
/// which libuv never closes. A place holder that cannot be used as that descriptor makes it a clear error
/// instead.
void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is the one that is missing.
    [[maybe_unused]] const int held = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

void secure_inherited_descriptors() {
  hold_standard_descriptors();
  // Descriptors that we inherited are nobody else's business, least of all a tmux server's that we start.
  uv_disable_stdio_inheritance();
}

}  // namespace smcp::uv
