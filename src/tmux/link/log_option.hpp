// The options of a pane that remember where what it prints is written to, for all who look at them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// Holds log_value() of the path.
inline constexpr std::string_view kLogOption = "@smcp-log";
/// Is set once nothing is written there any more, while the pane is still there.
inline constexpr std::string_view kLogEndOption = "@smcp-log-end";

/// `path` as the value of the option: control characters, which a row of fields cannot hold, and `%` as %XX.
[[nodiscard]] std::string log_value(std::string_view path);
/// The path; nothing for "", where no log is written.
[[nodiscard]] std::optional<std::string> log_path(std::string_view value);

}  // namespace smcp::tmux
