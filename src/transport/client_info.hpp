// Who calls: the client's program, as it names itself.
#pragma once

#include <cstddef>
#include <string>

namespace smcp::transport {

/// Maximum size of either text, in bytes: longer ones are no names, and count as none.
inline constexpr std::size_t kMaxClientText = 256;

/// From `clientInfo` of initialize, or of `_meta` in the stateless era. Any text, or none: a client need not say it, and
/// may say what it likes.
struct ClientInfo {
  std::string name{};
  std::string version{};
};

}  // namespace smcp::transport
