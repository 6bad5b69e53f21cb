#include "tmux/read/pane_reading.hpp"

#include <algorithm>
#include <utility>

namespace smcp::tmux {
namespace {

/// Longer than any row of numbers and a name. What is longer without a newline is not a state.
constexpr std::size_t kMaxHead = 4096;

}  // namespace

PaneReading::PaneReading(const PaneQuestion& question, Sink sink)
    : mark_(question.mark),
      asked_(question.rows),
      text_from_(question.text_from),
      sink_(std::move(sink)),
      behind_(question.behind) {}

void PaneReading::feed(std::string_view bytes) {
  if (!behind_) return feed_part(bytes);
  // A mark stands on a line of its own, except with tmux up to 3.1, which omits the newline of a wrapped
  // line.
  const std::string end = behind_->mark + "\n";
  held_ += bytes;
  std::size_t begin = 0;
  for (auto at = held_.find(end); at != std::string::npos; at = held_.find(end, begin)) {
    feed_part(std::string_view(held_).substr(begin, at - begin));
    end_part();
    begin = at + end.size();
  }
  std::size_t kept = std::min(end.size() - 1, held_.size() - begin);
  while (kept > 0 && !held_.ends_with(std::string_view(end).substr(0, kept))) --kept;
  feed_part(std::string_view(held_).substr(begin, held_.size() - kept - begin));
  held_.erase(0, held_.size() - kept);
}

void PaneReading::end_part() {
  if (part_++ == 0) {
    if (!state_ || !rows_.complete()) return state_.reset();
    has_text_ = true;
    if (!fits()) return;
    picture_ = rows_.fingerprint({state_->history, state_->height}).value_or(0);
    rows_.replace_from(state_->history, behind_rows_);
    normal_height_ = static_cast<std::uint32_t>(std::count(behind_rows_.begin(), behind_rows_.end(), '\n'));
    return sink_.on_rows();
  }
  if (part_ == 2 && line_open_ && has_text_ && fits()) sink_.on_text("\n");
}

bool PaneReading::fits() const {
  if (!state_ || state_->alternate != behind_.has_value()) return false;
  return !behind_ || behind_->history == (state_->history > 0);
}

PaneState PaneReading::normal() const {
  PaneState normal = *state_;
  if (behind_) normal.height = normal_height_;
  return normal;
}

/// Takes bytes of one part of the answer, without marks.
void PaneReading::feed_part(std::string_view bytes) {
  if (part_ == 0) return feed_rows(bytes);
  if (bytes.empty() || !has_text_ || !fits()) return;
  if (part_ == 2) return sink_.on_screen(bytes);
  line_open_ = bytes.back() != '\n';
  sink_.on_text(bytes);
}

void PaneReading::feed_rows(std::string_view bytes) {
  if (!head_complete_) {
    const auto end = bytes.find('\n');
    head_.append(bytes.substr(0, std::min(end, kMaxHead)));
    if (end == std::string_view::npos && head_.size() <= kMaxHead) return;
    head_complete_ = true;
    take_state(head_);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  if (!state_ || bytes.empty()) return;
  if (!has_text_) {
    bytes = rows_.feed(bytes);
    if (!rows_.complete()) return;
    if (behind_) {
      if (behind_rows_.size() + bytes.size() <= PaneRows::kMaxBytes) behind_rows_ += bytes;
      return;
    }
    has_text_ = true;
    sink_.on_rows();
  }
  if (!bytes.empty()) sink_.on_text(bytes);
}

std::uint64_t PaneReading::first_row() const {
  return behind_ && !behind_->history ? 0 : row_at(text_from_);
}

void PaneReading::take_state(std::string_view line) {
  if (!line.starts_with(mark_)) return;
  state_ = parse_pane_state(line.substr(mark_.size()));
  if (!state_ || state_->height == 0) return state_.reset();
  std::vector<RowRange> ranges;
  for (const auto& range : asked_) {
    std::uint64_t first = row_at(range.first);
    std::uint64_t last = range.last ? row_at(*range.last) : state_->rows() - 1;
    if (last < first) std::swap(first, last);  // as capture-pane does
    ranges.push_back({first, last - first + 1});
  }
  rows_ = PaneRows(ranges);
}

std::uint64_t PaneReading::row_at(std::int64_t screen_row) const {
  const auto history = static_cast<std::int64_t>(state_->history);
  const auto bottom = static_cast<std::int64_t>(state_->rows()) - 1;
  return static_cast<std::uint64_t>(std::clamp<std::int64_t>(history + screen_row, 0, bottom));
}

}  // namespace smcp::tmux
