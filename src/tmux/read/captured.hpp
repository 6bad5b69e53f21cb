// The result of a capture. Pure.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/tail.hpp"
#include "text/trim.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"
#include "tmux/read/screen.hpp"

namespace smcp::tmux {

struct Captured {
  /// Finished. Holds the last `lines` lines, or all that there are; Tail::left_out() says what did not fit.
  std::shared_ptr<Tail> text;
  std::size_t screen_lines = 0;  ///< how many of the last lines of `text` belong to an alternate screen
  PaneState state;
  Cursor cursor;
  std::optional<Screen> screen{};    ///< if it was asked for
  std::vector<std::string> first{};  ///< the answer to CaptureRequest::first, by lines
  /// If they were asked for: the rows of the screen from the cursor's on, without the spaces on their right; none on
  /// an alternate screen.
  std::vector<std::string> below{};

  /// The first of them that has text and is not the cursor's own, without its blanks on the right; "" if there is none.
  [[nodiscard]] std::string_view text_below() const {
    for (std::size_t i = 1; i < below.size(); ++i) {
      if (has_text(below[i])) return trimmed(below[i]);
    }
    return {};
  }
};

}  // namespace smcp::tmux
