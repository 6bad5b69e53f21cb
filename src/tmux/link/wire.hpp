// tmux's client–server protocol as bytes: the messages that we send (for the server's, see wire_decoder.hpp).
// Pure: no sockets, no clock. Source: measured on tmux 2.9a to 3.7, which all speak protocol version 8.
// Frames are little-endian here, and so must the host be.
//
// tmux up to 3.5a exits, and ends every session, on a message of the wrong size or with an unterminated
// string. Therefore nothing outside this file makes messages, and each function below appends whole,
// well-formed ones or nothing.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace smcp::tmux::wire {

inline constexpr std::uint32_t kProtocolVersion = 8;
inline constexpr std::size_t kHeaderBytes = 16;
/// imsg's upper bound on a message, in bytes, including its header.
inline constexpr std::size_t kMaxMessageBytes = 16'384;
inline constexpr std::size_t kMaxPayloadBytes = kMaxMessageBytes - kHeaderBytes;
/// Upper bound on an argument vector with a NUL after each word; `argc` precedes it.
inline constexpr std::size_t kMaxArgumentBytes = kMaxPayloadBytes - sizeof(std::int32_t);
/// Whether this host has the byte order of the measured servers.
inline constexpr bool kHostCanSpeak = std::endian::native == std::endian::little;

enum class Type : std::uint32_t {
  version = 12,
  identify_flags = 100,
  identify_term = 101,
  identify_ttyname = 102,
  identify_stdin = 104,
  identify_environ = 105,
  identify_done = 106,
  identify_clientpid = 107,
  identify_cwd = 108,
  identify_features = 109,
  identify_stdout = 110,
  identify_longflags = 111,
  identify_terminfo = 112,
  command = 200,
  detach = 201,
  detach_kill = 202,
  exit = 203,
  exited = 204,
  exiting = 205,
  lock = 206,
  ready = 207,
  resize = 208,
  shutdown = 210,
  old_stderr = 211,  ///< this and the next two: up to 3.0a, where streams are not opened or closed
  old_stdin = 212,
  old_stdout = 213,
  suspend = 214,
  wakeup = 216,
  exec = 217,
  flags = 218,
  read_open = 300,
  read = 301,
  read_done = 302,
  write_open = 303,
  write = 304,
  write_ready = 305,
  write_close = 306,
  read_cancel = 307,
};

/// The bit of the header's second word which says that a descriptor comes with the frame.
enum class DescriptorMark : std::uint32_t { up_to_3_5 = 0x10000, from_3_6 = 0x8000'0000 };

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
