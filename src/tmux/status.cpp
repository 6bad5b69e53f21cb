#include "tmux/status.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

#include "tmux/errors.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// Rows beyond those known to be wanted: what may be printed between the two requests.
constexpr std::int64_t kSlack = 64;

/// What tmux itself writes into a pane whose command has ended, unless it is told otherwise.
constexpr std::string_view kDeadNotice = "Pane is dead";

/// Of one request; screens of kPanesAtOnce large terminals take a tenth of it.
constexpr std::size_t kMaxText = std::size_t{16} * 1024 * 1024;

template <typename Number>
bool take(std::string_view text, Number& number) {
  const auto parsed = parse_number<Number>(text);
  if (parsed) number = *parsed;
  return parsed.has_value();
}

/// For what a tmux may not know or not tell: empty.
template <typename Number>
bool take_if_any(std::string_view text, Number& number) {
  return text.empty() || take(text, number);
}

std::string_view trimmed(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

/// The first `count` lines of `text`, which loses them; nothing if there are fewer.
std::optional<std::vector<std::string_view>> take_rows(std::string_view& text, std::uint64_t count) {
  std::vector<std::string_view> rows;
  while (rows.size() < count) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    rows.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end + 1);
  }
  return rows;
}

/// The last line that is not blank.
std::string_view last_text(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  const auto newline = text.rfind('\n');
  return newline == std::string_view::npos ? text : text.substr(newline + 1);
}

std::string beginning(std::string_view row) {
  return std::string(row.substr(0, Mark::kMaxCursorRow));
}

/// Rows [first, last], counted from the top of the screen; some may not be there.
struct Range {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// Rows that capture-pane gives for it, counted from the oldest.
Range given(const Range& asked, const Mark& now) {
  const auto history = static_cast<std::int64_t>(now.history);
  const auto bottom = history + static_cast<std::int64_t>(now.height) - 1;
  return {std::clamp<std::int64_t>(asked.first + history, 0, bottom),
          std::clamp<std::int64_t>(asked.last + history, 0, bottom)};
}

std::uint64_t rows_above(const Mark& mark) {
  return std::min(mark.held_row(), Mark::kRowsAbove);
}

/// Where the rows of `since` should be by now.
Range rows_of(const Mark& since, const PaneToSee& pane) {
  const auto at = since.row() - static_cast<std::int64_t>(pane.history + pane.collected);
  return {at - static_cast<std::int64_t>(rows_above(since)) - kSlack, at};
}

std::optional<RowsOfOld> find_old(const Mark& since, const Mark& now, const Range& have,
                                  const std::vector<std::string_view>& rows) {
  const auto collected = static_cast<std::int64_t>(now.counters ? now.counters->collected : 0);
  const std::int64_t at = since.row() - collected;
  const std::int64_t first = at - static_cast<std::int64_t>(rows_above(since));
  if (first < have.first || at > have.last) return std::nullopt;
  const auto begin = rows.begin() + (first - have.first);
  const auto end = rows.begin() + (at - have.first);
  return RowsOfOld{hash_rows({begin, end}), beginning(*end)};
}

std::string state_format(std::string_view marker) {
  return std::string(marker) + kFieldSeparator + "%s" + kFieldSeparator +
         row_format({"window_activity", "history_size", "history_limit", "cursor_y", "pane_width",
                     "pane_height", "alternate_on", "pane_pid", "pane_output_generation",
                     "history_generation", "history_collected"});
}

std::optional<Mark> parse_mark(std::string_view line, PaneId pane) {
  const auto split = split_row(line, 13);
  if (!split) return std::nullopt;
  const auto& row = *split;
  Mark mark;
  mark.pane = pane;
  const bool taken = take(row[1], mark.now) && take(row[2], mark.activity) && take(row[3], mark.history) &&
                     take(row[4], mark.limit) && take(row[5], mark.cursor_y) && take(row[6], mark.width) &&
                     take(row[7], mark.height) && take_if_any(row[9], mark.pid);
  if (!taken || mark.height == 0 || mark.cursor_y >= mark.height) return std::nullopt;
  mark.alternate = row[8] == "1";
  PaneCounters counters;
  if (take(row[10], counters.output) && take(row[11], counters.generation) &&
      take(row[12], counters.collected))
    mark.counters = counters;
  return mark;
}

/// What one pane's part of the answer says: the state, rows for the mark, rows of old, the screen joined.
std::optional<Glance> parse_glance(std::string_view text, const PaneToSee& pane) {
  const auto line_end = text.find('\n');
  if (line_end == std::string_view::npos) return std::nullopt;
  const auto mark = parse_mark(text.substr(0, line_end), pane.pane);
  text.remove_prefix(line_end + 1);
  if (!mark) return std::nullopt;
  Glance glance{*mark, {}, {}};
  const std::uint64_t before = std::min(mark->history, Mark::kRowsAbove);
  const auto rows = take_rows(text, before + mark->height);
  if (!rows) return std::nullopt;
  const auto cursor = rows->begin() + static_cast<std::ptrdiff_t>(before + mark->cursor_y);
  glance.mark.above = hash_rows({cursor - static_cast<std::ptrdiff_t>(rows_above(*mark)), cursor});
  glance.mark.cursor_row = beginning(*cursor);
  if (pane.since != nullptr) {
    const Range have = given(rows_of(*pane.since, pane), *mark);
    const auto old = take_rows(text, static_cast<std::uint64_t>(have.last - have.first + 1));
    if (!old) return std::nullopt;
    glance.old = find_old(*pane.since, *mark, have, *old);
  }
  glance.last_line = last_text(text);
  if (pane.dead && glance.last_line.starts_with(kDeadNotice)) {
    glance.last_line = last_text(text.substr(0, text.rfind(kDeadNotice)));
  }
  return glance;
}

/// What no output holds.
std::string fresh_marker() {
  std::random_device random;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string marker = "seen-";
  for (int word = 0; word < 3; ++word) {
    auto bits = random();
    for (int i = 0; i < 8; ++i, bits >>= 4U) marker.push_back(kDigits[bits & 0xfU]);
  }
  return marker;
}

/// One call on its way, one request after the other. Lives as long as one of them.
class Seeing : public std::enable_shared_from_this<Seeing> {
 public:
  using Glances = std::vector<std::optional<Glance>>;

  Seeing(Chain chain, std::vector<PaneToSee> panes, UniqueFunction<void(Result<Glances>)> done)
      : chain_(std::move(chain)), panes_(std::move(panes)), done_(std::move(done)) {}

  void next() {
    if (glances_.size() == panes_.size()) return done_(std::move(glances_));
    asked_ = std::min(panes_.size() - glances_.size(), kPanesAtOnce);
    marker_ = fresh_marker();
    text_.clear();
    const auto self = shared_from_this();
    chain_->stream(
        command(),
        [self](std::string_view bytes) {
          if (self->text_.size() <= kMaxText) self->text_.append(bytes);
        },
        [self](const Result<Reply>& reply) { self->take(reply); });
  }

 private:
  [[nodiscard]] Command command() const {
    std::optional<Command> command;
    const auto begin = [&command](std::string_view name) -> Command& {
      return command ? command->then(name) : command.emplace(name);
    };
    for (std::size_t i = 0; i < asked_; ++i) {
      const PaneToSee& pane = panes_[glances_.size() + i];
      const std::string id = pane.pane.text();
      begin("display-message").flag("-p").flag("-t").arg(id).arg(state_format(marker_));
      const std::string above = "-" + std::to_string(Mark::kRowsAbove);
      begin("capture-pane").flag("-p").flag("-t").arg(id).flag("-S").flag(above);
      if (pane.since != nullptr) {
        const Range rows = rows_of(*pane.since, pane);
        begin("capture-pane").flag("-p").flag("-t").arg(id);
        command->flag("-S").flag(std::to_string(rows.first)).flag("-E").flag(std::to_string(rows.last));
      }
      begin("capture-pane").flag("-p").flag("-J").flag("-t").arg(id);
      if (pane.dead) command->flag("-S").flag("-1");  // what the notice has pushed off the screen
    }
    return std::move(*command);
  }

  void take(const Result<Reply>& reply) {
    const auto wanted = glances_.size() + asked_;
    if (text_.size() > kMaxText) {
      return done_(Error{Errc::too_large, "tmux answered with more than 16 MiB; name fewer sessions"});
    }
    take_parts();
    if (reply) {
      if (glances_.size() != wanted) return done_(unexpected_answer("display-message"));
      return next();
    }
    if (reply.error().code == Errc::no_server) {
      glances_.resize(panes_.size());
      return next();
    }
    if (reply.error().code != Errc::not_found || glances_.size() == wanted) return done_(reply.error());
    glances_.emplace_back();  // the one that ended the batch is gone
    next();
  }

  /// Up to the first that is none: tmux prints blanks for the state of a pane that is gone.
  void take_parts() {
    std::string_view rest = text_;
    for (auto at = rest.find(marker_); at != std::string_view::npos;) {
      rest.remove_prefix(at);
      at = rest.find(marker_, marker_.size());
      auto glance = parse_glance(rest.substr(0, at), panes_[glances_.size()]);
      if (!glance) return;
      glances_.push_back(std::move(glance));
      if (glances_.size() == panes_.size()) return;
    }
  }

  Chain chain_;
  std::vector<PaneToSee> panes_;
  UniqueFunction<void(Result<Glances>)> done_;
  Glances glances_;  ///< of the first of panes_
  std::size_t asked_ = 0;
  std::string marker_;
  std::string text_;
};

}  // namespace

void see_panes(const Chain& chain, std::vector<PaneToSee> panes,
               UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done) {
  std::make_shared<Seeing>(chain, std::move(panes), std::move(done))->next();
}

}  // namespace smcp::tmux
