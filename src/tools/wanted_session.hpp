// The session that a call asks for: what new_session and run_command take alike.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/act/new_session.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// The arguments that say what a session is to be like, besides its name.
inline constexpr std::string_view kSessionArguments[] = {"cwd", "env", "width", "height", "shell"};

/// The session without a command. Errc::invalid_argument for what cannot be: no variable's name, or no login shell of
/// the server's machine (/etc/shells), which the error lists.
[[nodiscard]] Result<tmux::NewSession> wanted_session(Call& call);

}  // namespace smcp::tools
