#include "cli/install/program_entry.hpp"

namespace smcp::cli {

ServerEntry entry_of_program(const std::string& executable, const std::string& on_path) {
  if (executable.find("/_npx/") != std::string::npos) return {"npx", {"-y", "sessions-mcp"}};
  return {on_path.empty() ? executable : on_path, {}};
}

}  // namespace smcp::cli
