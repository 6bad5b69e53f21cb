// What a client that attaches says first, cut into the sends that it must be said in. Pure.
//
// tmux up to 3.5a dereferences null, and is gone with every session, when a client that has said that it is
// in control mode ends before its identity was complete (server_client_lost: control_stop). A connection may
// end at any moment, by SIGKILL to begin with. Therefore the flags, which say it, are the last of the
// identity and go in one send with its end and the command: until that one tmux knows nothing of control
// mode, and from it on it knows all.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/attach/server_version.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::tmux {

/// From here on standard output has a descriptor of its own.
inline constexpr ServerVersion kSeparateOutput{3, 2};

struct Identification {
  wire::Identity identity;
  std::span<const std::string_view> description;  ///< of the terminal; stays with the caller
  ServerVersion server;
  std::vector<std::string> command;
};

/// One call of sendmsg(2).
struct Send {
  std::string bytes;
  bool with_descriptor = false;  ///< standard input or output goes along, for the first message
};

/// What a kernel's stream socket takes whole or not at all. Linux puts it into one buffer, of which there is
/// room for more even in the smallest socket (SOCK_MIN_SNDBUF: 2240 bytes); the BSDs wait for as much room
/// (sb_lowat: 2048). And tmux reads it whole: what comes before ends with a descriptor, at which a read ends.
inline constexpr std::size_t kWholeSend = 2048;

/// Of a terminal; the kernel's are shorter. A few times as long a name is the end of every tmux up to 3.8.
inline constexpr std::size_t kMaxTerminalName = 64;

/// An error of the words (wire.hpp), Errc::too_large also if the last send would be longer than kWholeSend or
/// the terminal's name than kMaxTerminalName.
[[nodiscard]] Result<std::vector<Send>> make_identification(const Identification& identification);

}  // namespace smcp::tmux
