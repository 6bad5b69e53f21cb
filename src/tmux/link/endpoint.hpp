// Which tmux server we talk to, found by the rules that tmux itself uses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace smcp::tmux {

class FarSide;

struct Endpoint {
  std::string binary = "tmux";            ///< looked up on PATH unless it contains a slash
  std::vector<std::string> server_flags;  ///< `-S PATH` or `-L NAME`, as given to the tmux binary
  std::string socket_path;                ///< where the server's socket is, or will be created
  std::string own_folder = {};  ///< tmux's folder for this user, if the socket was given by name only
  std::vector<std::string> keep_environment = {};  ///< names of variables that child_environment() keeps
  /// The machine of the server if that is another one; then `socket_path` is here, and leads there. It must outlive
  /// the clients.
  const FarSide* far = nullptr;
};

/// Refuses a folder in which other users could have put a server of theirs for us to talk to; tmux refuses
/// it, too. Ok if the folder does not exist. Otherwise Errc::refused, in tmux's own words.
[[nodiscard]] Status check_own_folder(const std::string& folder);

struct EndpointOptions {
  std::string binary = "tmux";
  std::optional<std::string> socket_name;          ///< -L
  std::optional<std::string> socket_path;          ///< -S; takes precedence over -L
  std::vector<std::string> keep_environment = {};  ///< --keep-env
};

/// The parent of tmux's own folder: `wanted` ($TMUX_TMPDIR) resolved by realpath(3), because a path too long
/// for a socket's address may resolve to a shorter one; `otherwise` if `wanted` does not exist. tmux up to
/// 3.1 takes `wanted` as it is, and fails if it does not exist.
[[nodiscard]] std::string resolved_folder(const std::string& wanted, const std::string& otherwise = "/tmp");

/// Refuses a path at which there is something other than a socket: no server can answer there, and tmux would
/// delete a file to start one. Ok if there is nothing. Otherwise Errc::refused, with what to do.
[[nodiscard]] Status check_socket(const std::string& path);

/// Whether a server accepts connections on the socket at `path`. True if in doubt: when we are short of
/// descriptors, or the server's queue is full.
[[nodiscard]] bool listens(const std::string& path);

/// Uses -S, else -L, else $TMUX up to its first comma, else `default` in
/// resolved_folder($TMUX_TMPDIR)/tmux-UID. `-S` is passed on only if a path was given, since tmux creates the
/// folder (mode 0700) only for names.
[[nodiscard]] Endpoint find_endpoint(const EndpointOptions& options);

/// The beginning of a tmux command that a person types into a shell to reach this server: `tmux`, and the flags
/// that are needed.
[[nodiscard]] std::string command_for_people(const Endpoint& endpoint);

/// The path of a program, looked up as execvp(3) does; "" if there is none that can be run.
[[nodiscard]] std::string find_program(const std::string& name);

}  // namespace smcp::tmux
