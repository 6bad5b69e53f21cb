// The words behind `install` and `uninstall`.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/install/client_table.hpp"

namespace smcp::cli {

class GivenOptions;

/// Maximum length of the name under which a client knows a server: clients put it before each tool's name, and models
/// take 64 characters for both.
inline constexpr std::size_t kMaxServerName = 32;

struct InstallOptions {
  enum class Action { install, uninstall, list };
  Action action = Action::install;
  const Client* client = nullptr;  ///< unless it is list
  Scope scope = Scope::user;
  std::string name = "sessions";
  bool dry_run = false;
  bool force = false;                       ///< also replaces or removes what is not this program
  std::vector<std::string> server_options;  ///< behind `--`: those of the server that the client will start
};

/// What stands behind `install` or `uninstall`, the first of the words. Errc::invalid_argument with a sentence about what
/// is not understood. The server's options are checked by parse_options().
[[nodiscard]] Result<InstallOptions> read_install_options(const GivenOptions& given);

}  // namespace smcp::cli
