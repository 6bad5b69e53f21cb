// All that a pane shows and remembers, streamed.
#pragma once

#include <string>
#include <string_view>

#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Streams the logical lines (wrapped rows joined) of a pane, the oldest first, one moment's text, to
/// `on_text` in chunks cut anywhere. `target`: a pane's id, or a session's with `:` behind it for its active
/// pane. Errc::not_found if it is not there (any more).
void stream_history(const Chain& chain, std::string_view target,
                    UniqueFunction<void(std::string_view)> on_text, UniqueFunction<void(Status)> done);

}  // namespace smcp::tmux
