// What a pane shows at one moment: exactly the visible rows, with their colours, and where the cursor is. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"

namespace smcp::tmux {

struct Screen {
  PaneId pane;
  std::uint32_t cursor_x = 0;  ///< column, from 0; may be `width` before a wrap
  std::uint32_t cursor_y = 0;  ///< row, from 0
  bool cursor_visible = true;
  bool alternate = false;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::string title;
  std::string rows;  ///< `height` rows as `capture-pane -e -N` prints them, each ended by '\n'
};

/// Asks for the screen of a pane target, in one batch, which may be continued with Command::then().
[[nodiscard]] Command screen_command(std::string_view target);

/// Takes the answer in chunks that may be cut anywhere.
class ScreenReading {
 public:
  /// Upper bound on the rows, in bytes: tmux's largest panes, of 10 000 columns and rows, are beyond it.
  static constexpr std::size_t kMaxBytes = std::size_t{32} * 1024 * 1024;

  /// Returns what comes after the last row.
  std::string_view feed(std::string_view bytes);
  /// Nothing if the answer is not complete, or is none: there is no such pane.
  [[nodiscard]] const std::optional<Screen>& screen() const { return rows_left_ == 0 ? screen_ : none_; }
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }

 private:
  void take_head();

  std::string head_;
  bool is_head_complete_ = false;
  std::optional<Screen> screen_;
  std::optional<Screen> none_;
  std::uint32_t rows_left_ = 0;
  bool is_too_large_ = false;
};

/// The error for a screen that does not fit into an answer.
[[nodiscard]] Error screen_too_large();
/// The complete screen, or screen_too_large(), or an unexpected answer.
[[nodiscard]] Result<Screen> screen_of(const ScreenReading& reading);

}  // namespace smcp::tmux
