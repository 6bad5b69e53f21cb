// The lock by which calls, also those of several servers of ours, take turns at typing into a pane.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {

/// The value of kTypingOption, as `TOKEN SECOND`. A server sets it in the batch that begins to type, provided
/// that the option still has the value that the server last saw (a Precondition); a call that finds it
/// set waits. It is removed in the batch that types the last bytes. If its server is killed before that, it
/// expires.
struct TypingLock {
  /// How long a lock is valid. Typing usually takes less; a call that types for longer renews its lock.
  static constexpr std::chrono::seconds kTime{10};
  static constexpr std::size_t kTokenSize = kTypingTokenSize;

  std::string token;        ///< of the call that types; for run_command, the job's token
  std::int64_t second = 0;  ///< when it was set, by tmux's clock (PaneState::now)

  /// A lock with a new, unique token.
  [[nodiscard]] static TypingLock make(std::int64_t now);
  [[nodiscard]] std::string text() const { return token + " " + std::to_string(second); }
  /// Nothing if `text` is not a lock, such as the empty value of an option that is not set.
  [[nodiscard]] static std::optional<TypingLock> parse(std::string_view text);

  /// Whether the lock is still valid.
  [[nodiscard]] bool stands(std::int64_t now) const { return now - second <= kTime.count(); }
};

}  // namespace smcp::tmux
