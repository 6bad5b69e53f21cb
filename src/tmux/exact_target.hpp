// Acting on the session of exactly one name in one request where tmux allows it, in two where it does not.
#pragma once

#include <string>
#include <string_view>

#include "tmux/request_chain.hpp"
#include "tmux/sessions.hpp"

namespace smcp::tmux {

/// Whether `=NAME` can be tried as a target. tmux takes `=$0` for an id and `=/dev/pts/3` for a client's
/// terminal, so only names that begin with a letter, a digit, `_` or a byte of UTF-8 are. Even then a client
/// may be called NAME: the answer must carry the session's name, and must be thrown away if that is another
/// one.
[[nodiscard]] bool can_target_by_name(std::string_view name);

/// What an attempt at a target found out.
enum class Attempt { done, wrong_target };

/// Read-only requests: calls `attempt` with `=NAME` where that may do and, if that hit no session or another
/// one, with the id that the list of sessions gives. `attempt` must say by its callback how it went; it is
/// called at most twice. `absent` is called instead if there is no such session (no_such_session()) or the
/// list cannot be had. A target is to be used as it is for sessions, with `:` behind it for the active window
/// or pane.
void with_exact_target(
    const Chain& chain, std::string name,
    UniqueFunction<void(std::string target, UniqueFunction<void(Attempt)> outcome)> attempt,
    UniqueFunction<void(Error)> absent);

}  // namespace smcp::tmux
