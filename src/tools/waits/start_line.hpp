// The line of the cursor where a wait began. What is typed behind it changes it, but is not output: a command must
// not match as if it had been printed. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tmux/read/cursor.hpp"

namespace smcp::tools {

class StartLine {
 public:
  StartLine() = default;
  /// The line of `cursor`. Without its `text` the line is recognised by what the cursor knows of it.
  StartLine(const tmux::Cursor& cursor, std::optional<std::string> text);

  [[nodiscard]] const tmux::Cursor& cursor() const { return cursor_; }
  /// Whether `line`, which stands in the place of the last line, is this one with what was typed behind it. A prompt may
  /// be drawn anew as another line, if `may_be_prompt`.
  [[nodiscard]] bool is_replaced_by(std::string_view line, bool may_be_prompt = true) const;
  /// Whether a line in any place begins like this one.
  [[nodiscard]] bool begins(std::string_view line) const;
  /// The same for a line that goes on after that.
  [[nodiscard]] bool is_continued_by(std::string_view line) const;

  /// The line as it was shown last with what was typed behind it; "" if nothing was.
  [[nodiscard]] const std::string& shown() const { return shown_; }
  void show(std::string_view line) { shown_ = line; }

 private:
  tmux::Cursor cursor_;
  unsigned bits_ = 0;  ///< how many bits of the cursor's fingerprint of the line are known
  std::optional<std::string> text_;
  std::string shown_;
};

}  // namespace smcp::tools
