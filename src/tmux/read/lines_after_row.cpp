#include "tmux/read/lines_after_row.hpp"

#include <algorithm>
#include <utility>

#include "text/trim.hpp"

namespace smcp::tmux {

LinesAfterRow::LinesAfterRow(const PaneRows& rows, From from, UniqueFunction<void(std::string_view)> on_text)
    : rows_(rows),
      from_(from),
      walk_(rows, from.first_row),
      on_text_(std::move(on_text)),
      passing_(from.row < 0),
      failed_(from.first_row > 0 && from.row < static_cast<std::int64_t>(from.first_row)) {}

void LinesAfterRow::feed(std::string_view chunk) {
  while (!chunk.empty() && !failed_) {
    if (passing_) return pass(chunk);
    const auto end = std::min(chunk.find('\n'), chunk.size());
    line_.append(chunk.substr(0, end));
    if (line_.size() > kMaxLine) failed_ = true;
    if (end == chunk.size()) return;
    chunk.remove_prefix(end + 1);
    end_line();
  }
}

void LinesAfterRow::finish() {
  if (!passing_ && !failed_ && !line_.empty()) end_line();
  if (!passing_) failed_ = true;  // the known row was never reached
  if (!from_.colors || failed_) return;
  shown_.clear();
  colored_.finish(shown_);
  on_text_(shown_);
}

void LinesAfterRow::end_line() {
  plain_.clear();
  if (from_.colors) strip_sgr(line_, plain_);
  const std::string_view line = from_.colors ? plain_ : line_;
  const auto rows = walk_.next(line);
  if (rows && has_text(line)) last_walked_ = rows;
  line_.push_back('\n');
  if (!rows || kept_.size() > kMaxLine) {
    failed_ = true;
  } else {
    reach(*rows);
  }
  line_.clear();
}

void LinesAfterRow::reach(const LineWalk::Rows& rows) {
  const auto known = static_cast<std::uint64_t>(from_.row);
  const std::uint64_t begin = known - std::min(known, from_.rows_before);
  if (rows.last < begin && !rows.more) {
    if (!from_.colors) return;
    shown_.clear();
    colored_.feed(line_, shown_);  // its colours may continue in later lines
    return;
  }
  if (kept_.empty()) torn_ = rows.first == from_.first_row && rows.first > 0;
  kept_ += line_;
  if (rows.last < known && !rows.more) return;
  const auto print = rows_.fingerprint({known, 1});
  changed_ = !print || low_bits(*print, from_.bits) != from_.fingerprint || rows.last > known || rows.more;
  joined_ = changed_ && rows.first < begin;
  const bool wanted = changed_ || from_.inclusive;
  torn_ = torn_ && wanted;
  passing_ = true;
  if (wanted) return pass(kept_);
  if (!from_.colors) return;
  shown_.clear();
  colored_.feed(kept_, shown_);
}

void LinesAfterRow::pass(std::string_view text) {
  if (!from_.colors) return on_text_(text);
  shown_.clear();
  colored_.feed(text, shown_);
  on_text_(shown_);
}

}  // namespace smcp::tmux
