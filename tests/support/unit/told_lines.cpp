#include "support/unit/told_lines.hpp"

#include <algorithm>
#include <utility>

#include "support/catch.hpp"
#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

/// A window grows by less between two checks, and then takes rows back from the history.
constexpr std::size_t kMostRowsBack = 8;

void trim(std::vector<std::string>& lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
}

}  // namespace

void ToldLines::begin(std::size_t row, std::vector<std::string> lines) {
  base_ = row;
  known_ = std::move(lines);
  kept_ = 0;
  rows_.clear();
}

void ToldLines::add(const std::vector<std::string>& lines, bool replace_last) {
  if (!base_) return;
  CHECK((!replace_last || !known_.empty()));
  if (replace_last && !known_.empty()) known_.pop_back();
  kept_ = known_.size();
  known_.insert(known_.end(), lines.begin(), lines.end());
}

void ToldLines::check(std::size_t oldest) {
  if (!base_) return;
  trim(known_);
  kept_ = std::min(kept_, known_.size());
  auto rows = rows_now();
  keep_ends(rows);
  std::vector<std::string> expected(1);
  for (const auto& row : rows) {
    expected.back() += row.text;
    if (!row.joined) expected.emplace_back();
  }
  for (auto& line : expected) line = trimmed(line);
  trim(expected);
  CHECK(known_ == expected);
  if (known_.empty()) {
    base_ = last_line(oldest);
    rows = rows_now();
  }
  kept_ = known_.size();
  for (auto& row : rows) row.text = trimmed(row.text);
  rows_ = std::move(rows);
  settle();
}

/// From base_ on, ends as they are now.
std::vector<ToldLines::Row> ToldLines::rows_now() const {
  std::vector<Row> rows;
  for (std::size_t i = *base_; i < all_.rows(); ++i) {
    const auto& row = all_.normal_row(i);
    rows.push_back({row.text, row.wrapped});
  }
  return rows;
}

/// Where nothing is left of what was told, the last line with text above it is what is known: it may be replaced
/// next, and what is blank below it is told once more as soon as text follows. The row with which it begins.
std::size_t ToldLines::last_line(std::size_t oldest) {
  std::size_t end = all_.rows();
  while (end > oldest && !has_text(all_.normal_row(end - 1).text)) --end;
  if (end == oldest) return oldest;
  std::size_t row = end - 1;
  while (row > oldest && all_.normal_row(row - 1).wrapped) --row;
  std::string line;
  for (std::size_t i = row; i < end; ++i) line += all_.normal_row(i).text;
  known_.emplace_back(trimmed(line));
  return row;
}

/// The row after the lines that are kept: after the last text, if these are all that there was.
std::size_t ToldLines::after_kept() const {
  std::size_t lines = 0;
  std::size_t after = 0;
  for (; after < rows_.size() && lines < kept_; ++after) {
    if (!rows_[after].joined) ++lines;
  }
  const auto blank = [](const Row& row) { return row.text.empty(); };
  const auto rest = rows_.begin() + static_cast<std::ptrdiff_t>(after);
  if (!std::all_of(rest, rows_.end(), blank)) return after;
  while (after > 0 && blank(rows_[after - 1])) --after;
  return after;
}

void ToldLines::keep_ends(std::vector<Row>& rows) const {
  const std::size_t after = after_kept();
  const auto as_it_was = [&](std::size_t i) {
    const bool now_blank = i >= rows.size() || !has_text(rows[i].text);
    return now_blank ? is_blank(rows_, i) : i < rows_.size() && rows_[i].text == trimmed(rows[i].text);
  };
  for (std::size_t i = 0; i < std::min(after, rows.size()); ++i) {
    if (!as_it_was(i) || !as_it_was(i + 1)) continue;
    // Blank rows below the last text are told when there is text below them, and then as they are.
    if (i + 1 == after && is_blank(rows_, after)) continue;
    rows[i].joined = i + 1 < after && rows_[i].joined;
  }
}

/// What is in the history stays as it is. The last line may be replaced, and blank ones may follow.
void ToldLines::settle() {
  std::size_t lines = 0;
  std::size_t settled = 0;
  for (std::size_t i = 0; *base_ + i + kMostRowsBack < all_.history() && lines + 1 < known_.size(); ++i) {
    if (rows_[i].joined) continue;
    ++lines;
    settled = i + 1;
  }
  known_.erase(known_.begin(), known_.begin() + static_cast<std::ptrdiff_t>(lines));
  rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(settled));
  *base_ += settled;
  kept_ -= lines;
}

}  // namespace smcp::tmux
