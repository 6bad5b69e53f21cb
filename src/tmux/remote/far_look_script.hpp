// What a sh on another machine runs to look at terminals and processes; far_sight.hpp reads what it answers. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shell/look_at.hpp"

namespace smcp::tmux {

/// Upper bound on the terminals of one look: each costs two processes there. No more are looked at.
inline constexpr std::size_t kMaxLookedAt = 256;

/// The sh function that does it, `v TTY…`, for a sh that knows `m` (far_facts.hpp). It writes nothing and starts ls, grep,
/// tr and stty; where there is no /proc, ps.
[[nodiscard]] std::string_view look_function();
/// The script that calls it; "" if there is nothing to look at. What is not the path of a terminal is left out.
[[nodiscard]] std::string look_script(const shell::LookAt& what);

}  // namespace smcp::tmux
