// Which of the bytes that a person's terminal sends ask to leave: q and Ctrl-C, as keys of their own.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace smcp::cli {

/// Pure. Passes over what stands for other keys, and over a terminal's answers, which may hold a `q`; Ctrl-C
/// counts anywhere. An answer is told from keys by how it begins, so Alt-q leaves, too. Keys may begin like
/// one, such as Alt-]: what does not end soon is none.
class LeaveKeys {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// Terminals send an answer at once; over a slow line it may come in pieces, but not as slowly as keys do
  /// from somebody who wonders why nothing happens.
  static constexpr std::chrono::milliseconds kPause{300};
  /// Longer than any answer that tmux's questions, or ours, of which there are none, would get.
  static constexpr std::size_t kLongest = 256;

  /// Whether one of the keys is in `bytes`, which came at `now` and go on from those before.
  [[nodiscard]] bool feed(std::string_view bytes, TimePoint now);

 private:
  enum class State {
    keys,
    escape,       ///< after ESC
    sequence,     ///< after ESC [: until its final letter
    one_more,     ///< after ESC O: one letter
    text,         ///< after ESC ] and the like: until BEL or ESC backslash
    text_escape,  ///< after an ESC in there, which begins anew if it does not end it
  };
  void next(char c);

  State state_ = State::keys;
  std::size_t length_ = 0;  ///< of what state_ is in
  TimePoint last_{};
};

}  // namespace smcp::cli
