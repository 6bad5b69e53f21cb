// Whether something may be typed into a pane, and reaches what runs there and nothing else.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/own_pane.hpp"

namespace smcp::tools {

/// Errc::refused for a dead pane, for one whose input is switched off, and for one in a mode; then `advice` is the end of the sentence.
[[nodiscard]] Status check_takes_keys(const tmux::Pane& pane, std::string_view session, bool leaves_mode,
                                      std::string_view advice);

/// Errc::refused for our own pane, and for one that shares what is typed with it; then `advice` is the end of
/// the sentence.
[[nodiscard]] Status check_is_not_own(const tmux::OwnPane& own, const tmux::Pane& pane,
                                      std::string_view advice);
/// Errc::refused for a pane that shares what is typed with others (synchronize-panes); then `advice` is the
/// end of the sentence.
[[nodiscard]] Status check_keys_are_its_own(const tmux::Pane& pane, std::string_view session,
                                            std::string_view advice);

}  // namespace smcp::tools
