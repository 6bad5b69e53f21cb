#include "cli/install/client_state.hpp"

#include <algorithm>
#include <filesystem>

#include <simdjson.h>

#include "base/environment_value.hpp"
#include "cli/install/client_process.hpp"
#include "cli/install/json_config.hpp"
#include "text/shell_word.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::cli {
namespace {

std::string_view name_of(JsonSyntax syntax) {
  switch (syntax) {
    case JsonSyntax::strict:
      return "a JSON object";
    case JsonSyntax::comments:
      return "a JSON object (with or without comments)";
    case JsonSyntax::comments_and_commas:
      break;
  }
  return "a JSON object (with or without comments and trailing commas)";
}

/// opencode 2 keeps its servers one level deeper, under mcp.servers, and still reads those of opencode 1 under mcp.
/// A file of the first kind is known by an object there whose members are all objects: an entry of the second kind for
/// a server called "servers" has strings in it.
bool has_deeper_servers(const JsonConfig& config, const std::vector<std::string>& path) {
  const std::vector<std::string> deeper = {path.front(), "servers"};
  const auto value = config.value(deeper);
  if (path.front() != "mcp" || !value || !*value || !(*value)->starts_with('{')) return false;
  const std::string& object = **value;
  const auto members = members_of(object, 0);
  return std::all_of(members.begin(), members.end(),
                     [&object](const JsonMember& member) { return object[member.value.begin] == '{'; });
}

Result<ServerState> state_in_file(const Client& client, const std::string& name, const std::string& path) {
  ServerState state;
  state.file = path;
  state.path = {std::string(client.key), name};
  auto file = read_config(path);
  if (!file) return file.error();
  state.config = std::move(*file);
  const auto config = JsonConfig::read(state.config.text, client.syntax);
  if (!config) return Error{Errc::refused, path + " is not " + std::string(name_of(client.syntax))};
  if (has_deeper_servers(*config, state.path)) state.path.insert(state.path.begin() + 1, "servers");
  const auto value = config->value(state.path);
  if (!value) return Error{Errc::refused, "in " + path + ", " + value.error().message};
  state.present = value->has_value();
  if (state.present) state.entry = read_entry(**value);
  return state;
}

/// What `codex mcp get --json` says: the entry is its member `transport`.
Result<ServerState> state_of_codex(const Client& client, Scope scope, const std::string& name,
                                   const Places& places) {
  ServerState state;
  state.file = client.files(places, scope).front();
  if (own_command(client).empty() || scope == Scope::project) return state;
  const std::vector<std::string> argv = {std::string(client.program), "mcp", "get", "--json", name};
  const auto answer = run_client(argv);
  if (!answer) return answer.error();
  if (!answer->succeeded) {
    if (answer->error.find("No MCP server named") != std::string::npos) return state;
    return Error{Errc::refused, shell_words(argv) + " failed (" + answer->ending + "): " + words_of(*answer)};
  }
  state.present = true;
  simdjson::dom::parser parser;
  simdjson::dom::element transport;
  if (parser.parse(answer->output)["transport"].get(transport) == simdjson::SUCCESS)
    state.entry = read_entry(simdjson::minify(transport));
  return state;
}

}  // namespace

Result<Places> places_here() {
  Places places;
  places.home = environment_value("HOME");
  while (places.home.size() > 1 && places.home.ends_with('/')) places.home.pop_back();
  if (!places.home.starts_with('/'))
    return Error{Errc::invalid_argument,
                 "HOME is not set to a folder, so nobody knows where clients keep their servers"};
  places.config = environment_value("XDG_CONFIG_HOME");
  if (!places.config.starts_with('/')) places.config = places.home + "/.config";
  places.claude_folder = environment_value("CLAUDE_CONFIG_DIR");
  places.codex_home = environment_value("CODEX_HOME");
  places.gemini_home = environment_value("GEMINI_CLI_HOME");
  std::error_code error;
  places.project = std::filesystem::current_path(error).string();
  if (error) return Error{Errc::invalid_argument, "the current directory is gone; change into another one"};
  return places;
}

Result<ServerState> state_of(const Client& client, Scope scope, const std::string& name,
                             const Places& places) {
  if (!client.json) return state_of_codex(client, scope, name, places);
  std::optional<ServerState> chosen;
  for (const auto& path : client.files(places, scope)) {
    auto state = state_in_file(client, name, path);
    if (!state || state->present) return state;
    if (!chosen || (state->config.exists && !chosen->config.exists)) chosen = std::move(*state);
  }
  return std::move(*chosen);
}

std::string own_command(const Client& client) {
  return client.program.empty() ? "" : tmux::find_program(std::string(client.program));
}

}  // namespace smcp::cli
