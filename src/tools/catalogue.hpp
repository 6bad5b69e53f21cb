// The catalogue: what each tool is called, takes and tells, which is all that a model reads of them. It is written
// in a file for each family; what several of them say is here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tools/declare.hpp"
#include "tools/handlers.hpp"
#include "tools/tool.hpp"

namespace smcp::tools::catalogue {

[[nodiscard]] std::span<const Tool>
reading_tools();  ///< that look, and change nothing (catalogue_reading.cpp)
[[nodiscard]] std::span<const Tool> session_tools();  ///< that make and end sessions (catalogue_sessions.cpp)
[[nodiscard]] std::span<const Tool> acting_tools();   ///< that act in a pane, and wait (catalogue_acting.cpp)

/// What a window's size may be. Smaller ones make programs misbehave, larger ones make every screen expensive.
inline constexpr declare::Range kColumns{.from = 20, .to = 500};
inline constexpr declare::Range kRows{.from = 5, .to = 200};

/// Sessions that one call may name.
inline constexpr std::int64_t kMaxNames = 32;

inline constexpr Argument kName = declare::required(declare::text("name", "Exact session name."));
inline constexpr Argument kPane =
    declare::text("pane", "id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.");
/// What a session is to be like, for the tools that make one (wanted_session.hpp).
inline constexpr Argument kCwd = declare::text("cwd", "Directory; ~ and $VAR are not expanded.");
inline constexpr Argument kEnv = declare::named_texts("env", "Variables for all shells of the session.");
inline constexpr Argument kWidth = declare::integer("width", kColumns, "Columns. Default: at least 80.");
inline constexpr Argument kHeight = declare::integer("height", kRows, "Rows. Default: at least 24.");
inline constexpr Argument kShell = declare::text("shell", "A path in /etc/shells.");
inline constexpr std::string_view kNewestLines = "Maximum number of lines (the newest).";

/// Claude Code puts longer results into a file unless a tool says that it may have up to this many
/// characters.
inline constexpr std::string_view kLongResults = R"({"anthropic/maxResultSizeChars":500000})";

}  // namespace smcp::tools::catalogue
