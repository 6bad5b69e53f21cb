// Scripts with names in place of what differs from one to another. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace smcp::tmux {

using ScriptValues = std::map<std::string_view, std::string>;

/// `text` with each `{NAME}` replaced by its value. Inserted values are not expanded again, and braces around what is
/// not a name stay.
[[nodiscard]] std::string fill(std::string_view text, const ScriptValues& values);

}  // namespace smcp::tmux
