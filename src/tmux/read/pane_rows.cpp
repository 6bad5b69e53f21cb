#include "tmux/read/pane_rows.hpp"

#include <algorithm>

#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

std::size_t leading_spaces(std::string_view text) {
  const auto first = std::find_if_not(text.begin(), text.end(), is_space);
  return static_cast<std::size_t>(first - text.begin());
}

}  // namespace

PaneRows::PaneRows(const std::vector<RowRange>& ranges) {
  for (const auto range : ranges) {
    if (range.count > 0) blocks_.push_back({range, {}, 0});
  }
}

std::string_view PaneRows::feed(std::string_view bytes) {
  while (!complete() && !bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    if (text_.size() + end <= kMaxBytes) text_.append(bytes.substr(0, end));
    if (end == bytes.size()) return {};
    bytes.remove_prefix(end + 1);
    Block& block = blocks_[block_];
    block.ends.push_back(text_.size());
    if (block.ends.size() == block.range.count && ++block_ < blocks_.size())
      blocks_[block_].begin = text_.size();
  }
  return bytes;
}

void PaneRows::replace_from(std::uint64_t first, std::string_view rows) {
  for (auto& block : blocks_) {
    const std::uint64_t kept = first > block.range.first ? first - block.range.first : 0;
    block.ends.resize(std::min<std::uint64_t>(block.ends.size(), kept));
    block.range.count = block.ends.size();
  }
  const auto count = static_cast<std::uint64_t>(std::count(rows.begin(), rows.end(), '\n'));
  if (count == 0) return;
  blocks_.push_back({{first, count}, {}, text_.size()});
  (void)feed(rows);
}

std::optional<std::string_view> PaneRows::row(std::uint64_t number) const {
  for (const auto& block : blocks_) {
    const std::uint64_t index = number - block.range.first;
    if (number < block.range.first || index >= block.ends.size()) continue;
    const std::size_t begin = index == 0 ? block.begin : block.ends[index - 1];
    return std::string_view(text_).substr(begin, block.ends[index] - begin);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> PaneRows::fingerprint(RowRange range) const {
  Fingerprint print;
  for (std::uint64_t i = 0; i < range.count; ++i) {
    const auto text = row(range.first + i);
    if (!text) return std::nullopt;
    print.row(*text);
  }
  return print.value();
}

PaneRows::Search PaneRows::last_text(std::uint64_t from) const {
  std::uint64_t lowest = from + 1;
  for (auto text = row(from); text; text = row(lowest - 1)) {
    --lowest;
    if (has_text(*text)) return {true, lowest};
    if (lowest == 0) break;
  }
  return {false, lowest};
}

std::uint64_t PaneRows::line_start(std::uint64_t last, std::string_view line) const {
  std::string_view rest = trimmed(line);
  for (std::uint64_t at = last;; --at) {
    const auto whole = row(at);
    const std::string_view text = trimmed(whole.value_or(std::string_view()));
    if (!whole || !rest.ends_with(text)) return last;
    rest = trimmed(rest.substr(0, rest.size() - text.size()));
    if (rest.empty()) return at;
    if (at == 0) return last;
  }
}

std::size_t LineWalk::spaces_of_row(std::string_view rest) const {
  const std::size_t spaces = leading_spaces(rest);
  const auto below = rows_->row(next_);
  const std::size_t others = below && has_text(*below) ? leading_spaces(*below) : 0;
  return others <= spaces ? spaces - others : spaces;
}

void LineWalk::skip_blank_rows(std::size_t spaces, std::size_t of_row) {
  while (spaces > of_row) {
    spaces -= of_row;
    const auto below = rows_->row(next_);
    if (!below || below->empty() || has_text(*below)) return;
    of_row = below->size();
    ++next_;
  }
}

std::optional<LineWalk::Rows> LineWalk::next(std::string_view line) {
  std::string_view rest = trimmed(line);
  Rows rows{next_, next_, false};
  for (bool first = true;; first = false) {
    const auto whole = rows_->row(next_);
    if (!whole && first) return std::nullopt;
    if (!whole) {
      rows.more = true;
      return rows;
    }
    const std::string_view text = trimmed(*whole);
    rows.last = next_++;
    if (rest == text) {
      skip_blank_rows(line.size() - trimmed(line).size(), whole->size() - text.size());
      return rows;
    }
    if (!rest.starts_with(text) || (rest.empty() && !text.empty())) return std::nullopt;
    rest.remove_prefix(text.size());
    rest.remove_prefix(std::min(whole->size() - text.size(), spaces_of_row(rest)));
  }
}

}  // namespace smcp::tmux
