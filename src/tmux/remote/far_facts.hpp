// What another machine tells of itself before anything is done there: the script that asks, and its answers. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shell/machine_id.hpp"

namespace smcp::tmux {

struct FarFacts {
  std::string system;        ///< such as "Linux" or "Darwin"
  std::string machine;       ///< such as "x86_64": whose system calls have which numbers
  shell::MachineId id;       ///< empty without /proc
  std::string user;          ///< the number of the user there
  std::string home;          ///< an absolute path
  std::string tmux_program;  ///< a path; "" if there is none
  std::string tmux_version;  ///< what `tmux -V` prints
  std::string shells;        ///< the paths in /etc/shells, each with its newline
  std::string socket_path;   ///< of the tmux server that is meant
  /// Whether nobody but that user can have put a server at socket_path; false also while its folder is not there yet.
  bool own_socket = false;
  bool has_proc = false;
  bool little_endian = false;  ///< as tmux's protocol has to be for us
  bool complete = false;       ///< all answers are here

  /// Takes an answer, a line without its token.
  void take(std::string_view answer);
};

/// Functions for a POSIX sh that gets its scripts on standard input: `a WORDS…` answers, in one line that begins with
/// `token`; `m WORDS…` is a part of the answer to question `$i`; `v` looks (far_look_script.hpp); `w` answers anew where the socket is, by tmux's own rules unless `socket_path` is given, and whose. Then it
/// answers all that FarFacts holds.
[[nodiscard]] std::string greeting(std::string_view token, const std::string& socket_path);

/// Adds to PATH, in sh, the folders in which tmux is on systems whose sshd gives a poor one.
inline constexpr std::string_view kMorePath =
    "PATH=$PATH:/usr/local/bin:/opt/homebrew/bin:/opt/local/bin:/usr/pkg/bin:$HOME/.local/bin:$HOME/bin\n";

/// The script that calls `w` again.
inline constexpr std::string_view kWhereAgain = "w";

}  // namespace smcp::tmux
