#include "cli/own_terminal.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/environment_value.hpp"

namespace smcp::cli {
namespace {

/// Switches to the alternate screen and clears it.
constexpr std::string_view kEnter = "\033[?1049h\033[m\033[H\033[2J";

/// Ends any sequence that was cut off, and then switches off what tmux may have switched on without being
/// able to switch it off again: synchronized output, scroll region, insert mode, application keys, mouse,
/// focus and paste reports, line drawing, key reports, cursor shape, colours, invisible cursor, alternate
/// screen. A terminal ignores what it does not know; what it displays by mistake is cleared.
constexpr std::string_view kLeave =
    "\033\\\033[?2026l\033[r\033[4l\033[?1l\033>\033[?1000l\033[?1002l\033[?1003l\033[?1005l\033[?1006l"
    "\033[?1004l\033[?2004l\033(B\017\033[>4m\033[0 q\033[m\033[?25h\033[H\033[2J\033[?1049l";

/// The signals that by default end a process, and that have no handler on the loop. (SIGPIPE is ignored.)
constexpr std::array kDeadly = {SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,    SIGSYS,  SIGTRAP, SIGUSR1,
                                SIGUSR2, SIGALRM, SIGPROF, SIGXCPU, SIGVTALRM, SIGXFSZ, SIGIO,   SIGPWR};

/// Memory for a handler, in case the stack has overflowed.
constexpr std::size_t kHandlerStack = 64 * 1024;

/// How to restore the terminal. A global, because a signal handler gets no arguments of ours.
struct SavedTerminal {
  termios modes;  ///< the modes that we found
  int input_flags = -1;
  int output_flags = -1;
  int output = -1;
  volatile std::sig_atomic_t entered = 0;   ///< whether its modes are ours
  volatile std::sig_atomic_t drawn_on = 0;  ///< whether its screen is ours
  struct sigaction before[kDeadly.size()];
  char stack[kHandlerStack];
};
SavedTerminal saved;

// From here to give_back(), only functions that a signal handler may call are used.

/// Writes to `fd`, which is non-blocking.
void say_to(int fd, std::string_view text) {
  while (!text.empty()) {
    pollfd wanted{fd, POLLOUT, 0};
    if (::poll(&wanted, 1, OwnTerminal::kPatienceMs) <= 0) return;
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno != EINTR && errno != EAGAIN) return;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

void restore_flags() {
  ::fcntl(STDIN_FILENO, F_SETFL, saved.input_flags);
  ::fcntl(STDOUT_FILENO, F_SETFL, saved.output_flags);
}

/// All signals are blocked while this runs, including SIGTTOU, which would stop a process in the background.
void give_back(int signal) {
  const int error = errno;
  if (saved.entered != 0) {
    saved.entered = 0;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &saved.modes);
    if (saved.drawn_on != 0) {
      say_to(saved.output, kLeave);
      ::tcflush(STDIN_FILENO, TCIFLUSH);
    }
    restore_flags();
  }
  for (std::size_t i = 0; i < kDeadly.size(); ++i) {
    if (kDeadly[i] == signal) ::sigaction(signal, &saved.before[i], nullptr);
  }
  ::raise(signal);  // delivered when this has returned
  errno = error;
}

void install_fatal_handlers() {
  stack_t stack{};
  stack.ss_sp = saved.stack;
  stack.ss_size = sizeof saved.stack;
  stack_t there{};
  const bool none = ::sigaltstack(nullptr, &there) == 0 && (there.ss_flags & SS_DISABLE) != 0;
  if (none) ::sigaltstack(&stack, nullptr);  // a sanitizer may have set one
  struct sigaction action {};
  action.sa_handler = give_back;
  action.sa_flags = SA_ONSTACK;
  ::sigfillset(&action.sa_mask);
  for (std::size_t i = 0; i < kDeadly.size(); ++i) {
    ::sigaction(kDeadly[i], nullptr, &saved.before[i]);
    const bool ignored =
        (saved.before[i].sa_flags & SA_SIGINFO) == 0 && saved.before[i].sa_handler == SIG_IGN;
    if (!ignored) ::sigaction(kDeadly[i], &action, nullptr);
  }
}

void remove_fatal_handlers() {
  for (std::size_t i = 0; i < kDeadly.size(); ++i) ::sigaction(kDeadly[i], &saved.before[i], nullptr);
}

/// A new descriptor for the same terminal, with flags of its own; `fd` itself if the terminal may not be
/// opened (su, sudo -u) or has no name here (a container).
int own_opening(int fd) {
  char name[256];
  struct stat ours {};
  struct stat named {};
  if (::ttyname_r(fd, name, sizeof name) != 0 || ::fstat(fd, &ours) != 0) return fd;
  const int opened = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (opened < 0) return fd;
  if (::fstat(opened, &named) == 0 && named.st_rdev == ours.st_rdev) return opened;
  ::close(opened);
  return fd;
}

}  // namespace

OwnTerminal::OwnTerminal(int input, int output) : input_(input), output_(output) {}

Result<std::unique_ptr<OwnTerminal>> OwnTerminal::open() {
  if (::tcgetattr(STDIN_FILENO, &saved.modes) != 0 || ::isatty(STDOUT_FILENO) == 0) {
    return Error{Errc::invalid_argument,
                 "watch shows a session in a terminal, but standard input or output is not one. Without a "
                 "terminal, use: sessions-mcp call capture_pane name=NAME"};
  }
  const std::string_view kind = environment_value("TERM");
  if (kind.empty() || kind == "dumb" || kind == "unknown") {
    return Error{Errc::invalid_argument, "watch needs a terminal that can be drawn on, but TERM is " +
                                             (kind.empty() ? "not set" : "\"" + std::string(kind) + "\"") +
                                             ". For an ordinary terminal, set TERM=xterm-256color"};
  }
  saved.input_flags = ::fcntl(STDIN_FILENO, F_GETFL);
  saved.output_flags = ::fcntl(STDOUT_FILENO, F_GETFL);
  std::unique_ptr<OwnTerminal> made(new OwnTerminal(own_opening(STDIN_FILENO), own_opening(STDOUT_FILENO)));
  saved.output = made->output_;
  made->term_ = kind;
  char name[256];
  if (::ttyname_r(STDIN_FILENO, name, sizeof name) == 0) made->name_ = name;
  return made;
}

OwnTerminal::~OwnTerminal() {
  leave();
  if (input_ != STDIN_FILENO) ::close(input_);
  if (output_ != STDOUT_FILENO) ::close(output_);
}

void OwnTerminal::listen() {
  if (saved.entered == 0) install_fatal_handlers();
  saved.entered = 1;
  for (const int fd : {input_, output_}) ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
  termios raw = saved.modes;
  ::cfmakeraw(&raw);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

void OwnTerminal::enter() {
  listen();
  saved.drawn_on = 1;
  say(kEnter);
}

void OwnTerminal::leave() {
  if (saved.entered == 0) return;
  if (saved.drawn_on != 0) {
    say(kLeave);
    ::tcflush(STDIN_FILENO, TCIFLUSH);
  }
  ::tcsetattr(STDIN_FILENO, TCSANOW, &saved.modes);
  restore_flags();
  saved.drawn_on = 0;
  saved.entered = 0;  // not earlier, because a signal may come at any point
  remove_fatal_handlers();
}

uv::TerminalSize OwnTerminal::size() const {
  winsize size{};
  ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  if (size.ws_col == 0 || size.ws_row == 0) return {};  // a terminal that does not know its size
  return {size.ws_col, size.ws_row};
}

// This may be called after leave(), when the flags are those of other processes again.
void OwnTerminal::say(std::string_view text) const {
  const int flags = ::fcntl(output_, F_GETFL);
  ::fcntl(output_, F_SETFL, flags | O_NONBLOCK);
  say_to(output_, text);
  ::fcntl(output_, F_SETFL, flags);
}

}  // namespace smcp::cli
