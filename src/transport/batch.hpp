// The replies to one JSON-RPC batch on their way into one array. Only 2025-03-26 has batches.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace smcp::transport {

/// Counts what is still to come and keeps what has come.
class Batch {
 public:
  /// All batches together keep no more than this: then a part goes out early, as an array of its own. A
  /// message has to stay below 8 MiB.
  static constexpr std::size_t kMaxHeld = 7 * 1024 * 1024;

  /// One more reply will come, or be given up.
  void expect() { ++expected_; }
  /// A reply that was expected.
  void add(std::string_view reply) {
    text_ += text_.empty() ? '[' : ',';
    text_ += reply;
    --expected_;
  }
  /// A reply that was expected will not come.
  void give_up() { --expected_; }

  [[nodiscard]] bool complete() const { return expected_ == 0; }
  /// Bytes kept.
  [[nodiscard]] std::size_t held() const { return text_.size(); }
  /// What has come so far as an array; empty if nothing has.
  [[nodiscard]] std::string take() {
    if (!text_.empty()) text_ += ']';
    return std::exchange(text_, {});
  }

 private:
  std::string text_;
  std::size_t expected_ = 0;
};

}  // namespace smcp::transport
