#include "cli/install/client_table.hpp"

#include <algorithm>
#include <array>

#include "cli/install/json_config.hpp"
#include "json/escape.hpp"

namespace smcp::cli {
namespace {

using Files = std::vector<std::string>;

// claude 2.1 takes its file from the folder in CLAUDE_CONFIG_DIR, which else is beside the folder ~/.claude.
Files claude_code_files(const Places& places, Scope scope) {
  if (scope == Scope::project) return {places.project + "/.mcp.json"};
  return {(places.claude_folder.empty() ? places.home : places.claude_folder) + "/.claude.json"};
}
std::string claude_code_folder(const Places& places) {
  return places.claude_folder.empty() ? places.home + "/.claude" : places.claude_folder;
}

Files claude_desktop_files(const Places& places, Scope) {
  return {places.config + "/Claude/claude_desktop_config.json"};
}
std::string claude_desktop_folder(const Places& places) {
  return places.config + "/Claude";
}

std::string codex_folder(const Places& places) {
  return places.codex_home.empty() ? places.home + "/.codex" : places.codex_home;
}
Files codex_files(const Places& places, Scope scope) {
  return {(scope == Scope::project ? places.project + "/.codex" : codex_folder(places)) + "/config.toml"};
}

std::string gemini_folder(const Places& places) {
  return (places.gemini_home.empty() ? places.home : places.gemini_home) + "/.gemini";
}
Files gemini_files(const Places& places, Scope scope) {
  return {(scope == Scope::project ? places.project + "/.gemini" : gemini_folder(places)) + "/settings.json"};
}

std::string vscode_folder(const Places& places) {
  return places.config + "/Code";
}
Files vscode_files(const Places& places, Scope scope) {
  return {scope == Scope::project ? places.project + "/.vscode/mcp.json"
                                  : vscode_folder(places) + "/User/mcp.json"};
}

std::string cursor_folder(const Places& places) {
  return places.home + "/.cursor";
}
Files cursor_files(const Places& places, Scope scope) {
  return {(scope == Scope::project ? places.project + "/.cursor" : cursor_folder(places)) + "/mcp.json"};
}

std::string opencode_folder(const Places& places) {
  return places.config + "/opencode";
}
Files opencode_files(const Places& places, Scope scope) {
  const std::string folder = scope == Scope::project ? places.project : opencode_folder(places);
  Files files = {folder + "/opencode.json", folder + "/opencode.jsonc"};
  if (scope == Scope::project) {
    files.push_back(folder + "/.opencode/opencode.json");
    files.push_back(folder + "/.opencode/opencode.jsonc");
  }
  return files;
}

std::string windsurf_folder(const Places& places) {
  return places.home + "/.codeium/windsurf";
}
Files windsurf_files(const Places& places, Scope) {
  return {windsurf_folder(places) + "/mcp_config.json"};
}

constexpr JsonSyntax kStrict = JsonSyntax::strict;
constexpr JsonSyntax kComments = JsonSyntax::comments;
constexpr JsonSyntax kCommas = JsonSyntax::comments_and_commas;
constexpr EntryShape kCommand = EntryShape::command;
constexpr EntryShape kStdio = EntryShape::stdio_command;
constexpr EntryShape kList = EntryShape::command_list;

// opencode's own `mcp add` asks its questions on a terminal, so its file is edited.
constexpr std::array<Client, 8> kClients = {{
    {"claude-code", "Claude Code", "claude", kStrict, kStdio, "mcpServers", true, true, claude_code_files,
     claude_code_folder, "Start a new session of it, or /mcp in a running one."},
    {"claude-desktop", "Claude Desktop", "", kStrict, kCommand, "mcpServers", true, false,
     claude_desktop_files, claude_desktop_folder, "Quit and start it again."},
    {"codex", "Codex", "codex", kStrict, kCommand, "mcp_servers", false, true, codex_files, codex_folder,
     "Start a new session of it."},
    {"gemini", "Gemini CLI", "gemini", kComments, kCommand, "mcpServers", true, true, gemini_files,
     gemini_folder, "Start a new session of it."},
    {"vscode", "VS Code", "code", kCommas, kStdio, "servers", true, true, vscode_files, vscode_folder,
     "It asks whether the server is trusted when it first starts it."},
    {"cursor", "Cursor", "", kComments, kCommand, "mcpServers", true, true, cursor_files, cursor_folder,
     "Quit and start it again."},
    {"opencode", "opencode", "", kCommas, kList, "mcp", true, true, opencode_files, opencode_folder,
     "Start a new session of it."},
    {"windsurf", "Windsurf", "", kStrict, kCommand, "mcpServers", true, false, windsurf_files,
     windsurf_folder, "Press the refresh button of its MCP panel."},
}};

std::string in_json(std::string_view text) {
  std::string json = "\"";
  transport::append_escaped(json, text);
  return json + "\"";
}

/// A TOML basic string has JSON's escapes.
std::string toml_snippet(const std::string& name, const ServerEntry& entry) {
  std::string text = "[mcp_servers." + name + "]\ncommand = " + in_json(entry.command) + "\n";
  if (entry.arguments.empty()) return text;
  text += "args = [";
  for (const auto& argument : entry.arguments)
    text += (&argument == entry.arguments.data() ? "" : ", ") + in_json(argument);
  return text + "]\n";
}

/// What `code --add-mcp` takes: the entry on one line, with its name.
std::string named_entry(const std::string& name, const ServerEntry& entry) {
  JsonFields fields = {{"name", name}};
  for (auto& field : fields_of(entry, EntryShape::command)) fields.push_back(std::move(field));
  JsonLayout layout;
  layout.lines = false;
  layout.gap = "";
  return entry_value(fields, layout);
}

}  // namespace

std::string_view name_of(Scope scope) {
  return scope == Scope::user ? "user" : "project";
}

std::span<const Client> all_clients() {
  return kClients;
}

const Client* find_client(std::string_view name) {
  const auto* const client =
      std::find_if(kClients.begin(), kClients.end(), [&](const Client& each) { return each.name == name; });
  return client == kClients.end() ? nullptr : client;
}

std::optional<std::vector<std::string>> adding_command(const Client& client, Scope scope,
                                                       const std::string& name, const ServerEntry& entry) {
  std::vector<std::string> words = {std::string(client.program), "mcp", "add"};
  const auto add = [&words](std::vector<std::string> more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  if (client.program == "claude") {
    add({"--scope", std::string(name_of(scope)), name, "--", entry.command});
  } else if (client.program == "codex" && scope == Scope::user) {
    add({name, "--", entry.command});
  } else if (client.program == "gemini") {
    // Its parser takes what begins with a dash for its own unless `--` precedes it, but wants the command before that.
    add({"--scope", std::string(name_of(scope)), name, entry.command});
    if (!entry.arguments.empty()) add({"--"});
  } else if (client.program == "code" && scope == Scope::user) {
    return std::vector<std::string>{"code", "--add-mcp", named_entry(name, entry)};
  } else {
    return std::nullopt;
  }
  add(entry.arguments);
  return words;
}

std::optional<std::vector<std::string>> removing_command(const Client& client, Scope scope,
                                                         const std::string& name) {
  const std::string program(client.program);
  if (program == "claude" || program == "gemini")
    return std::vector<std::string>{program, "mcp", "remove", "--scope", std::string(name_of(scope)), name};
  if (program == "codex" && scope == Scope::user)
    return std::vector<std::string>{program, "mcp", "remove", name};
  return std::nullopt;
}

std::string snippet_for(const Client& client, const std::string& name, const ServerEntry& entry) {
  if (!client.json) return toml_snippet(name, entry);
  const std::vector<std::string> path = {std::string(client.key), name};
  const auto empty = JsonConfig::read("", client.syntax);
  const auto text = empty->with(path, fields_of(entry, client.shape));
  return text ? *text : "";
}

}  // namespace smcp::cli
