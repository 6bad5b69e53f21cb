// Which programs are REPLs that edit whole blocks of several lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shell/process_view.hpp"

namespace smcp::shell {

/// Whether a program of this name, with these arguments (each with its NUL, from argv[0] on), is such a REPL:
/// Python without a script, or IPython.
[[nodiscard]] bool is_block_repl(std::string_view name, std::string_view arguments);
/// Whether the Python of this path runs each line of a paste at once, as before 3.13: only a block, whose lines are indented,
/// needs an empty line behind it, and another line would be read by what that runs (`input()`). Yes where the path does not
/// tell the version: a block that is not run yet does no harm.
[[nodiscard]] bool runs_each_line(std::string_view program);

/// The one that has the terminal of the pane with this first process, if any.
struct BlockRepl {
  bool is_there = false;
  bool runs_each_line = false;  ///< runs_each_line(), or PYTHON_BASIC_REPL has told it to
};
[[nodiscard]] BlockRepl block_repl(const ProcessView& processes, std::int64_t pid, const std::string& tty);

}  // namespace smcp::shell
