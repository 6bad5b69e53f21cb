// Carrying out, or only showing, what changes a client's configuration.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/install/config_file.hpp"

namespace smcp::cli {

/// What was done, as the end of a sentence, such as `with claude mcp add …`.
using Done = std::string;

/// Runs the client's own command. Errc::refused with what it said if it failed. With `dry_run` it only prints the
/// command.
[[nodiscard]] Result<Done> run_own_command(const std::vector<std::string>& argv, bool dry_run);

/// Keeps a backup of the file (if there is one) and replaces it. With `dry_run` it only prints the difference.
[[nodiscard]] Result<Done> change_file(const ConfigFile& file, const std::string& text, bool dry_run);

}  // namespace smcp::cli
