// The steps of install, uninstall and install --list. Each prints what it did on standard output, what keeps it from
// doing it on standard error, and returns the exit status.
#pragma once

#include "cli/install/client_table.hpp"
#include "cli/install/install_options.hpp"

namespace smcp::cli {

[[nodiscard]] int enter(const InstallOptions& options, const Places& places);
[[nodiscard]] int take_out(const InstallOptions& options, const Places& places);
[[nodiscard]] int list_clients(const InstallOptions& options, const Places& places);

}  // namespace smcp::cli
