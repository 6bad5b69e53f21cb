#include "tools/screen_text.hpp"

#include <algorithm>
#include <utility>

#include "text/sgr.hpp"
#include "text/shortened.hpp"

namespace smcp::tools {
namespace {

std::string rows_of(const tmux::Screen& screen, bool colors) {
  std::string colored;
  tmux::SelfContainedLines lines;
  lines.feed(screen.rows, colored);
  lines.finish(colored);
  if (!colored.empty() && colored.back() == '\n') colored.pop_back();
  return tmux::plain_line(colored, !colors);
}

}  // namespace

ScreenText::ScreenText(tmux::Screen screen, bool colors)
    : screen_(std::move(screen)),
      text_(std::make_shared<std::string>(rows_of(screen_, colors))),
      highlights_(tmux::find_highlights(screen_.rows, screen_.width)) {}

void ScreenText::write(transport::JsonWriter& writer) const {
  // A cursor that waits behind the last column for the next character is shown in that column.
  const auto column = std::min(screen_.cursor_x + 1, screen_.width);
  writer.key("screen").begin_object();
  writer.key("cursor").begin_array();
  writer.unsigned_integer(screen_.cursor_y + 1).unsigned_integer(column).end_array();
  writer.field("cursor_visible", screen_.cursor_visible).field("alternate", screen_.alternate);
  writer.field("title", shortened(screen_.title));
  writer.key("size").begin_array();
  writer.unsigned_integer(screen_.width).unsigned_integer(screen_.height).end_array();
  writer.key("highlighted").begin_array();
  for (const auto& run : highlights_.runs)
    writer.begin_array().unsigned_integer(run.row).string(run.text).end_array();
  writer.end_array();
  if (highlights_.left_out > 0) writer.field("more_highlighted", highlights_.left_out);
  writer.end_object();
}

}  // namespace smcp::tools
