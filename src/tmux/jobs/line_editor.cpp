#include "tmux/jobs/line_editor.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/contains.hpp"
#include "text/cells.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

/// The parser's constructs as zsh's PS2 shows them: zshmisc(1), `%_`.
constexpr auto kZshConstructs = std::to_array<std::string_view>(
    {"quote", "dquote",  "bquote", "heredoc",   "heredocd", "cmdsubst", "mathsubst", "subsh",  "cursh",
     "then",  "else",    "elif",   "elif-then", "if",       "for",      "foreach",   "repeat", "select",
     "until", "while",   "case",   "function",  "always",   "try",      "array",     "brace",  "braceparam",
     "pipe",  "errpipe", "cmdand", "cmdor",     "cond",     "math",     "nocorrect"});

constexpr bool is_white(char c) {
  return is_space(c) || c == '\n';
}

/// `behind`, what follows a cursor, without a right-hand prompt. It ends `margin` cells before the right
/// margin.
std::string_view without_right_prompt(std::string_view behind, std::size_t margin) {
  const auto gap = behind.find_first_not_of(' ');
  if (gap == std::string_view::npos) return {};
  return gap >= kRightPromptGap && margin <= kRightPromptMargin ? std::string_view() : behind;
}

/// The end of the last occurrence of `wanted` in `text`, ignoring white space in both.
std::optional<std::size_t> end_of_last(std::string_view text, std::string_view wanted) {
  std::string squeezed;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_white(text[i])) continue;
    squeezed.push_back(text[i]);
    places.push_back(i);
  }
  std::string needle;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(needle), [](char c) { return !is_white(c); });
  const auto found = squeezed.rfind(needle);
  if (found == std::string::npos || needle.empty()) return std::nullopt;
  return places[found + needle.size() - 1] + 1;
}

}  // namespace

std::int64_t cursor_cell(const PaneState& state) {
  return static_cast<std::int64_t>((state.history + state.cursor_y) * state.width + state.cursor_x);
}

CursorRow::CursorRow(std::string_view row, std::uint32_t cursor_x, std::uint32_t width)
    : row_(row), cursor_(cursor_x), width_(width) {
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (!continues_character(row_[i])) starts_.push_back(i);
  }
  one_cell_each_ = cells_of(row_).has_value();
  if (one_cell_each_ && starts_.size() > width_) cursor_ += (starts_.size() - 1) / width_ * width_;
}

std::string CursorRow::behind() const {
  if (!one_cell_each_ || starts_.size() <= cursor_) return {};
  const std::size_t used = starts_.size() % width_;
  const std::size_t margin = used == 0 ? 0 : width_ - used;
  return std::string(without_right_prompt(std::string_view(row_).substr(starts_[cursor_]), margin));
}

std::string_view CursorRow::right_prompt() const {
  const auto gap = row_.rfind(std::string(kRightPromptGap, ' '));
  if (gap == std::string::npos) return {};
  const std::size_t begin = gap + kRightPromptGap;
  const bool before_cursor =
      one_cell_each_ && (starts_.size() <= cursor_ || starts_[cursor_] > begin - kRightPromptGap);
  return before_cursor ? std::string_view() : std::string_view(row_).substr(begin);
}

bool CursorRow::begins_like(std::string_view row) const {
  if (!one_cell_each_) return true;
  const auto known =
      std::string_view(row_).substr(0, starts_.size() > cursor_ ? starts_[cursor_] : row_.size());
  return row.starts_with(trimmed(known));
}

std::string CursorRow::before(std::size_t cells) const {
  const auto width_of = [&](std::size_t i) -> std::size_t {
    return takes_one_cell(first_code_point(std::string_view(row_).substr(starts_[i])).value) ? 1 : 2;
  };
  std::size_t all = 0;
  for (std::size_t i = 0; i < starts_.size(); ++i) all += width_of(i);
  // Blanks at the end of a row are not in `row_`, but count.
  const std::size_t blanks = cursor_ - std::min(cursor_, all);
  std::size_t end = starts_.size();
  if (one_cell_each_) end = std::min(end, cursor_);
  std::size_t begin = end;
  for (std::size_t taken = blanks; begin > 0 && taken < cells;) taken += width_of(--begin);
  const auto offset = [&](std::size_t i) { return i < starts_.size() ? starts_[i] : row_.size(); };
  std::string text = row_.substr(offset(begin), offset(end) - offset(begin));
  return text.append(std::min(cells, blanks), ' ');
}

ShownLine find_shown_line(std::string_view text, std::string_view line, std::string_view right_prompt) {
  const auto end = end_of_last(text, line);
  if (!end) return {};
  std::string_view behind = text.substr(*end);
  const auto row_end = std::min(behind.find('\n'), behind.size());
  const auto row = behind.substr(0, row_end);
  const auto gap = row.find_first_not_of(' ');
  ShownLine found;
  found.shown = true;
  const auto begin = text.rfind('\n', *end - 1) + 1;  // npos + 1 is 0
  found.end = cells_of(text.substr(begin, *end - begin));
  const bool near = gap != std::string_view::npos && gap < kRightPromptGap;
  const bool known = near && gap > 0 && trimmed(row.substr(gap)) == right_prompt;
  if (near && !known) found.behind = trimmed(row);
  const auto below = behind.substr(row_end);
  if (std::any_of(below.begin(), below.end(), [](char c) { return !is_white(c); })) found.behind += below;
  return found;
}

bool has_lost_its_end(std::string_view text, std::string_view line, std::string_view behind) {
  const ShownLine whole = find_shown_line(text, line);
  if (!whole.shown) return find_shown_line(text, line.substr(0, line.size() - 1)).shown;
  const bool follows_the_same = !behind.empty() && behind.front() == line.back();
  return follows_the_same && trimmed(whole.behind) == trimmed(behind.substr(1));
}

std::optional<std::size_t> ShownLine::cells_to(const PaneState& cursor) const {
  if (!shown || !end || cursor.width == 0) return std::nullopt;
  const std::size_t cells = (cursor.cursor_x + cursor.width - *end % cursor.width) % cursor.width;
  if (cells == 0) return 0;
  // The cursor is after other text, and perhaps after spaces, which are not shown.
  const auto others = cells_of(behind);
  if (!others || cells < *others) return std::nullopt;
  return cells;
}

bool is_continuation_prompt(std::string_view line) {
  line = trimmed(line);
  if (!line.ends_with('>')) return false;
  line.remove_suffix(1);
  if (line.empty()) return true;
  const auto last = line.substr(line.rfind(' ') + 1);  // npos + 1 is 0
  return contains(kZshConstructs, last);
}

}  // namespace smcp::tmux
