#include <cstdio>
#include <unistd.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/install/apply_change.hpp"
#include "cli/install/client_state.hpp"
#include "cli/install/install_steps.hpp"
#include "cli/install/json_config.hpp"

namespace smcp::cli {
namespace {

/// The backup that became the present file by nothing but this entry, if there is one: then every byte can be as it was,
/// even where objects were made for the entry.
std::optional<ConfigFile> backup_before(const ServerState& state, const Client& client) {
  if (!state.entry) return std::nullopt;
  const auto backups = backups_of(state.config);
  for (auto path = backups.rbegin(); path != backups.rend(); ++path) {
    const auto backup = read_config(*path);
    const auto config = backup ? JsonConfig::read(backup->text, client.syntax) : std::nullopt;
    if (!config) continue;
    const auto value = config->value(state.path);
    if (!value || *value) continue;
    const auto made = config->with(state.path, fields_of(*state.entry, client.shape));
    if (made && *made == state.config.text) return *backup;
  }
  return std::nullopt;
}

/// Nothing is lost by that: the backup's text is in the file, and what was there `install` would write again.
Result<Done> restore(const ConfigFile& file, const ConfigFile& backup, bool dry_run) {
  if (dry_run) return change_file(file, backup.text, true);
  if (const Status replaced = replace_config(file, backup.text); !replaced) return replaced.error();
  ::unlink(backup.path.c_str());
  return "in " + file.path + ", which is as it was before";
}

Result<Done> change(const InstallOptions& options, const ServerState& state) {
  const Client& client = *options.client;
  const auto command = removing_command(client, options.scope, options.name);
  const auto before = client.json ? backup_before(state, client) : std::nullopt;
  if (before) return restore(state.config, *before, options.dry_run);
  if (command && !own_command(client).empty()) return run_own_command(*command, options.dry_run);
  const auto config = JsonConfig::read(state.config.text, client.syntax);
  const auto text = config->without(state.path);
  if (!text) return text.error();
  return change_file(state.config, *text, options.dry_run);
}

/// That the client's own command did what it was asked for: not all of them tell it by their exit status.
Status check(const InstallOptions& options, const Places& places) {
  const auto state = state_of(*options.client, options.scope, options.name, places);
  if (!state) return state.error();
  if (!state->present) return Ok{};
  return Error{Errc::refused, "it is done, but " + state->file + " still has \"" + options.name + "\""};
}

int refuse(const Error& error) {
  log("not uninstalled: " + error.message + ".");
  return 1;
}

}  // namespace

int take_out(const InstallOptions& options, const Places& places) {
  const Client& client = *options.client;
  const std::string name = "\"" + options.name + "\"";
  if (!client.json && (own_command(client).empty() || options.scope == Scope::project)) {
    return refuse(
        {Errc::refused, "only codex itself edits " + client.files(places, options.scope).front() +
                            ", and it is not on PATH or knows only the user's own servers; delete the table "
                            "[mcp_servers." +
                            options.name + "] there by hand"});
  }
  const auto state = state_of(client, options.scope, options.name, places);
  if (!state) return refuse(state.error());
  if (!state->present) {
    std::printf("%s has no server %s in %s; nothing was changed\n", client.title.data(), name.c_str(),
                state->file.c_str());
    return finish_output();
  }
  if (!options.force && !(state->entry && starts_this_program(*state->entry))) {
    const std::string what = state->entry ? line_of(*state->entry) : "a server behind a URL";
    return refuse({Errc::refused, name + " in " + state->file + " is not this program but " + what +
                                      "; --name says which one is meant, --force removes it all the same"});
  }
  const auto done = change(options, *state);
  if (!done) return refuse(done.error());
  if (options.dry_run) return finish_output();
  if (const Status gone = check(options, places); !gone) return refuse(gone.error());
  std::printf("%s does not start %s any more. Done %s.\n", client.title.data(), name.c_str(), done->c_str());
  return finish_output();
}

}  // namespace smcp::cli
