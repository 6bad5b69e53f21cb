// The newest lines that a pane shows, kept from one look to the next. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "text/tail.hpp"

namespace smcp::tools {

class RecentLines {
 public:
  explicit RecentLines(std::size_t most) : most_(most) {}

  /// What is shown now, whatever was there.
  void show(const tmux::Tail& text);
  /// What has come; `replaces_last`: the first of it is the last line, changed.
  void add(const tmux::Tail& text, bool replaces_last);

  /// Those that are not blank, the newest the last.
  [[nodiscard]] const std::deque<std::string>& lines() const { return lines_; }
  /// The line above the last one; "" if it is not known.
  [[nodiscard]] std::string above() const { return lines_.size() < 2 ? "" : lines_[lines_.size() - 2]; }

 private:
  std::size_t most_;
  std::deque<std::string> lines_;
};

}  // namespace smcp::tools
