// How a client is told to start this program. Pure.
#pragma once

#include <string>

#include "cli/install/server_entry.hpp"

namespace smcp::cli {

/// `executable` is the path of the running file; `on_path` that under which PATH has this very file, or "". Gives the
/// command without options:
/// - npx's cache is emptied and made anew at will, so what runs from there is entered as `npx -y sessions-mcp`;
/// - where PATH leads to the file through a symbolic link, the link's path is entered: Homebrew, Nix and the like keep
///   it over upgrades, and the file's own folder has the version in its name;
/// - else the file itself. Clients start servers with a short PATH, so it is an absolute path.
[[nodiscard]] ServerEntry entry_of_program(const std::string& executable, const std::string& on_path);

}  // namespace smcp::cli
