// What a client's configuration says about this server: the command with which it starts it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/install/json_layout.hpp"

namespace smcp::cli {

/// In which form a client keeps it.
enum class EntryShape {
  command,        ///< {"command": PATH, "args": […]}
  stdio_command,  ///< the same behind "type": "stdio"
  command_list,   ///< {"type": "local", "command": [PATH, …]}
};

struct ServerEntry {
  std::string command;
  std::vector<std::string> arguments;

  friend bool operator==(const ServerEntry&, const ServerEntry&) = default;
};

[[nodiscard]] JsonFields fields_of(const ServerEntry& entry, EntryShape shape);

/// The command in an entry of any of these shapes, whatever else the entry says; nothing if it names none (that of a
/// server behind a URL).
[[nodiscard]] std::optional<ServerEntry> read_entry(std::string_view json);

/// Whether it starts this program: by its file's name, or through npx and the like by that of its package.
[[nodiscard]] bool starts_this_program(const ServerEntry& entry);

/// The command and its arguments as a line for people.
[[nodiscard]] std::string line_of(const ServerEntry& entry);

}  // namespace smcp::cli
