// The files that make the program at home in a shell: its man page, and what bash, zsh and fish complete. All is made
// from option_table.hpp and the catalogue of the tools, by scripts/make-shell-files; the program itself does not need it.
#pragma once

#include <string>
#include <string_view>

namespace smcp::cli {

/// roff with the macros of man(7).
[[nodiscard]] std::string man_page();

/// Complete commands, options, tools, their arguments and values, and the names of sessions. For these they ask
/// `sessions-mcp list` on the server that the line names, which starts none and takes a second at most.
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

}  // namespace smcp::cli
