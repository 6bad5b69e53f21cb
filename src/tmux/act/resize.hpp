// The size of a session's windows, while nobody looks at them.
#pragma once

#include <cstdint>
#include <string>

#include "base/unique_function.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct ExactSize {
  std::uint32_t width = 0;   ///< columns
  std::uint32_t height = 0;  ///< rows
  bool operator==(const ExactSize&) const = default;
};

/// Gives all windows of the session with exactly this name this size, and gives what tmux then says it is. A terminal
/// that is attached later has its own size all the same: `window-size`, which tmux sets to manual while it resizes a
/// window, is as it was afterwards, also where the user has set it for the window.
///
/// no_such_session() if there is none; Errc::refused if a client is attached to it, or to another session that holds
/// one of its windows, and if a window did not get the size.
void resize_session(const Chain& chain, std::string name, ExactSize size,
                    UniqueFunction<void(Result<ExactSize>)> done);

}  // namespace smcp::tmux
