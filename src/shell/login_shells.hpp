// The shells of a machine that may be given as somebody's own: /etc/shells. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smcp::shell {

/// Upper bound on the file, in bytes; what comes later is not looked at.
inline constexpr std::size_t kMaxShellsFile = std::size_t{64} * 1024;

/// The absolute paths in `file`, the text of /etc/shells (shells(5)), in their order and each once; if it is empty, what
/// getusershell(3) takes for granted.
[[nodiscard]] std::vector<std::string> login_shells(std::string_view file);

}  // namespace smcp::shell
