// Asking a server for its tmux version.
#pragma once

#include "tmux/attach/server_version.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// For a client that is about to attach. Errc::refused for an unknown version, because nothing may be sent to
/// the server then that depends on it; Errc::not_found if there is no such session.
void ask_server_version(const Chain& chain, SessionId session,
                        UniqueFunction<void(Result<ServerVersion>)> done);

}  // namespace smcp::tmux
