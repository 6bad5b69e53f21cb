// What of our environment tmux gets: all but what is in one table, not_handed_on.hpp, and says why it is.
//
// PATH is handed on without the folders that a launcher put there for this one run: $VIRTUAL_ENV/bin,
// wherever it is; at its front, while npm_* variables say that npm or npx runs us, folders that end in
// /node_modules/.bin or /node-gyp-bin; at its front, while UV says that uv does, the bin of a virtual
// environment. A variable that is kept keeps its folder; PATH among those to keep leaves it as it is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace smcp::tmux {

struct HandedOn {
  std::vector<std::string> environment;  ///< "NAME=value", in the order in which they came
  std::vector<std::string> withheld;     ///< names that were there and are in the table, sorted
  std::vector<std::string> left_out_of_path;
};

/// Splits `environment` by the table, less the names in `keep`. TMUX and TMUX_PANE, which would name another
/// server or a default pane, are left out without being told.
[[nodiscard]] HandedOn hand_on(std::span<const std::string> environment,
                               std::span<const std::string> keep = {});

/// Our own environment now.
[[nodiscard]] std::vector<std::string> own_environment();

/// What tmux children of ours get, and the server for the panes that it makes for us: what is handed on of
/// our own; with LANG=C.UTF-8 if no locale is set at all (the official MCP SDK hands its servers none),
/// because a tmux server that we start hands it on to every job.
[[nodiscard]] std::vector<std::string> child_environment(std::span<const std::string> keep = {});

/// Why `name` cannot be among the names to keep, if so: it is no name of a variable, or TMUX or TMUX_PANE.
[[nodiscard]] Status check_kept_name(std::string_view name);

}  // namespace smcp::tmux
