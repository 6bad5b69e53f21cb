#include "io/uv_pty.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

Error no_terminal() {
  return {Errc::io, "cannot open a pseudo-terminal: " + error_text(uv_translate_sys_error(errno))};
}

}  // namespace

PseudoTerminal::PseudoTerminal(Loop& loop, OnData on_data, OnHangUp on_hang_up)
    : on_hang_up_(std::move(on_hang_up)),
      // When the last process has closed the terminal, Linux gives EIO, and other systems the end of the file.
      polled_(loop, {std::move(on_data), [this](int) { hung_up(); }, [](int) {}}) {}

PseudoTerminal::~PseudoTerminal() {
  polled_.close();  // before its descriptor is closed, as libuv requires
  if (master_ >= 0) ::close(master_);
  if (terminal_ >= 0) ::close(terminal_);
}

Result<std::unique_ptr<PseudoTerminal>> PseudoTerminal::open(Loop& loop, TerminalSize size, OnData on_data,
                                                             OnHangUp on_hang_up) {
  std::unique_ptr<PseudoTerminal> made(new PseudoTerminal(loop, std::move(on_data), std::move(on_hang_up)));
  if (Status opened = made->open_both(size); !opened) return opened.error();
  const int status = made->polled_.open(made->master_);
  if (status != 0) return Error{Errc::io, "cannot use a pseudo-terminal: " + error_text(status)};
  return made;
}

Status PseudoTerminal::open_both(TerminalSize size) {
  master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return no_terminal();
  char name[64];
  if (::ptsname_r(master_, name, sizeof name) != 0) return no_terminal();
  name_ = name;
  terminal_ = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal_ < 0) return no_terminal();
  resize(size);
  return Ok{};
}

void PseudoTerminal::hand_over() {
  if (terminal_ >= 0) ::close(std::exchange(terminal_, -1));
  resume();
}

bool PseudoTerminal::write(std::string_view bytes) {
  if (!polled_.is_open()) return true;  // as with a real terminal that hangs up, what is typed is lost
  if (bytes.size() > kMaxTyped - polled_.unwritten()) return false;
  static_cast<void>(polled_.write(bytes));  // an error will show when reading
  return true;
}

void PseudoTerminal::resize(TerminalSize size) {
  const winsize given{size.rows, size.columns, 0, 0};
  ::ioctl(master_, TIOCSWINSZ, &given);
}

void PseudoTerminal::hung_up() {
  polled_.close();
  on_hang_up_();
}

}  // namespace smcp::uv
