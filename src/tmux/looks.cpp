#include "tmux/looks.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <utility>

namespace smcp::tmux {
namespace {

std::string base_36(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  do text.insert(text.begin(), kDigits[number % kDigits.size()]);
  while ((number /= kDigits.size()) > 0);
  return text;
}

bool certainly_quiet(const Mark& then, const Mark& now) {
  if (then.pid != now.pid && now.pid != 0) return false;
  if (then.counters && now.counters) return then.counters->output == now.counters->output;
  return now.activity < then.now;  // seconds: equal ones say nothing
}

/// Rows were not wrapped anew, nor swapped with another screen's, nor uncountably discarded.
bool same_grid(const Mark& then, const Mark& now) {
  if ((then.pid != now.pid && now.pid != 0) || then.width != now.width || then.height != now.height ||
      then.alternate || now.alternate || then.counters.has_value() != now.counters.has_value())
    return false;
  if (now.counters) return then.counters->generation == now.counters->generation;
  // tmux discards a tenth of its history at once, when that has reached the limit (grid_collect_history).
  const std::uint64_t step = std::max<std::uint64_t>(now.limit / 10, 1);
  return then.limit == now.limit && now.history >= then.history && now.history + step <= now.limit;
}

/// Rows that would prove it have been discarded since, where tmux counts them.
bool discarded(const Mark& then, const Mark& now) {
  const auto above = static_cast<std::int64_t>(std::min(then.held_row(), Mark::kRowsAbove));
  return now.counters && then.row() - above < static_cast<std::int64_t>(now.counters->collected);
}

/// In the top row there is nothing above that would prove anything; so its own text must.
bool same_text(const Mark& then, const RowsOfOld& old) {
  if (then.held_row() > 0) return old.above == then.above;
  return !then.cursor_row.empty() && old.cursor_row.starts_with(then.cursor_row);
}

}  // namespace

std::int64_t Mark::row() const {
  return static_cast<std::int64_t>(held_row() + (counters ? counters->collected : 0));
}

Progress progress(const Mark& then, const Mark& now, const std::optional<RowsOfOld>& old) {
  if (certainly_quiet(then, now)) return {Progress::Kind::none, 0};
  if (!same_grid(then, now) || now.row() < then.row()) return {};
  if (!discarded(then, now) && !(old && same_text(then, *old))) return {};
  return {Progress::Kind::rows, static_cast<std::uint64_t>(now.row() - then.row())};
}

std::size_t hash_rows(const std::vector<std::string_view>& rows) {
  std::string all;
  for (const auto row : rows) all.append(row).push_back('\n');
  return std::hash<std::string>{}(all);
}

Looks::Looks() {
  std::random_device random;
  prefix_ = base_36((std::uint64_t{random()} << 8U) | (random() & 0xffU)) + "-";  // at most 8 digits
}

std::string Looks::keep(Marks marks) {
  if (marks.size() > kMaxMarks) marks.erase(marks.begin() + kMaxMarks, marks.end());
  marks.shrink_to_fit();
  looks_.push_front({prefix_ + base_36(++last_), std::make_shared<const Marks>(std::move(marks))});
  if (looks_.size() > kMaxLooks) looks_.pop_back();
  return looks_.front().token;
}

std::shared_ptr<const Looks::Marks> Looks::find(std::string_view token) {
  const auto found =
      std::find_if(looks_.begin(), looks_.end(), [&](const Look& look) { return look.token == token; });
  if (found == looks_.end()) return nullptr;
  looks_.splice(looks_.begin(), looks_, found);
  return looks_.front().marks;
}

}  // namespace smcp::tmux
