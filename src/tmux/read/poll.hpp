// What a pane has printed since a cursor: all of it, or a word for what is missing.
#pragma once

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/polled.hpp"

namespace smcp::tmux {

/// Before 3.8, what was printed and cleared again since leaves no trace where the rows are as they were, nor
/// on a pane that was blank. Nor do rows that hold what they held, though they belong to other lines now.
/// One request if nothing has changed, mostly one if something has (of which at most some hundred rows are
/// new), otherwise a few; one more where an alternate screen has come or gone. Errc::not_found if there is no
/// such session.
void poll_pane(const Chain& chain, PollRequest request, UniqueFunction<void(Result<Polled>)> done);

}  // namespace smcp::tmux
