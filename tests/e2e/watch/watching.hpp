// A person at a terminal with sessions-mcp watch in it.
#pragma once

#include <array>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"

namespace smcp::test {

/// The last that a watch writes to its terminal before its words: the cursor is shown, then the alternate
/// screen left.
constexpr const char* kPutBack = "\033[?25h\033[H\033[2J\033[?1049l";

/// Whether the program may open its terminal by name. After su and sudo -u it may not.
enum class Opening { allowed, denied };

/// A person's terminal with `sessions-mcp watch` in it.
class Watch {
 public:
  Watch(const PrivateTmux& tmux, const std::string& session, int columns = 80, int rows = 25,
        const Environment& more = {}, Opening opening = Opening::allowed)
      : terminal_(pseudo_terminal()), before_(modes()), child_([&] {
          resize(columns, rows);
          const int fd = terminal_.theirs.get();
          std::vector<std::string> argv = {server_binary(), "watch", session};
          if (opening == Opening::denied) deny(argv);
          return ChildOptions{std::move(argv), merged(tmux.environment(), more), fd, fd, fd, true};
        }()) {
    set_nonblocking(terminal_.ours);
  }

  void resize(int columns, int rows) const {
    const winsize size{static_cast<unsigned short>(rows), static_cast<unsigned short>(columns), 0, 0};
    ioctl(terminal_.ours.get(), TIOCSWINSZ, &size);
  }
  void type(std::string_view keys) const {
    REQUIRE(::write(terminal_.ours.get(), keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }
  /// Closes the terminal's window.
  void hang_up() { terminal_.ours.reset(); }
  [[nodiscard]] bool shows(std::string_view text) {
    return wait_until([&] {
      look();
      return screen.find(text) != std::string::npos;
    });
  }
  /// Waits for the end and for all that was written by then.
  [[nodiscard]] std::optional<ExitStatus> ended() {
    static_cast<void>(wait_until([&] {
      look();
      return !child.running();
    }));
    const auto exit = child.wait(milliseconds{1});
    look();
    return exit;
  }
  /// The terminal's modes are what they were, and what was done to its screen is undone.
  [[nodiscard]] bool put_back() const {
    return modes_put_back() && screen.find(kPutBack) != std::string::npos;
  }
  [[nodiscard]] bool modes_put_back() const {
    const termios after = modes();
    return after.c_iflag == before_.c_iflag && after.c_oflag == before_.c_oflag &&
           after.c_cflag == before_.c_cflag && after.c_lflag == before_.c_lflag &&
           std::memcmp(after.c_cc, before_.c_cc, sizeof after.c_cc) == 0;
  }
  [[nodiscard]] bool raw() const { return (modes().c_lflag & ICANON) == 0; }
  /// Whether those who share the terminal's descriptor do not wait for it.
  [[nodiscard]] bool nonblocking() const {
    return (fcntl(terminal_.theirs.get(), F_GETFL) & O_NONBLOCK) != 0;
  }
  /// It takes no more, as long as nobody looks.
  [[nodiscard]] bool full() const {
    pollfd room{terminal_.theirs.get(), POLLOUT, 0};
    return ::poll(&room, 1, 0) == 0;
  }

  std::string screen;

 private:
  /// To root nothing is denied that is not taken away.
  void deny(std::vector<std::string>& argv) const {
    REQUIRE(fchmod(terminal_.theirs.get(), 0) == 0);
    if (geteuid() != 0) return;
    const std::string without = "-dac_override,-dac_read_search";
    argv.insert(argv.begin(), {"setpriv", "--inh-caps=" + without, "--bounding-set=" + without, "--"});
  }
  void look() {
    std::array<char, 4096> bytes;
    for (ssize_t count = 0; (count = ::read(terminal_.ours.get(), bytes.data(), bytes.size())) > 0;)
      screen.append(bytes.data(), static_cast<std::size_t>(count));
  }
  [[nodiscard]] termios modes() const {
    termios found{};
    REQUIRE(tcgetattr(terminal_.theirs.get(), &found) == 0);
    return found;
  }

  FdPair terminal_;
  termios before_;
  Child child_;

 public:
  Child& child = child_;
};

inline std::string asked(const PrivateTmux& tmux, const std::string& name, const std::string& format) {
  return tmux.must({"display-message", "-p", "-t", "=" + name + ":", format});
}

inline std::string window_size(const PrivateTmux& tmux, const std::string& name) {
  return asked(tmux, name, "#{window_width}x#{window_height}");
}

inline bool left_alone(const PrivateTmux& tmux, const std::string& name) {
  return wait_until([&] { return asked(tmux, name, "#{session_attached}") == "0"; });
}

/// Up to 3.1 every client's size counts.
inline bool knows_ignore_size(const PrivateTmux& tmux) {
  const std::string version = asked(tmux, "job", "#{version}");
  return !(version.starts_with("2.") || version.starts_with("3.0") || version.starts_with("3.1"));
}

}  // namespace smcp::test
