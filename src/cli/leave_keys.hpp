// Recognising the keys that leave `watch`, q and Ctrl-C, among the bytes that the user's terminal sends.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace smcp::cli {

/// Pure. Ignores other keys, and answers of the terminal, which may contain a `q`; Ctrl-C counts anywhere. An
/// answer is recognised by its beginning, so Alt-q leaves, too. Some keys, such as Alt-], begin like an
/// answer: what does not end soon is not an answer.
class LeaveKeys {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// The longest pause within an answer. Terminals send an answer at once. Over a slow line it may come in
  /// pieces, but still faster than the keys of a user who wonders why nothing happens.
  static constexpr std::chrono::milliseconds kPause{300};
  /// Upper bound on an answer, in bytes: longer than any answer to tmux's questions (we ask none).
  static constexpr std::size_t kLongest = 256;

  /// Whether `bytes`, which arrived at `now` and continue the earlier ones, contain one of the keys.
  [[nodiscard]] bool feed(std::string_view bytes, TimePoint now);

 private:
  enum class State {
    keys,
    escape,       ///< after ESC
    sequence,     ///< after ESC [, until its final letter
    one_more,     ///< after ESC O, for one letter
    text,         ///< after ESC ] and the like, until BEL or ESC backslash
    text_escape,  ///< after an ESC in `text`: it ends the text, or begins something new
  };
  void next(char c);

  State state_ = State::keys;
  std::size_t length_ = 0;  ///< of the current sequence or text
  TimePoint last_{};
};

}  // namespace smcp::cli
