// What a session may be called.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace smcp::tools {

/// Characters (code points), as the first server of this kind had it.
inline constexpr std::size_t kMaxSessionName = 100;

/// Non-empty, at most kMaxSessionName characters, none of `.` `:` `|`, white space (Unicode's too) or control
/// characters, which tmux would store as something else. `argument` is what the error calls it.
[[nodiscard]] Status check_session_name(std::string_view name, std::string_view argument = "name");

/// The same for a name that something gets which has another one: `\` and `$` are refused, too. Some versions of tmux
/// store them as something else, and the old name, if it has one, could not be given back exactly.
[[nodiscard]] Status check_new_name(std::string_view name, std::string_view argument);

/// A name like `name` that is none of `taken`: `web-2` for `web`, `train-2` for `train-1`; nothing if it would be
/// too long.
[[nodiscard]] std::optional<std::string> free_name(std::string_view name,
                                                   const std::vector<std::string_view>& taken);

}  // namespace smcp::tools
