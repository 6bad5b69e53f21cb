// What to tell those who have no tmux: which command installs it on their system.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tools {

/// The sentence for a system that describes itself like this (os-release(5)): by its ID, or by the systems that it is
/// like. Pure. On Debian and its children it is word for word what users know.
[[nodiscard]] std::string no_tmux_on(std::string_view os_release);

/// The same for this system.
[[nodiscard]] std::string no_tmux_here();

}  // namespace smcp::tools
