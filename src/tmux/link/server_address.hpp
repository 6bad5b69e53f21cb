// Where a tmux server is, as a person writes it: `NAME=WHERE`. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace smcp::tmux {

/// A server that has a name of its own, beside the default one.
struct ServerAddress {
  enum class Kind {
    socket,  ///< on this machine, at a path: `/run/x/sock`
    local,   ///< on this machine, by a name as of tmux -L: `local:NAME`
    ssh,     ///< on another machine: `ssh:DEST` or `ssh:DEST:SOCKET-PATH`
  };

  std::string name{};  ///< in front of its sessions, as NAME:SESSION
  Kind kind = Kind::socket;
  /// ssh: the destination as ssh(1) takes it, without the brackets that set an IPv6 address off here. It never begins
  /// with `-`, nor does its host, and it holds letters, digits and `. _ - + @ %` alone, and `:` in an IPv6 address:
  /// nothing that ssh could take for an option, or a shell of its configuration for more than a word.
  std::string destination{};
  /// socket, ssh: an absolute path; "" for that of the default server there. local: the name.
  std::string socket{};
};

/// Reads `NAME=WHERE`. Errc::invalid_argument with a sentence about what is wrong. What a NAME may be beside not empty is
/// the caller's to check.
[[nodiscard]] Result<ServerAddress> parse_server_address(std::string_view text);

/// The same as NAME=WHERE.
[[nodiscard]] std::string to_string(const ServerAddress& address);

/// Reads a DEST alone, and names the server after it: the whole DEST up to the first dot behind its user, as `gpu1` for
/// `gpu1.example.org` and `me@gpu1` for `me@gpu1.example.org`. An address of numbers is no name: then the sentence says
/// what to write.
[[nodiscard]] Result<ServerAddress> parse_host(std::string_view destination);

}  // namespace smcp::tmux
