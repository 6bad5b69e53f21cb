// Who types into a pane just now: what several servers of ours, and several calls, take turns by.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {

/// The value of kTypingOption, as `TOKEN SECOND`. A server sets it in the batch that begins to type,
/// and only if the option still is as it has seen it (Precondition::unmoved); whoever finds it set waits. It
/// is removed when all has been typed, in the same batch; if its server is killed before that, it expires.
struct TypingLock {
  /// All that is typed by one call takes less; whoever types for longer renews it.
  static constexpr std::chrono::seconds kTime{10};
  static constexpr std::size_t kTokenSize = kTypingTokenSize;

  std::string token;        ///< of who types: a job's, where run_command does
  std::int64_t second = 0;  ///< when it was set, by tmux's clock (PaneState::now)

  /// One that nobody else has.
  [[nodiscard]] static TypingLock make(std::int64_t now);
  [[nodiscard]] std::string text() const { return token + " " + std::to_string(second); }
  /// Nothing if it is none, such as the empty value of an option that is not set.
  [[nodiscard]] static std::optional<TypingLock> parse(std::string_view text);

  /// It still counts.
  [[nodiscard]] bool stands(std::int64_t now) const { return now - second <= kTime.count(); }
};

}  // namespace smcp::tmux
