// Everything that a pane shows and remembers, streamed.
#pragma once

#include <string>
#include <string_view>

#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Streams the logical lines (wrapped rows joined) of a pane, as they are at one moment, to `on_text`, the
/// oldest first, in chunks that may be cut anywhere. `target` is a pane's id, or a session target followed by
/// `:` for its active pane. Errc::not_found if it does not exist (any more).
void stream_history(const Chain& chain, std::string_view target,
                    UniqueFunction<void(std::string_view)> on_text, UniqueFunction<void(Status)> done);

}  // namespace smcp::tmux
