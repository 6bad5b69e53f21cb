// What the program does, by mode. Each returns the exit status.
#pragma once

#include "cli/options.hpp"

namespace smcp::cli {

/// Added to the number of the signal that ended it, it is the exit status, as shells have it.
inline constexpr int kSignalStatus = 128;

/// The MCP server on standard input and output, until the input ends or a signal says so.
[[nodiscard]] int serve(const Options& options);
/// One tool call through the same handlers.
[[nodiscard]] int call(const Options& options);
/// The tools with their arguments, for people.
[[nodiscard]] int list_tools();
/// A session's screen in the terminal that we were started in, until it is left or ends; 2 if there is no
/// terminal.
[[nodiscard]] int watch(const Options& options);
/// What was found of tmux; 1 if it cannot work.
[[nodiscard]] int doctor(const Options& options);

/// That what was printed has been written: 0, or 1 with a word about it.
[[nodiscard]] int finish_output();

}  // namespace smcp::cli
