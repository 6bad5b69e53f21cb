// The modes of a terminal as stty tells them. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "shell/line_mode.hpp"

namespace smcp::shell {

/// Of what `stty -a` prints on Linux (also busybox's), macOS and the BSDs; the line breaks may be blanks. Nothing if it
/// does not tell whether the kernel collects lines, and shows what is typed.
[[nodiscard]] std::optional<TerminalModes> parse_stty(std::string_view text);

}  // namespace smcp::shell
