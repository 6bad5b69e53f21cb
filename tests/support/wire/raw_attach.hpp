// A client that attaches, or begins to, and ends at any chosen point and in any chosen way.
#pragma once

#include <cstddef>
#include <vector>

#include "support/fd.hpp"
#include "support/wire/live_tmux.hpp"
#include "support/wire/raw_client.hpp"
#include "tmux/attach/identify.hpp"

namespace smcp::wire_test {

/// What Attachment sends in both of its uses, made by the same encoder: for the client that shows a session,
/// and for the one in control mode that keeps its size.
[[nodiscard]] tmux::Identification showing(const LiveTmux& live);
[[nodiscard]] tmux::Identification keeping(const LiveTmux& live);

/// Connects, sends the first `size` bytes of `sends`, with `given.theirs` as the descriptor, and leaves.
/// hangs_up closes `given.ours` before the connection.
void send_and_leave(const LiveTmux& live, const std::vector<tmux::Send>& sends, std::size_t size,
                    test::FdPair given, Leaving leaving);

/// The bytes of all of them.
[[nodiscard]] std::size_t size_of(const std::vector<tmux::Send>& sends);

}  // namespace smcp::wire_test
