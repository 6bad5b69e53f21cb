// What a pane has printed since a cursor: all of it, or a statement of what is missing.
#pragma once

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/polled.hpp"

namespace smcp::tmux {

/// Makes one request if nothing has changed, and usually one if at most about a hundred rows are new;
/// otherwise a few, and one more if an alternate screen has appeared or gone. Errc::not_found if there is no
/// such session.
///
/// Before 3.8, output that was cleared again leaves no trace if the rows are as they were, or if the pane was
/// blank. Nor do rows that hold what they held, although they now belong to other lines.
void poll_pane(const Chain& chain, PollRequest request, UniqueFunction<void(Result<Polled>)> done);

}  // namespace smcp::tmux
