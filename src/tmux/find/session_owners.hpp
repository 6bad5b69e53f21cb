// Which sessions there are, and whether sessions-mcp has made them.
#pragma once

#include <string>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// The session option that new_session gives to what it makes.
inline constexpr std::string_view kMadeByOption = "@smcp-made-by";

struct OwnedSession {
  ServerId server{};
  SessionId id{};
  std::string name{};
  bool made = false;  ///< by us
  /// We have made it, and all others that hold one of its windows: what changes the one changes the others.
  bool ours = false;
};

/// All sessions, in one request; none if no server is running.
void list_session_owners(const Chain& chain, UniqueFunction<void(Result<std::vector<OwnedSession>>)> done);

}  // namespace smcp::tmux
