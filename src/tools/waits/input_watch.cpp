#include "tools/waits/input_watch.hpp"

#include <algorithm>

namespace smcp::tools {

std::optional<InputWatch::Time> InputWatch::judge(shell::InputAwaited seen, Time now) {
  using shell::InputAwaited;
  if (!is_due(now)) return std::nullopt;
  if (seen == InputAwaited::surely) return last_output_ + kQuietQuestion;
  const Time keys_due = std::max(last_output_, last_drawing_) + kQuietKeys;
  if (seen == InputAwaited::perhaps && enough_ == InputAwaited::perhaps && now >= keys_due) return keys_due;
  const auto quiet = now - last_output_;
  ask_at_ = now < keys_due ? keys_due : now + std::min<Time::duration>(quiet, kLongestPause);
  return std::nullopt;
}

}  // namespace smcp::tools
