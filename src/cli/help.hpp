// What --help and `help` print. All lines fit a terminal of 80 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/option_table.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {

inline constexpr std::size_t kHelpWidth = 80;

[[nodiscard]] std::string help_text();
[[nodiscard]] std::string help_of(const CommandInfo& command);
[[nodiscard]] std::string help_of(const tools::Tool& tool);
/// Of a tool or a command by its name, or of all for "". Errc::invalid_argument if there is no such thing.
[[nodiscard]] Result<std::string> help_about(const std::string& topic);

/// An argument's usage, such as `lines=1..10000 (default 100)` or `name=TEXT (required)`.
[[nodiscard]] std::string usage_of(const tools::Argument& argument);

/// How an option is written: `-L, --socket-name NAME`.
[[nodiscard]] std::string spelling_of(const OptionInfo& option);

}  // namespace smcp::cli
