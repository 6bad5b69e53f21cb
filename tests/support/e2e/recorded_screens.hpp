// What programs that are not installed here print, to be printed in a pane.
#pragma once

#include <string>

namespace smcp::test {

/// Imitations, written by hand after what these programs draw in a terminal of 80×24 and true colour, and not recorded
/// from them: the text is made up. Each begins with a cleared screen.
namespace recorded {
[[nodiscard]] std::string
claude_code_asks();  ///< whether a command may be run: a list with ❯, by colour alone
[[nodiscard]] std::string claude_code_edits();  ///< the same below a change, whose rows have backgrounds
[[nodiscard]] std::string
claude_code_input();  ///< a message, and the box to type in, with a cursor of its own
[[nodiscard]] std::string claude_code_commands();  ///< the list of commands below the box, by colour alone
[[nodiscard]] std::string codex_asks();   ///< whether a command may be run: a list with ›, by colour alone
[[nodiscard]] std::string codex_input();  ///< a message and the box to type in, both with a background
[[nodiscard]] std::string panels();       ///< a git client with frames, and a row chosen by its background
}  // namespace recorded

}  // namespace smcp::test
