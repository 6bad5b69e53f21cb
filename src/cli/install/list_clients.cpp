#include <cstdio>
#include <filesystem>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/install/client_state.hpp"
#include "cli/install/install_steps.hpp"
#include "cli/text_table.hpp"

namespace smcp::cli {
namespace {

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

/// By what the client was found: its command, or its folder or file; "no" if it was not.
std::string where_found(const Client& client, const Places& places) {
  std::string command = own_command(client);
  if (!command.empty()) return command;
  if (exists(client.folder(places))) return client.folder(places);
  for (const auto& file : client.files(places, Scope::user)) {
    if (exists(file)) return file;
  }
  return "no";
}

std::string server_of(const Client& client, const Result<ServerState>& state) {
  if (!state) return "unknown: " + state.error().message;
  if (!client.json && own_command(client).empty())
    return exists(state->file) ? "unknown: only codex reads its file" : "not installed";
  if (!state->present) return "not installed";
  return state->entry ? line_of(*state->entry) : "a server behind a URL";
}

}  // namespace

int list_clients(const InstallOptions& options, const Places& places) {
  std::vector<TextRow> rows;
  for (const auto& client : all_clients()) {
    const std::string found = where_found(client, places);
    for (const Scope scope : {Scope::user, Scope::project}) {
      if (scope == Scope::project && (!client.has_project_scope || !client.json)) continue;
      const auto state = state_of(client, scope, options.name, places);
      const std::string first = client.files(places, scope).front();
      const bool listed = scope == Scope::project && first == client.files(places, Scope::user).front();
      if (listed || (scope == Scope::project && state && !state->present)) continue;
      const std::string file = state ? state->file : first;
      rows.push_back(
          {std::string(client.name), std::string(name_of(scope)), found, server_of(client, state), file});
    }
  }
  const bool table = ::isatty(STDOUT_FILENO) == 1;
  if (table) rows.insert(rows.begin(), {"CLIENT", "SCOPE", "FOUND", "SERVER", "FILE"});
  std::fputs((table ? table_of(rows) : plain_rows(rows)).c_str(), stdout);
  return finish_output();
}

}  // namespace smcp::cli
