#include "io/inherited_descriptors.hpp"

#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

#include <uv.h>

namespace smcp::uv {
namespace {

/// If we are started with a standard descriptor closed, the next one that we open would get its number, which
/// libuv never closes. A placeholder that cannot be used as that descriptor causes a clear error instead.
void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is that of the missing descriptor.
    [[maybe_unused]] const int held = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

void secure_inherited_descriptors() {
  hold_standard_descriptors();
  // No other process should get our inherited descriptors, least of all a tmux server that we start.
  uv_disable_stdio_inheritance();
}

}  // namespace smcp::uv
