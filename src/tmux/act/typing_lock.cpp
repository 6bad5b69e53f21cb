#include "tmux/act/typing_lock.hpp"

#include "base/token.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

TypingLock TypingLock::make(std::int64_t now) {
  return {fresh_token(kTokenSize), now};
}

std::optional<TypingLock> TypingLock::parse(std::string_view text) {
  const auto space = text.rfind(' ');
  if (space == std::string_view::npos || space == 0) return std::nullopt;
  TypingLock lock{std::string(text.substr(0, space)), 0};
  if (!take_second(text.substr(space + 1), lock.second)) return std::nullopt;
  return lock;
}

}  // namespace smcp::tmux
