// What a pane shows, as a result: its rows as one block, and what plain text does not tell of them in another.
#pragma once

#include <memory>
#include <string>

#include "json/writer.hpp"
#include "text/highlights.hpp"
#include "tmux/read/screen.hpp"
#include "transport/tool_result.hpp"

namespace smcp::tools {

/// The same for all tools that show a screen. Rows and columns are counted from 1, as terminals and editors do, so that
/// row n is line n of the block.
class ScreenText {
 public:
  /// With `colors`, the rows keep their colours as SGR sequences.
  explicit ScreenText(tmux::Screen screen, bool colors = false);

  /// Exactly the visible rows, blank ones included, each without its trailing blanks.
  [[nodiscard]] transport::TextBlock block() const { return {*text_, text_}; }
  [[nodiscard]] const tmux::Screen& screen() const { return screen_; }
  /// `"screen":{"cursor":[row,column],…,"highlighted":[[row,text],…]}`
  void write(transport::JsonWriter& writer) const;

 private:
  tmux::Screen screen_;
  std::shared_ptr<std::string> text_;
  tmux::Highlights highlights_;
};

}  // namespace smcp::tools
