// What our terminals can do, for tmux 3.2 and later, to which a client describes its terminal.
#pragma once

#include <span>
#include <string_view>

namespace smcp::tmux {

/// What the name of a terminal is unless there is a better one; up to tmux 3.1 the server looks its
/// description up by it.
inline constexpr std::string_view kTerminalName = "xterm-256color";

/// "name=value" by terminfo's names: 256 colours and cursor movement, as every terminal of the last decades
/// understands them (xterm and its kin, the Linux console, tmux and screen themselves).
///
/// Left out: what makes tmux ask the terminal questions, whose answers somebody would have to tell from
/// typing; the alternate screen, which is for who owns the terminal; the mouse; erasing in the background's
/// colour, which not all do.
[[nodiscard]] std::span<const std::string_view> terminal_description();

}  // namespace smcp::tmux
