// What both sides of tmux's client–server protocol share (wire.hpp, wire_decoder.hpp): sizes and types of messages.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

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

}  // namespace smcp::tmux::wire
