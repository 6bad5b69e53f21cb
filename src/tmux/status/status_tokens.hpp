// Earlier looks at all panes, each kept under a token that stays short however many panes there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "tmux/status/status_snapshot.hpp"

namespace smcp::tmux {

/// Keeps a few looks; the least recently used one is dropped first.
class StatusTokens {
 public:
  /// Maximum number of kept looks: each of the agents that share one server needs its last one.
  static constexpr std::size_t kMaxKept = 32;
  /// Maximum number of characters in a token.
  static constexpr std::size_t kMaxToken = 24;

  StatusTokens();

  /// Keeps the look, and returns its token.
  std::string keep(StatusSnapshot look);
  /// Null if the token is not known (any more), or is from another process.
  [[nodiscard]] std::shared_ptr<const StatusSnapshot> find(std::string_view token);

 private:
  struct Kept {
    std::string token;
    std::shared_ptr<const StatusSnapshot> look;
  };

  std::string prefix_;  ///< of the tokens of this process
  std::uint64_t last_ = 0;
  std::list<Kept> kept_;  ///< the most recently used first
};

}  // namespace smcp::tmux
