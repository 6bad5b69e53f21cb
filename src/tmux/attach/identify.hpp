// The first messages of a client that attaches, split into the sends that they require. Pure.
//
// tmux up to 3.5a dereferences null and crashes, with every session, when a client that has announced control
// mode ends before its identity is complete (server_client_lost: control_stop). A connection may end at any
// moment, for instance by SIGKILL. Therefore the flags, which announce control mode, come last in the
// identity, and are sent together with its end and the command in one send: before that send tmux knows
// nothing of control mode, and after it tmux knows everything.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/attach/server_version.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::tmux {

/// From this version on, standard output has a descriptor of its own.
inline constexpr ServerVersion kSeparateOutput{3, 2};

struct Identification {
  wire::Identity identity;
  std::span<const std::string_view> description;  ///< of the terminal; owned by the caller
  ServerVersion server;
  std::vector<std::string> command;
};

/// One call of sendmsg(2).
struct Send {
  std::string bytes;
  bool with_descriptor = false;  ///< standard input or output is attached to the first message
};

/// The number of bytes that a kernel's stream socket takes completely or not at all. Linux puts them into one
/// buffer, which fits even into the smallest socket (SOCK_MIN_SNDBUF: 2240 bytes); the BSDs wait for that
/// much room (sb_lowat: 2048). tmux also reads them at once, because the previous send ends with a
/// descriptor, at which a read ends.
inline constexpr std::size_t kWholeSend = 2048;

/// Upper bound on a terminal's name; the kernel's are shorter. A name a few times longer crashes every tmux
/// up to 3.8.
inline constexpr std::size_t kMaxTerminalName = 64;

/// Errors as in wire.hpp; Errc::too_large also if the last send would be longer than kWholeSend, or the
/// terminal's name longer than kMaxTerminalName.
[[nodiscard]] Result<std::vector<Send>> make_identification(const Identification& identification);

}  // namespace smcp::tmux
