#include "shell/terminal_settings.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace smcp::tmux {

std::optional<termios> terminal_settings(const std::string& tty) {
  const int fd = ::open(tty.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  termios settings{};
  const bool known = ::tcgetattr(fd, &settings) == 0;
  ::close(fd);
  return known ? std::optional(settings) : std::nullopt;
}

}  // namespace smcp::tmux
