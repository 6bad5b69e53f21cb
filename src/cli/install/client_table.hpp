// The clients that this program can be entered into: where each keeps its servers, and its own command for that. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/install/json_text.hpp"
#include "cli/install/server_entry.hpp"

namespace smcp::cli {

enum class Scope { user, project };
[[nodiscard]] std::string_view name_of(Scope scope);

/// Where people and their programs keep things.
struct Places {
  std::string home;     ///< without a slash at its end
  std::string config;   ///< $XDG_CONFIG_HOME, or ~/.config
  std::string project;  ///< the current directory
  // Folders that replace the client's own, or "": $CLAUDE_CONFIG_DIR, $CODEX_HOME, $GEMINI_CLI_HOME.
  std::string claude_folder;
  std::string codex_home;
  std::string gemini_home;
};

struct Client {
  std::string_view name;     ///< as people type it: claude-code
  std::string_view title;    ///< Claude Code
  std::string_view program;  ///< its own command; "" if it has none that adds servers
  JsonSyntax syntax = JsonSyntax::strict;
  EntryShape shape = EntryShape::command;
  std::string_view key;            ///< of the outermost object's member that holds the servers
  bool json = true;                ///< or TOML (codex), which only its own command edits
  bool has_project_scope = false;  ///< whether it reads servers from a project's folder
  /// The files it reads, the usual one first.
  std::vector<std::string> (*files)(const Places& places, Scope scope) = nullptr;
  /// A folder that is there if the client has ever run.
  std::string (*folder)(const Places& places) = nullptr;
  std::string_view restart;  ///< what makes it read its configuration again
};

[[nodiscard]] std::span<const Client> all_clients();
[[nodiscard]] const Client* find_client(std::string_view name);

/// The argument vectors of the client's own command; nothing if it has none for that.
[[nodiscard]] std::optional<std::vector<std::string>> adding_command(const Client& client, Scope scope,
                                                                     const std::string& name,
                                                                     const ServerEntry& entry);
[[nodiscard]] std::optional<std::vector<std::string>> removing_command(const Client& client, Scope scope,
                                                                       const std::string& name);

/// What to paste into the file by hand.
[[nodiscard]] std::string snippet_for(const Client& client, const std::string& name,
                                      const ServerEntry& entry);

}  // namespace smcp::cli
