// The program: parses its arguments and runs the command.
#pragma once

namespace smcp::cli {

/// Runs the program with main()'s arguments. Returns the exit status: 2 for an invalid command line.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace smcp::cli
