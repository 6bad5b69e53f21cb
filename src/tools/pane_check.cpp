#include "tools/pane_check.hpp"

#include <string>

namespace smcp::tools {

namespace {

std::string words_for(const tmux::Pane& pane, std::string_view session) {
  return "pane " + pane.id.text() + " of session \"" + std::string(session) + "\"";
}

}  // namespace

Status check_takes_keys(const tmux::Pane& pane, std::string_view session, bool leaves_mode,
                        std::string_view advice) {
  const std::string which = words_for(pane, session);
  if (pane.dead) {
    return Error{Errc::refused,
                 which + " is dead: nothing runs in it any longer. Use kill_session, then new_session."};
  }
  if (pane.input_off) {
    return Error{Errc::refused, which +
                                    " takes no input: it was switched off (select-pane -d), and tmux drops "
                                    "what is typed. Nothing was typed. Ask the user to switch it on again "
                                    "(tmux select-pane -e -t " +
                                    pane.id.text() + ")."};
  }
  if (pane.mode.empty() || leaves_mode) return Ok{};
  return Error{Errc::refused,
               which + " is in " + pane.mode + ": a person is scrolling in it" + std::string(advice)};
}

Status check_is_not_own(const tmux::OwnPane& own, const tmux::Pane& pane, std::string_view advice) {
  const auto refused = [advice](const std::string& how) {
    return Error{Errc::refused, std::string(tmux::kThatIsTheOwnPane) + how + std::string(advice) + " " +
                                    std::string(tmux::kAllowSelf)};
  };
  if (own.is(pane.server, pane.terminal)) return refused(" (" + pane.id.text() + ")");
  for (const auto& other : pane.synchronised) {
    if (!own.is(pane.server, other)) continue;
    return refused(" (" + other.id.text() + "), and what is typed into pane " + pane.id.text() +
                   " goes there, too (synchronize-panes is on)");
  }
  return Ok{};
}

Status check_keys_are_its_own(const tmux::Pane& pane, std::string_view session, std::string_view advice) {
  const auto others = pane.shares_keys_with();
  if (others.empty()) return Ok{};
  return Error{Errc::refused,
               words_for(pane, session) + " is synchronised (synchronize-panes is on): what is " +
                   "typed into it goes into " + tmux::list_of(others) + ", too" + std::string(advice)};
}

}  // namespace smcp::tools
