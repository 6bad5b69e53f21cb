#include "text/joined_echo.hpp"

#include <algorithm>

#include "text/cells.hpp"
#include "text/fingerprint.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

/// `text` from a cell on; nothing if it is shorter, or it is not known where its cells are.
std::optional<std::string_view> from_cell(std::string_view text, std::size_t cell) {
  for (; cell > 0; --cell) {
    if (text.empty()) return std::nullopt;
    const CodePoint point = first_code_point(text);
    if (!takes_one_cell(point.value)) return std::nullopt;
    text.remove_prefix(point.size);
  }
  return text;
}

}  // namespace

std::optional<JoinedEcho::End> JoinedEcho::end_in(std::string_view line, std::size_t cells) const {
  if (lines_.empty() || width_ == 0) return std::nullopt;
  const std::size_t most = longest();
  // Blanks behind the text are not told from those with which tmux fills a row.
  line = tmux::trimmed(line);
  // A line may begin like one that was typed before: of those behind the same prompt it is the longest.
  std::optional<End> found;
  std::size_t shortest = kMaxPrompt + 1;
  for (End end; end.bytes <= std::min(line.size(), most);) {
    const bool at_margin = end.cells > 0 && end.cells % width_ == 0;
    if (at_margin || end.bytes == line.size()) {
      const auto prompt = prompt_of(line.substr(0, end.bytes), cells);
      if (prompt && *prompt <= shortest) {
        shortest = *prompt;
        found = end;
      }
    }
    if (end.bytes == line.size()) break;
    const CodePoint point = first_code_point(line.substr(end.bytes));
    if (!takes_one_cell(point.value)) break;
    end.bytes += point.size;
    ++end.cells;
  }
  return found && found->bytes < line.size() ? found : std::nullopt;
}

bool JoinedEcho::is_full(std::string_view line) const {
  if (lines_.empty() || width_ == 0 || line.size() < width_ || line.size() > longest()) return false;
  const auto cells = cells_of(line);
  return cells && *cells % width_ == 0;
}

std::size_t JoinedEcho::longest() const {
  std::size_t longest = 0;
  for (const TypedLine& typed : lines_) longest = std::max<std::size_t>(longest, typed.size);
  return longest + kMaxPrompt;
}

std::optional<std::size_t> JoinedEcho::prompt_of(std::string_view text, std::size_t cells) const {
  text = tmux::trimmed(text);
  std::optional<std::size_t> shortest;
  for (const TypedLine& typed : lines_) {
    if (text.size() < typed.size || text.size() - typed.size > kMaxPrompt) continue;
    const std::string_view before = text.substr(0, text.size() - typed.size);
    const bool has_prompt =
        ends_like_prompt(before) || ends_with_row(before, cells) || ends_with_row(text, cells);
    if (has_prompt && typed.is_end_of(text))
      shortest = std::min(before.size(), shortest.value_or(kMaxPrompt));
  }
  return shortest;
}

bool JoinedEcho::ends_with_row(std::string_view text, std::size_t cells) const {
  if (!row_ || row_->cells < cells) return false;
  const auto last = from_cell(text, row_->cells - cells);
  return last && tmux::is_row(*last, row_->fingerprint, row_->bits);
}

}  // namespace smcp::tools
