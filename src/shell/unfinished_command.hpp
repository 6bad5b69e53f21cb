// Whether a command goes on in the next line, as far as its text shows. Pure.
#pragma once

#include <string_view>

namespace smcp::shell {

/// Whether a POSIX shell, bash or zsh waits for the rest after these lines: a quote, a bracket, a here-document or one
/// of if, for, while, until, case, select and `{` is open, or the last line ends with `\`, `|`, `||` or `&&`. It knows
/// no more of the grammar than that, so a command with an error in it may count as either.
[[nodiscard]] bool is_unfinished_command(std::string_view lines);

}  // namespace smcp::shell
