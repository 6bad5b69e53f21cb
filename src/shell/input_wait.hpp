// Whether a process that has a terminal waits for input from it, by what the kernel tells of its sleep. Pure.
#pragma once

#include <optional>

#include "shell/foreground_kind.hpp"
#include "shell/line_mode.hpp"

namespace smcp::shell {

/// What is known of the sleep of the process that has a terminal. How much that is depends on the kernel and
/// on who asks: /proc/PID/syscall tells all, but to a tracer alone under Yama (Ubuntu's ptrace_scope=1);
/// /proc/PID/wchan tells the same user, and names a function of the kernel that does not belong to terminals
/// alone; another user's process (sudo) shows nothing but that it sleeps.
struct Sleep {
  /// The system call that it is in (/proc/PID/syscall).
  enum class Call {
    unreadable,          ///< or told in the numbers of another architecture
    waits_for_terminal,  ///< for input from this terminal, without end
    waits_for_a_time,    ///< for input from this terminal and nothing else, but not for ever
    other,               ///< or none
  };
  /// Where in the kernel it sleeps (/proc/PID/wchan).
  enum class Channel {
    unreadable,
    reads_terminal,  ///< n_tty_read: a terminal's, though perhaps another one
    woken,           ///< wait_woken: a terminal's on most kernels; a socket's and inotify's, too
    polls,           ///< poll or select, for whatever and however long
    other,           ///< or it runs
  };
  /// Which of its descriptors a process that is `woken`, or `polls`, could wait for.
  enum class Open {
    unreadable,
    terminal_alone,     ///< this terminal is the only one of that kind
    terminal_and_more,  ///< a socket, inotify, another terminal or another device, too
    no_terminal,        ///< this terminal is not open at all
  };

  Call call = Call::unreadable;
  Channel channel = Channel::unreadable;  ///< counts where the call is unreadable
  Open open = Open::unreadable;           ///< counts where the channel may be a terminal's
  bool sleeping = false;                  ///< counts where call and channel are unreadable
};

/// What the terminal's modes add: a terminal that collects a line and does not show it (TerminalEcho::hidden)
/// is asking for a secret. A program leaves it so for the question alone, so that what sleeps meanwhile waits
/// for the answer, whatever else it has open, and even if nothing but its sleep can be seen. Where `call` is
/// readable, the modes are not looked at. InputAwaited::perhaps is told of one that may go on by itself when
/// a time is up.
[[nodiscard]] InputAwaited awaits_input(const Sleep& sleep, const std::optional<TerminalModes>& modes);

/// Whether a process that sleeps may wait for its terminal, as far as can be seen.
[[nodiscard]] constexpr bool may_await_input(const Sleep& sleep) {
  if (sleep.call != Sleep::Call::unreadable) return sleep.call != Sleep::Call::other;
  return sleep.channel != Sleep::Channel::other;
}

/// Whether nothing is seen of the process but that it sleeps.
[[nodiscard]] constexpr bool is_hidden(const Sleep& sleep) {
  return sleep.call == Sleep::Call::unreadable && sleep.channel == Sleep::Channel::unreadable;
}

}  // namespace smcp::shell
