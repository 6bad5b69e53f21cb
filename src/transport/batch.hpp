// Collecting the replies to one JSON-RPC batch into one array. Only revision 2025-03-26 has batches.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace smcp::transport {

/// Counts the replies that are still expected, and keeps those that have arrived.
class Batch {
 public:
  /// Upper bound on what all batches together keep, in bytes. Beyond it, a part is sent early, as an array of
  /// its own, because a message has to stay below 8 MiB.
  static constexpr std::size_t kMaxHeld = 7 * 1024 * 1024;

  /// Announces one more reply, which must then be added or given up.
  void expect() { ++expected_; }
  /// Adds an expected reply.
  void add(std::string_view reply) {
    text_ += text_.empty() ? '[' : ',';
    text_ += reply;
    --expected_;
  }
  /// Notes that an expected reply will not come.
  void give_up() { --expected_; }

  [[nodiscard]] bool complete() const { return expected_ == 0; }
  /// The number of bytes kept.
  [[nodiscard]] std::size_t held() const { return text_.size(); }
  /// Returns and removes the replies so far, as an array; an empty string if there are none.
  [[nodiscard]] std::string take() {
    if (!text_.empty()) text_ += ']';
    return std::exchange(text_, {});
  }

 private:
  std::string text_;
  std::size_t expected_ = 0;
};

}  // namespace smcp::transport
