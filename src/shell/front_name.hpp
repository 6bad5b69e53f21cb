// How the program in front of a pane is called for people.
#pragma once

#include <cstddef>
#include <string>

#include "shell/front.hpp"

namespace smcp::shell {

/// Upper bound on such a name, in characters.
inline constexpr std::size_t kMaxFrontName = 30;

/// The program's name, and for a carrier its first argument that is no option, which is mostly the place: `ssh gpu1`,
/// `docker exec`, `sudo`, `bash`. Control characters become blanks.
[[nodiscard]] std::string front_name(const ProcessView& processes, const Front& front);

}  // namespace smcp::shell
