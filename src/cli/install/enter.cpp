#include <cstdio>
#include <filesystem>
#include <unistd.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/install/apply_change.hpp"
#include "cli/install/client_state.hpp"
#include "cli/install/install_steps.hpp"
#include "cli/install/json_config.hpp"
#include "cli/install/program_entry.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::cli {
namespace {

/// This very program, as a client is to start it.
Result<ServerEntry> own_entry(const std::vector<std::string>& server_options) {
  std::error_code error;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error || !std::filesystem::exists(executable, error))
    return Error{Errc::io,
                 "the file of this program cannot be told (was it replaced just now?); run it once more"};
  std::string on_path = tmux::find_program("sessions-mcp");
  if (!on_path.starts_with('/') || !std::filesystem::equivalent(on_path, executable, error)) on_path.clear();
  ServerEntry entry = entry_of_program(executable.string(), on_path);
  entry.arguments.insert(entry.arguments.end(), server_options.begin(), server_options.end());
  return entry;
}

/// One installation.
class Entering {
 public:
  Entering(const InstallOptions& options, const Places& places, ServerEntry entry)
      : options_(options), client_(*options.client), places_(places), entry_(std::move(entry)) {}

  int run() {
    const auto state = state_of(client_, options_.scope, options_.name, places_);
    if (!state) return refuse(state.error(), client_.files(places_, options_.scope).front());
    if (state->present && state->entry == entry_) return nothing_to_do(*state);
    if (state->present && !options_.force) return taken(*state);
    const auto done = change(*state);
    if (!done) return refuse(done.error(), state->file);
    if (options_.dry_run) return finish_output();
    if (const Status seen = check(); !seen) return refuse(seen.error(), state->file);
    std::printf("%s starts \"%s\" with: %s\nDone %s. %.*s\n", title(), options_.name.c_str(),
                line_of(entry_).c_str(), done->c_str(), static_cast<int>(client_.restart.size()),
                client_.restart.data());
    return finish_output();
  }

 private:
  [[nodiscard]] const char* title() const { return client_.title.data(); }

  [[nodiscard]] Result<Done> change(const ServerState& state) const {
    const auto command = adding_command(client_, options_.scope, options_.name, entry_);
    const bool has_command = command && !own_command(client_).empty();
    // codex replaces what is there by itself; the others would refuse, or need the old entry to be removed first.
    if (has_command && !(state.present && client_.json)) return run_own_command(*command, options_.dry_run);
    if (!client_.json)
      return Error{Errc::refused,
                   command ? "codex, which edits its file itself, is not on PATH"
                           : "codex mcp add, which edits its file, knows only the user's own servers"};
    const auto config = JsonConfig::read(state.config.text, client_.syntax);
    const auto text = config->with(state.path, fields_of(entry_, client_.shape));
    if (!text) return text.error();
    return change_file(state.config, *text, options_.dry_run);
  }

  /// That the client's own command did what it was asked for. VS Code's profiles have files of their own.
  [[nodiscard]] Status check() const {
    if (client_.program == "code") return Ok{};
    const auto state = state_of(client_, options_.scope, options_.name, places_);
    if (!state) return state.error();
    if (state->present && state->entry == entry_) return Ok{};
    return Error{Errc::refused,
                 "it is done, but " + state->file + " does not have it; has the client another folder?"};
  }

  int nothing_to_do(const ServerState& state) const {
    std::printf("%s starts \"%s\" with this already, according to %s; nothing was changed\n", title(),
                options_.name.c_str(), state.file.c_str());
    return finish_output();
  }

  int taken(const ServerState& state) const {
    const std::string what = state.entry ? line_of(*state.entry) : "a server behind a URL";
    log("not installed: " + state.file + " has \"" + options_.name + "\" already, as " + what +
        ". --force replaces it; --name gives this one another name.");
    return 1;
  }

  int refuse(const Error& error, const std::string& file) const {
    log("not installed: " + error.message + ".");
    if (error.code == Errc::busy) return 1;
    std::fprintf(stderr, "To do it by hand, add this to %s:\n\n%s", file.c_str(),
                 snippet_for(client_, options_.name, entry_).c_str());
    return 1;
  }

  const InstallOptions& options_;
  const Client& client_;
  const Places& places_;
  ServerEntry entry_;
};

}  // namespace

int enter(const InstallOptions& options, const Places& places) {
  auto entry = own_entry(options.server_options);
  if (!entry) {
    log("not installed: " + entry.error().message + ".");
    return 1;
  }
  return Entering(options, places, std::move(*entry)).run();
}

}  // namespace smcp::cli
