#include "tools/waits/answer.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace smcp::tools {
namespace {

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

void Answer::shown_before(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (!line.empty()) before_.add_old(line);
  }
}

void Answer::take(const tmux::Polled& polled) {
  if (!polled.text || polled.screen_lines == 0) {
    if (!polled.state.alternate) on_screen_ = false;
    return;
  }
  KnownLines::Comparison before(before_);
  on_screen_ = false;
  const auto rows = static_cast<std::size_t>(polled.screen_lines);
  for (std::size_t row = 0; row < rows && row < polled.text->lines(); ++row) {
    const std::string_view line = polled.text->line_from_end(rows - 1 - row);
    const bool has_cursor = row == polled.state.cursor_y;  // what is typed is most likely shown there
    if (line.empty() || before.is_known(line) || has_cursor) continue;
    if (!shows_typed(line, typed_)) on_screen_ = true;
  }
}

/// A last line that grows is looked at as it is now: it may be half an echo at first.
bool Answer::has_come(const WaitLines& lines) const {
  const KeptLines& kept = lines.kept();
  if (on_screen_ || kept.skipped() > 0) return true;
  auto line = kept.lines().begin();
  if (line != kept.lines().end() && *line == lines.start_line()) ++line;
  KnownLines::Comparison before(before_);
  const bool is_anew = !lines.reset().empty();  // what was shown may be among it
  return std::any_of(line, kept.lines().end(), [&](const std::string& text) {
    return !text.empty() && !(is_anew && before.is_known(text)) && !shows_typed(text, typed_);
  });
}

}  // namespace smcp::tools
