// What a client's configuration says about a server of a certain name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/install/client_table.hpp"
#include "cli/install/config_file.hpp"
#include "cli/install/server_entry.hpp"

namespace smcp::cli {

struct ServerState {
  std::string file;   ///< the configuration file that says it, or would
  ConfigFile config;  ///< as it was read; nothing for codex, whose file only its own command reads
  std::vector<std::string> path;     ///< the keys to the entry
  bool present = false;              ///< whether there is an entry of this name
  std::optional<ServerEntry> entry;  ///< what it starts; nothing for a server behind a URL
};

/// Errc::invalid_argument if there is no HOME or no current directory.
[[nodiscard]] Result<Places> places_here();

/// Errc::refused with a sentence if the file is not understood, Errc::io if it cannot be read; for codex also what
/// happened if its own command, which is asked, did not answer.
[[nodiscard]] Result<ServerState> state_of(const Client& client, Scope scope, const std::string& name,
                                           const Places& places);

/// The path of the client's own command, or "" if it is not here, or the client has none that adds servers.
[[nodiscard]] std::string own_command(const Client& client);

}  // namespace smcp::cli
