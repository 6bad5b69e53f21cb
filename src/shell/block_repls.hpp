// Which programs are REPLs that edit whole blocks of several lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shell/process_view.hpp"

namespace smcp::shell {

/// Whether a program of this name, with these arguments (each with its NUL, from argv[0] on), is such a REPL:
/// Python without a script, or IPython. (Python before 3.13 edits single lines, and does not ask for pastes.)
[[nodiscard]] bool is_block_repl(std::string_view name, std::string_view arguments);

/// Whether one has the terminal of the pane with this first process.
[[nodiscard]] bool has_block_repl(const ProcessView& processes, std::int64_t pid, const std::string& tty);

}  // namespace smcp::shell
