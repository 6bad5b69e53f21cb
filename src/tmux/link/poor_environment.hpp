// An environment of ours that would make a poor tmux server, and what becomes of it with a login shell's.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace smcp::tmux {

/// Whether `environment` has nothing for a person's sessions beyond what the official MCP SDKs pass on to the
/// servers that they start: HOME, LOGNAME, PATH, SHELL, TERM and USER. Not counted is what says nothing of the
/// user's settings: the variables that are never handed on (not_handed_on.hpp), those of one shell (PWD, OLDPWD,
/// SHLVL, _), tmux's TMUX, TMUX_PANE and TMUX_TMPDIR, and the locale that child_environment() adds.
[[nodiscard]] bool is_poor(std::span<const std::string> environment);

/// The environment for our tmux children (environment.hpp) where a login shell of the user's has made `login` of
/// our own, which is `own`. PATH is the login shell's, behind those folders of our own that it lacks: whoever
/// started us put them there. If PATH is to be kept, it is our own.
[[nodiscard]] std::vector<std::string> child_environment_of_login(std::span<const std::string> login,
                                                                  std::span<const std::string> own,
                                                                  std::span<const std::string> keep);

}  // namespace smcp::tmux
