#include "tmux/typing_lock.hpp"

#include "tmux/job.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {

TypingLock TypingLock::make(PaneId pane, std::int64_t now) {
  return {JobId::make(pane).token, now};
}

std::optional<TypingLock> TypingLock::parse(std::string_view text) {
  const auto space = text.rfind(' ');
  if (space == std::string_view::npos || space == 0) return std::nullopt;
  TypingLock lock{std::string(text.substr(0, space)), 0};
  if (!take_number(text.substr(space + 1), lock.second)) return std::nullopt;
  return lock;
}

}  // namespace smcp::tmux
