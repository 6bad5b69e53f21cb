#include "cli/own_terminal.hpp"

#include <cerrno>
#include <cstdlib>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace smcp::cli {
namespace {

/// The alternate screen, cleared.
constexpr std::string_view kEnter = "\033[?1049h\033[m\033[H\033[2J";

/// Ends whatever sequence was cut off, then takes back what tmux may have switched on if it could not do so
/// itself: synchronized output, scroll region, insert mode, application keys, mouse, focus and paste
/// reports, line drawing, key reports, cursor shape, colours, invisible cursor, alternate screen. What a
/// terminal does not know, it passes over; what it shows by mistake is cleared.
constexpr std::string_view kLeave =
    "\033\\\033[?2026l\033[r\033[4l\033[?1l\033>\033[?1000l\033[?1002l\033[?1003l\033[?1005l\033[?1006l"
    "\033[?1004l\033[?2004l\033(B\017\033[>4m\033[0 q\033[m\033[?25h\033[H\033[2J\033[?1049l";

}  // namespace

Result<std::unique_ptr<OwnTerminal>> OwnTerminal::open() {
  termios modes{};
  if (::tcgetattr(STDIN_FILENO, &modes) != 0 || ::isatty(STDOUT_FILENO) == 0) {
    return Error{Errc::invalid_argument,
                 "watch shows a session in a terminal, but standard input or output is none. Without one: "
                 "sessions-mcp call capture_pane name=NAME"};
  }
  const char* const term = std::getenv("TERM");
  const std::string_view kind = term == nullptr ? "" : term;
  if (kind.empty() || kind == "dumb" || kind == "unknown") {
    return Error{Errc::invalid_argument, "watch needs a terminal that can be drawn on, but TERM is " +
                                             (kind.empty() ? "not set" : "\"" + std::string(kind) + "\"") +
                                             ". If it is a usual one: TERM=xterm-256color"};
  }
  std::unique_ptr<OwnTerminal> made(new OwnTerminal(modes));
  made->term_ = kind;
  char name[256];
  if (::ttyname_r(STDIN_FILENO, name, sizeof name) == 0) made->name_ = name;
  return made;
}

OwnTerminal::~OwnTerminal() {
  leave();
}

void OwnTerminal::enter() {
  termios raw = modes_;
  ::cfmakeraw(&raw);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  entered_ = true;
  say(kEnter);
}

void OwnTerminal::leave() {
  if (!entered_) return;
  entered_ = false;
  say(kLeave);
  ::tcflush(STDIN_FILENO, TCIFLUSH);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &modes_);
}

uv::TerminalSize OwnTerminal::size() const {
  winsize size{};
  ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  if (size.ws_col == 0 || size.ws_row == 0) return {};  // one that does not know
  return {size.ws_col, size.ws_row};
}

void OwnTerminal::say(std::string_view text) const {
  while (!text.empty()) {
    pollfd wanted{STDOUT_FILENO, POLLOUT, 0};
    if (::poll(&wanted, 1, kPatienceMs) <= 0) return;
    const ssize_t count = ::write(STDOUT_FILENO, text.data(), text.size());
    if (count < 0 && errno != EINTR && errno != EAGAIN) return;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace smcp::cli
