// The `since` of session_status where it was asked on several servers: one token for one of each.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/token.hpp"
#include "tmux/status/status_tokens.hpp"

namespace smcp::tools {

class JointTokens {
 public:
  /// As StatusTokens::kMaxKept: each agent needs its last one.
  static constexpr std::size_t kMaxKept = tmux::StatusTokens::kMaxKept;
  /// By the prefix of each server (Server::prefix): its token, "" if it has not answered.
  using Tokens = std::vector<std::pair<std::string, std::string>>;

  /// Keeps them, and returns their token, which is like none of a single server. The oldest are dropped.
  std::string keep(Tokens tokens) {
    if (kept_.size() == kMaxKept) kept_.pop_front();
    kept_.emplace_back(fresh_token(kSize), std::move(tokens));
    return kept_.back().first;
  }
  /// Null if it is not one of these (any more). Until the next keep().
  [[nodiscard]] const Tokens* find(std::string_view token) const {
    for (const auto& [name, tokens] : kept_)
      if (name == token) return &tokens;
    return nullptr;
  }

 private:
  /// Many share one space (base/token.hpp).
  static constexpr std::size_t kSize = 12;
  std::deque<std::pair<std::string, Tokens>> kept_;
};

}  // namespace smcp::tools
