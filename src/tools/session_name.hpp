// What a session may be called.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace smcp::tools {

/// Characters (code points), as the first server of this kind had it.
inline constexpr std::size_t kMaxSessionName = 100;

/// Non-empty, at most kMaxSessionName characters, none of `.` `:` `|`, white space (Unicode's too) or control
/// characters, which tmux would store as something else.
[[nodiscard]] Status check_session_name(std::string_view name);

}  // namespace smcp::tools
