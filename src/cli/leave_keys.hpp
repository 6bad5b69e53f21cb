// Which of the bytes that a person's terminal sends ask to leave: q and Ctrl-C, as keys of their own.
#pragma once

#include <string_view>

namespace smcp::cli {

/// Pure. Passes over what stands for other keys, and over a terminal's answers, which may hold a `q`; Ctrl-C
/// counts anywhere. An answer is told from keys by how it begins, so Alt-q leaves, too.
class LeaveKeys {
 public:
  /// Whether one of the keys is in `bytes`, which go on from those before.
  [[nodiscard]] bool feed(std::string_view bytes);

 private:
  enum class State {
    keys,
    escape,       ///< after ESC
    sequence,     ///< after ESC [: until its final letter
    one_more,     ///< after ESC O: one letter
    text,         ///< after ESC ] and the like: until BEL or ESC backslash
    text_escape,  ///< after an ESC in there
  };
  void next(char c);

  State state_ = State::keys;
};

}  // namespace smcp::cli
