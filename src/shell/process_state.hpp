// A process, as far as the machine shows it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace smcp::shell {

struct ProcessState {
  bool known = false;       ///< false where it cannot be seen: it has ended, or is in another pid namespace
  bool foreground = false;  ///< its process group has its terminal
  bool sleeping = false;
  std::string name;                              ///< of its program, at most 15 bytes
  std::int64_t parent = 0;                       ///< the process that started it, or has inherited it
  std::int64_t terminal = 0;                     ///< the number of its controlling terminal; 0: none
  std::int64_t terminal_group = 0;               ///< the process group that has the terminal
  std::int64_t group = 0;                        ///< its own process group
  std::optional<std::chrono::seconds> age = {};  ///< since it was started
  /// Where its arguments are in its memory; 0 if that cannot be seen. A process that was forked and has started
  /// no other program since has them where its parent has them.
  std::uint64_t arguments_at = 0;
  std::int64_t session = 0;  ///< the process that leads its session
  /// When it was started, in ticks since the machine was. With the pid, this is one process for ever: a pid alone may
  /// be given to another one. 0 if it cannot be seen.
  std::uint64_t started = 0;
  /// It is over, and only its parent has not yet asked how it ended. On Linux from when it has begun to end: it may have no
  /// terminal any more then, and is no zombie yet.
  bool ended = false;
};

struct SeenProcess {
  std::int64_t pid = 0;
  ProcessState state;
};

}  // namespace smcp::shell
