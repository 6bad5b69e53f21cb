// The abilities of our terminals, for tmux 3.2 and later, to which a client describes its terminal.
#pragma once

#include <span>
#include <string_view>

namespace smcp::tmux {

/// The default name of a terminal; up to tmux 3.1, the server looks up its description by this name.
inline constexpr std::string_view kTerminalName = "xterm-256color";

/// "name=value" with terminfo's names: 256 colours and cursor movement, as every terminal of the last decades
/// understands them (xterm and its relatives, the Linux console, tmux and screen themselves).
///
/// Not included: what makes tmux ask the terminal questions, whose answers would have to be distinguished
/// from typing; the alternate screen, which is up to the terminal's owner; the mouse; erasing in the
/// background colour, which not all terminals support.
[[nodiscard]] std::span<const std::string_view> terminal_description();

}  // namespace smcp::tmux
