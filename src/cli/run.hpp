// The program: what it is asked for, and who does it.
#pragma once

namespace smcp::cli {

/// All of it, with main()'s arguments. Returns the exit status: 2 for a command line that is not understood.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace smcp::cli
