// tmux's client–server protocol as bytes: messages out, messages in. Pure: no sockets, no clock. Source:
// measured on tmux 2.9a to 3.7 (they all speak protocol version 8); frames are little-endian here, as the
// host must be.
//
// tmux up to 3.5a exits, with every session, on a message of the wrong size or with an unterminated string.
// Therefore nothing outside this file makes messages, and each function below makes whole, well-formed ones
// or appends nothing.
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
/// imsg's bound on a message, header included.
inline constexpr std::size_t kMaxMessageBytes = 16'384;
inline constexpr std::size_t kMaxPayloadBytes = kMaxMessageBytes - kHeaderBytes;
/// An argument vector with a NUL behind each word; `argc` stands before it.
inline constexpr std::size_t kMaxArgumentBytes = kMaxPayloadBytes - sizeof(std::int32_t);
/// Whether this host writes numbers as the measured servers do.
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
  old_stderr = 211,  ///< up to 3.0a, with the two below: no opening and closing of streams
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

/// How a frame says that a descriptor travels with it: a bit of the header's second word.
enum class DescriptorMark : std::uint32_t { up_to_3_5 = 0x10000, from_3_6 = 0x8000'0000 };

inline constexpr std::uint64_t kFlagUtf8 = 0x10000;    ///< without it tmux makes `_` of what is not ASCII
inline constexpr std::uint64_t kFlagControl = 0x2000;  ///< control mode

/// Who a client says it is. Strings hold no NUL and fit a message.
struct Identity {
  std::uint64_t flags = kFlagUtf8;
  std::string term;           ///< $TERM; empty for a client without a terminal
  std::string terminal_name;  ///< such as /dev/pts/3; empty for a client without one
  std::string directory;      ///< where what it starts begins, unless told otherwise
  std::int32_t process = 0;
};

/// What follows append one message (identity: several) to `out`.
///
/// Errc::invalid_argument for a NUL inside a string; Errc::too_large for what no message can hold. Variables
/// of `environment` ("K=V") that no message can hold are left out, as the stock client does.
[[nodiscard]] Status append_identity(std::string& out, const Identity& identity,
                                     const std::vector<std::string>& environment);
/// The same in two parts, for a client whose flags must come last (identify.hpp says why). No
/// environment.
[[nodiscard]] Status append_identity_but_flags(std::string& out, const Identity& identity);
void append_flags(std::string& out, std::uint64_t flags);
/// One "name=value" of a terminal's description, for a client that attaches. Errc::invalid_argument also for
/// one without a name or a "=", past whose end tmux would read.
[[nodiscard]] Status append_terminfo(std::string& out, std::string_view capability);
/// Takes the identity for complete: it must have gone before, descriptors included.
void append_identity_done(std::string& out);
/// At least one word. A batch has ";" as words between its commands.
[[nodiscard]] Status append_command(std::string& out, const std::vector<std::string>& argv);
/// The frame that must be sent with one descriptor beside it; identify_stdin or identify_stdout.
void append_descriptor(std::string& out, Type type, DescriptorMark mark);
/// resize, exiting, wakeup: messages that are their header alone.
void append_empty(std::string& out, Type type);
/// The answer to write_open: `error` is 0 or an errno.
void append_write_ready(std::string& out, std::int32_t stream, std::int32_t error);
/// Standard input for the server that asked with read_open, in as many messages as it takes, and its end.
void append_input(std::string& out, std::int32_t stream, std::string_view bytes);
/// The refusal of a read_open: `error` is an errno.
void append_read_error(std::string& out, std::int32_t stream, std::int32_t error);
/// The same as append_input for a server up to 3.0a, which asked with old_stdin.
void append_old_input(std::string& out, std::string_view bytes);

}  // namespace smcp::tmux::wire
