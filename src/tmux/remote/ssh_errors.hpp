// What ssh says when it does not get to a machine, and what its user can do about it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace smcp::tmux {

/// Upper bound on kept standard error of an ssh, in bytes: its longest warning (a changed host key) has 800.
inline constexpr std::size_t kMaxSshErrors = 4 * 1024;

/// What is told of a machine that forwards no sockets, behind its name.
inline constexpr std::string_view kForbids =
    " forbids to forward sockets (AllowStreamLocalForwarding in its sshd_config)";

/// The last line of `said` that says something, without control characters, at most kMaxEchoed of it; "" if none does.
[[nodiscard]] std::string last_words(std::string_view said);

/// The error for an ssh to `destination` that ended before it could be used: Errc::unreachable, with its last words and
/// what to do next.
[[nodiscard]] Error not_reached(const std::string& destination, std::string_view said);

/// Whether ssh has said that the machine lets no Unix socket be forwarded.
[[nodiscard]] bool forbids_forwarding(std::string_view said);

}  // namespace smcp::tmux
