// The commands of the program. Each function returns the exit status.
#pragma once

#include "cli/options.hpp"

namespace smcp::cli {

/// Added to the number of a signal, this is the exit status of a program that the signal ended, as in shells.
inline constexpr int kSignalStatus = 128;

/// Runs the MCP server on standard input and output, until the input ends or a signal arrives.
[[nodiscard]] int serve(const Options& options);
/// Makes one tool call through the same handlers.
[[nodiscard]] int call(const Options& options);
/// Waits for a session, as wait_for does, without its limit of an hour.
[[nodiscard]] int wait(const Options& options);
/// Runs a command in a session's shell, and prints its output as it comes.
[[nodiscard]] int run_in_session(const Options& options);
/// Prints the names of the sessions.
[[nodiscard]] int list_sessions(const Options& options);
/// Prints a table of the sessions, and kills some of them if that is asked for. Returns 2 if it would have to ask first
/// and there is no terminal.
[[nodiscard]] int sessions(const Options& options);
/// Prints the tools and their arguments, for people.
[[nodiscard]] int list_tools();
/// Prints what help_about() says of the topic.
[[nodiscard]] int help(const Options& options);
/// Shows a session in the terminal in which we were started, until the user leaves or the session ends.
/// Returns 2 if there is no terminal.
[[nodiscard]] int watch(const Options& options);
/// Checks tmux and the environment, and prints what was found. Returns 1 if something cannot work.
[[nodiscard]] int doctor(const Options& options);
/// Prints the records of an audit file as a table. Returns 1 if it cannot be read.
[[nodiscard]] int audit(const Options& options);

/// Makes sure that what was printed has been written. Returns 0, or 1 with a message on stderr.
[[nodiscard]] int finish_output();

}  // namespace smcp::cli
