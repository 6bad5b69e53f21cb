// The batches that make a session: what is in one request, so that nobody sees half of it.
#pragma once

#include <string>

#include "tmux/act/new_session.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {

/// Whether all of it can be one batch. Not with a name that not every version stores as it is, or that has another
/// meaning in a target or a quoted string: the session's id must be known first. Not with an environment: the batch may
/// start a server, and everybody can read its arguments in the list of processes for as long as that runs.
[[nodiscard]] bool is_one_batch(const NewSession& wanted);

/// Makes the session, with a placeholder for its shell, and prints its row (MadeSession); then the shell, if
/// is_one_batch().
[[nodiscard]] Command make_session(const NewSession& wanted);

/// Makes the shell of a session that is there, with this id (`$1`) in this server.
[[nodiscard]] Command make_shell(const NewSession& wanted, const ServerId& server,
                                 const std::string& session);

}  // namespace smcp::tmux
