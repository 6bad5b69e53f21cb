// Which tmux server we speak to, found as tmux itself finds it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace smcp::tmux {

struct Endpoint {
  std::string binary = "tmux";            ///< looked up on PATH unless it holds a slash
  std::vector<std::string> server_flags;  ///< `-S PATH` or `-L NAME`, as given to the tmux binary
  std::string socket_path;                ///< where the server's socket is, or will be
  std::string own_folder = {};  ///< tmux's folder for this user, if the socket is in it by name alone
  std::vector<std::string> keep_environment = {};  ///< names that child_environment() is to keep
};

/// What is wrong with a folder that tmux would not use either: one in which others could have put a server of
/// theirs for us to speak to. Ok if it is not there. Errc::refused with tmux's own words.
[[nodiscard]] Status check_own_folder(const std::string& folder);

struct EndpointOptions {
  std::string binary = "tmux";
  std::optional<std::string> socket_name;          ///< -L
  std::optional<std::string> socket_path;          ///< -S; wins
  std::vector<std::string> keep_environment = {};  ///< --keep-env
};

/// The folder that holds tmux's own: `wanted` ($TMUX_TMPDIR) as realpath(3) has it, as what is too long for a
/// socket's address may be short then; `otherwise` if there is no such thing. tmux up to 3.1 takes `wanted`
/// as it is, and fails where it is not there.
[[nodiscard]] std::string resolved_folder(const std::string& wanted, const std::string& otherwise = "/tmp");

/// What is wrong with a path at which there is something, but no socket: no server ever answers there, and
/// tmux would delete a file to start one. Ok if there is nothing. Errc::refused with what to do.
[[nodiscard]] Status check_socket(const std::string& path);

/// Whether a server takes connections there. True in doubt: if we are short of descriptors, or its queue is
/// full.
[[nodiscard]] bool listens(const std::string& path);

/// -S, else -L, else $TMUX up to its first comma, else `default` in resolved_folder($TMUX_TMPDIR)/tmux-UID.
/// `-S` is passed only where the path was given: tmux makes the folder (mode 0700) for names alone.
[[nodiscard]] Endpoint find_endpoint(const EndpointOptions& options);

/// The file of a program, looked up as execvp(3) does; "" if there is none that can be run.
[[nodiscard]] std::string find_program(const std::string& name);

}  // namespace smcp::tmux
