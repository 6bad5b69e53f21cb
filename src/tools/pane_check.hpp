// Whether what is typed into a pane reaches what runs there.
#pragma once

#include <string_view>

#include "result.hpp"
#include "tmux/panes.hpp"

namespace smcp::tools {

/// Errc::refused for a dead pane, and for one in a mode; then `advice` is the end of the sentence.
[[nodiscard]] Status check_takes_keys(const tmux::Pane& pane, std::string_view session, bool leaves_mode,
                                      std::string_view advice);

/// Errc::refused for a pane that shares what is typed with others (synchronize-panes); then `advice` is the
/// end of the sentence.
[[nodiscard]] Status check_keys_are_its_own(const tmux::Pane& pane, std::string_view session,
                                            std::string_view advice);

}  // namespace smcp::tools
