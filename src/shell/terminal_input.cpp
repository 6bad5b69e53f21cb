#include "shell/terminal_input.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace smcp::tmux {

std::optional<TerminalInput> terminal_input_of(const std::string& tty) {
  const int fd = ::open(tty.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  termios settings{};
  int unread = 0;
  const bool known = ::tcgetattr(fd, &settings) == 0 && ::ioctl(fd, FIONREAD, &unread) == 0;
  ::close(fd);
  if (!known) return std::nullopt;
  TerminalInput input;
  input.unread = static_cast<std::size_t>(unread > 0 ? unread : 0);
  const tcflag_t shows_erasing = ICANON | ECHO | ECHOE | ECHOK | ECHOKE;
  const cc_t kill = settings.c_cc[VKILL];
  if ((settings.c_lflag & shows_erasing) == shows_erasing && kill != _POSIX_VDISABLE)
    input.kill = static_cast<char>(kill);
  return input;
}

}  // namespace smcp::tmux
