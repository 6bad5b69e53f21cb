// Which part of our environment tmux gets: everything except the variables in the table of not_handed_on.hpp,
// which also gives the reasons.
//
// PATH is handed on without the folders that a launcher put there for this one run:
//   - $VIRTUAL_ENV/bin, wherever it stands in PATH;
//   - at the front of PATH, folders that end in /node_modules/.bin or /node-gyp-bin, if npm_* variables show
//     that npm or npx runs us;
//   - at the front of PATH, the bin folder of a virtual environment, if UV shows that uv runs us.
// If the variable is to be kept, so is its folder. If PATH itself is to be kept, it is not changed at all.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace smcp::tmux {

struct HandedOn {
  std::vector<std::string> environment;  ///< "NAME=value", in their original order
  std::vector<std::string> withheld;     ///< names that were set and are in the table, sorted
  std::vector<std::string> left_out_of_path;
};

/// Splits `environment` by the table, ignoring its entries for the names in `keep`. TMUX and TMUX_PANE, which
/// would name another server or a default pane, are always left out, and not listed as withheld.
[[nodiscard]] HandedOn hand_on(std::span<const std::string> environment,
                               std::span<const std::string> keep = {});

/// Our own current environment.
[[nodiscard]] std::vector<std::string> own_environment();

/// The environment for our tmux children, and for the panes that the server makes for us: what is handed on
/// of our own. LANG=C.UTF-8 is added if no locale is set at all (the official MCP SDK passes none to its
/// servers), because a tmux server that we start passes its locale on to every job.
[[nodiscard]] std::vector<std::string> child_environment(std::span<const std::string> keep = {});

/// The same but for PATH, for panes that are to have another one (Command::keep_path()).
[[nodiscard]] std::vector<std::string> without_path(std::vector<std::string> environment);

/// Whether a shell takes this for the name of a variable: a letter or underscore, then letters, digits and underscores.
[[nodiscard]] bool is_variable_name(std::string_view name);

/// Refuses a `name` that cannot be kept: one that is not a valid variable name, TMUX, and TMUX_PANE.
[[nodiscard]] Status check_kept_name(std::string_view name);

}  // namespace smcp::tmux
