// How often a wait looks at a machine that needs a look (shell::ProcessView) for who has its terminal. Pure.
#pragma once

#include <algorithm>
#include <chrono>

namespace smcp::tools {

/// A look costs that machine some processes. Whoever takes the terminal prints something, a shell at least its prompt, so
/// that it is looked soon after something was printed, and ever more seldom while nothing is.
class LookPace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// What has been quiet for so long has printed what it had to print.
  static constexpr std::chrono::milliseconds kSettled{50};
  /// The shortest time between two looks, doubled with each that comes without a change.
  static constexpr std::chrono::milliseconds kShortestPause{250};
  static constexpr std::chrono::milliseconds kLongestPause{10'000};
  /// So long is it put off at most where something is printed on and on.
  static constexpr std::chrono::milliseconds kLongestFlood{1'000};

  void changed(Time now) {
    if (!is_changed_) changed_ = now;
    is_changed_ = true;
    pause_ = kShortestPause;
    due_ = std::max(last_ + kShortestPause, std::min(now + kSettled, changed_ + kLongestFlood));
  }
  void looked(Time now) {
    last_ = now;
    is_changed_ = false;
    due_ = now + pause_;
    pause_ = std::min(2 * pause_, kLongestPause);
  }
  /// What was seen decides something, if it is seen once more.
  void look_again() { due_ = {}; }
  [[nodiscard]] bool is_due(Time now) const { return now >= due_; }

 private:
  std::chrono::milliseconds pause_ = kShortestPause;
  Time last_{};
  Time changed_{};  ///< for the first time since then
  bool is_changed_ = false;
  Time due_{};
};

}  // namespace smcp::tools
