// How a person calls this program again, in what it advises.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "text/shell_word.hpp"

namespace smcp::cli {

/// `sessions-mcp`, and the options that name the same tmux servers, if any were given.
[[nodiscard]] inline std::string own_command(const Options& options) {
  std::string command = "sessions-mcp";
  if (options.endpoint.socket_name) command += " -L " + shell_word(*options.endpoint.socket_name);
  if (options.endpoint.socket_path) command += " -S " + shell_word(*options.endpoint.socket_path);
  for (const auto& server : options.servers) command += " --server " + shell_word(to_string(server));
  return command;
}

/// The command that types into a session; `keys` as a person is to write them.
[[nodiscard]] inline std::string own_send_keys(const Options& options, const std::string& keys) {
  const std::string name = options.session.empty() ? "NAME" : shell_word(options.session);
  return own_command(options) + " call send_keys name=" + name + " keys=" + keys;
}

}  // namespace smcp::cli
