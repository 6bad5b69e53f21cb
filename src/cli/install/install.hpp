// Entering this program into a client's configuration, taking it out again, and telling where it is.
#pragma once

namespace smcp::cli {

/// `install …` and `uninstall …`; `argv[1]` is the command. Returns the exit status: 2 if the words are not understood,
/// 1 if it was refused or has failed, in which case nothing has changed.
[[nodiscard]] int run_install_command(int argc, char** argv);

}  // namespace smcp::cli
