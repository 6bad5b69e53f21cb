// Which variables a session of ours has from its server, and which from us.
//
// tmux takes the variables that the option update-environment names (DISPLAY, SSH_AUTH_SOCK, …) from the client
// that makes a session, and takes those that the client lacks away from it. For a person's client that is right. We
// often lack them only because an MCP client passes on next to nothing, and the server knows better. So what we
// have reaches the session, as ever, and what we lack stays as the server has it.
#pragma once

#include <string>
#include <vector>

#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// Adds to a `new-session`, still without its shell-command, what an `environment` of ours needs: -E, by which
/// nothing is taken from us or taken away, if it is poor (poor_environment.hpp).
void append_session_flags(Command& command, const std::vector<std::string>& environment);

/// Adds to a batch, before the shell of `session` (`=NAME:`, `$1:`) is started: the variables in update-environment's
/// default list of any tmux, and those that people usually add to it, are the server's again if we lack them.
void append_kept_variables(Command& batch, const std::string& session,
                           const std::vector<std::string>& environment);

}  // namespace smcp::tmux
