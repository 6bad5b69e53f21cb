// How much may come from a client, and how much may wait for it.
#pragma once

#include <cstddef>

namespace smcp::transport {

/// Maximum length of a line, in bytes. Arguments may have 1 MiB, but a batch, or a client's own `_meta`,
/// may add to that.
inline constexpr std::size_t kMaxLine = 16 * 1024 * 1024;
/// Maximum size of a call's arguments, in bytes.
inline constexpr std::size_t kMaxArguments = 1024 * 1024;
/// Maximum size of a message that we send, in bytes. Over 10 MiB, the official SDK closes the connection.
inline constexpr std::size_t kMaxMessage = 8 * 1024 * 1024;
/// An answer of at most this many bytes is sent even if there is no room for it any more: that something was done
/// has to be told, and there are never more calls in flight than a few thousand.
inline constexpr std::size_t kAlwaysSent = 4 * 1024;

/// From kHighBacklog unwritten bytes on, the client counts as not reading: nothing more is read from it
/// until at most kLowBacklog bytes are left. The high mark is half of what one message may have.
inline constexpr std::size_t kHighBacklog = 4 * 1024 * 1024;
inline constexpr std::size_t kLowBacklog = 1024 * 1024;
/// Upper bound on what waits for a client that does not read. Captures that had begun by then are a few times
/// kMaxMessage and fit; but a thousand waits and commands may end meanwhile.
inline constexpr std::size_t kMaxBacklog = 64 * 1024 * 1024;

}  // namespace smcp::transport
