// tmux's client–server protocol as bytes: the messages that we send (for the server's, see wire_decoder.hpp).
// Pure: no sockets, no clock. Source: measured on tmux 2.9a to 3.7, which all speak protocol version 8.
// Frames are little-endian here, and so must the host be.
//
// tmux up to 3.5a exits, and ends every session, on a message of the wrong size or with an unterminated
// string. Therefore nothing outside this file makes messages, and each function below appends whole,
// well-formed ones or nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/link/wire_types.hpp"

namespace smcp::tmux::wire {

inline constexpr std::uint64_t kFlagUtf8 = 0x10000;    ///< without it, tmux replaces what is not ASCII by `_`
inline constexpr std::uint64_t kFlagControl = 0x2000;  ///< control mode

/// Who a client says it is. Strings must contain no NUL and fit into a message.
struct Identity {
  std::uint64_t flags = kFlagUtf8;
  std::string term;           ///< $TERM; empty for a client without a terminal
  std::string terminal_name;  ///< such as /dev/pts/3; empty for a client without one
  std::string directory;      ///< default working directory of what it starts
  std::int32_t process = 0;
};

/// The functions below append one message (append_identity: several) to `out`.
///
/// Errc::invalid_argument for a NUL inside a string; Errc::too_large for what does not fit into a message.
/// Variables of `environment` ("K=V") that do not fit into a message are left out, as the stock client does.
[[nodiscard]] Status append_identity(std::string& out, const Identity& identity,
                                     const std::vector<std::string>& environment);
/// The same in two parts, without an environment, for a client whose flags must come last (identify.hpp says
/// why).
[[nodiscard]] Status append_identity_but_flags(std::string& out, const Identity& identity);
void append_flags(std::string& out, std::uint64_t flags);
/// One "name=value" of a terminal's description, for a client that attaches. Errc::invalid_argument also if
/// the name or the "=" is missing, because tmux would then read past the end of the string.
[[nodiscard]] Status append_terminfo(std::string& out, std::string_view capability);
/// Declares the identity complete; all of it, including descriptors, must precede this.
void append_identity_done(std::string& out);
/// `argv` has at least one word. In a batch, the word ";" separates the commands.
[[nodiscard]] Status append_command(std::string& out, const std::vector<std::string>& argv);
/// A frame that must be sent together with one descriptor; `type` is identify_stdin or identify_stdout.
void append_descriptor(std::string& out, Type type, DescriptorMark mark);
/// A message that consists of its header only, such as resize, exiting and wakeup.
void append_empty(std::string& out, Type type);
/// The answer to write_open: `error` is 0 or an errno.
void append_write_ready(std::string& out, std::int32_t stream, std::int32_t error);
/// Standard input for a server that asked with read_open, in as many messages as needed, followed by its end.
void append_input(std::string& out, std::int32_t stream, std::string_view bytes);
/// Refuses a read_open; `error` is an errno.
void append_read_error(std::string& out, std::int32_t stream, std::int32_t error);
/// The counterpart of append_input() for a server up to 3.0a, which asks with old_stdin.
void append_old_input(std::string& out, std::string_view bytes);

}  // namespace smcp::tmux::wire
