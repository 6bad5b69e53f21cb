// Entering this program into a client's configuration, taking it out again, and telling where it is.
#pragma once

#include "cli/install/install_options.hpp"

namespace smcp::cli {

/// Returns the exit status: 1 if it was refused or has failed, in which case nothing has changed.
[[nodiscard]] int run_install_command(const InstallOptions& options);

}  // namespace smcp::cli
