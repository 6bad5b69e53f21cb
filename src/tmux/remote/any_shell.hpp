// A command line that the login shell of another machine is given, whichever shell that is. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tmux {

/// Runs `script` in sh. POSIX shells, fish and csh read this alike: all that any of them could take for more than itself
/// is written in octal, inside single quotes. (csh expands `!` even there, and ends a line within them; fish knows `\'`.)
[[nodiscard]] std::string for_any_shell(std::string_view script);

}  // namespace smcp::tmux
