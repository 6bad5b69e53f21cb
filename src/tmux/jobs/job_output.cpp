#include "tmux/jobs/job_output.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "tmux/jobs/below_typed_line.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_changes.hpp"
#include "tmux/read/pane_rows.hpp"

namespace smcp::tmux {
namespace {

/// How many rows above the start mark are searched for the typed line.
constexpr std::int64_t kRowsAbove = 12;
/// Maximum number of requests while the pane keeps changing between them.
constexpr unsigned kMaxAttempts = 8;

/// A shell has printed its prompt after at most this time, in fewer rows than this.
constexpr std::chrono::seconds kSoon{2};
constexpr std::uint64_t kMoreThanPrompt = 100;

/// One reading under way; it lives in the frame of read_one().
class Reading {
 public:
  Reading(Chain chain, JobOutputRequest request) : chain_(std::move(chain)), request_(std::move(request)) {}

  Task<Result<JobOutput>> run_all() {
    for (unsigned attempt = 1;; ++attempt) {
      const std::optional<Range> range = place();
      if (!range) co_return nothing_to_tell();
      Answer answer(request_, range->above);
      Command command = question(*range);
      const auto reply = co_await called_back<Result<Reply>>([&](RequestChain::OnReply done) {
        auto feed = [&answer](std::string_view bytes) { answer.feed(bytes); };
        chain_->stream(std::move(command), std::move(feed), std::move(done));
      });
      if (!reply) co_return reply.error();
      auto now = parse_pane_state(answer.head);
      if (!now) co_return unexpected_answer("capture-pane");
      const bool same = has_same_rows(request_.state, *now);
      request_.state = std::move(*now);
      const bool found = answer.typed_line.found() && !is_displaced(answer.between);
      if (same && (found || !answer.by_marks)) {
        const auto& text = found ? answer.text : answer.all;
        text->finish();
        const auto end = end_of(answer.rows, range->last, text->text());
        co_return JobOutput{text, !found, end};
      }
      if (same) by_scan_ = true;
      if (!same && attempt >= kMaxAttempts) co_return nothing_to_tell();
    }
  }

 private:
  /// Rows, counted from the oldest one that there is.
  struct Range {
    /// How many rows above may hold the typed line; if 0, it is searched for in the text.
    std::int64_t above = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;  ///< less than `first` if there are none
  };

  /// One answer: the pane's state, the rows of its cursor, the rows above, and the text.
  struct Answer {
    Answer(const JobOutputRequest& request, std::int64_t rows_above)
        : rows({{first_row_of(request.state), request.state.rows() - first_row_of(request.state)}}),
          rows_to_come(rows_above),
          text(new_tail(request)),
          all(new_tail(request)),
          typed_line(request.id, request.shown,
                     [this](std::string_view bytes) {
                       if (by_marks) {
                         between += bytes;
                       } else {
                         text->feed(bytes);
                       }
                     }),
          by_marks(rows_above > 0) {}

    void feed(std::string_view bytes) {
      if (!has_head) {
        head += take_line(bytes);
        return has_head ? feed(bytes) : void();
      }
      if (!rows.complete()) bytes = rows.feed(bytes);
      while (rows_to_come > 0 && !bytes.empty()) {
        const auto row = bytes.substr(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);
        typed_line.feed(row);
        bytes.remove_prefix(row.size());
        if (row.ends_with('\n')) --rows_to_come;
      }
      if (bytes.empty()) return;
      if (by_marks) return text->feed(bytes);
      typed_line.feed(bytes);
      if (!typed_line.found()) all->feed(bytes);
    }

    /// Removes and returns what precedes the newline, and removes the newline.
    std::string_view take_line(std::string_view& bytes) {
      const auto end = bytes.find('\n');
      const auto line = bytes.substr(0, end);
      has_head = end != std::string_view::npos;
      bytes.remove_prefix(has_head ? end + 1 : bytes.size());
      return line;
    }

    static std::shared_ptr<Tail> new_tail(const JobOutputRequest& request) {
      return std::make_shared<Tail>(Tail::Limits{request.lines, request.max_bytes, true});
    }

    std::string head;
    bool has_head = false;
    PaneRows rows;  ///< those that a cursor is made of
    std::int64_t rows_to_come;
    std::shared_ptr<Tail> text;  ///< the output
    std::shared_ptr<Tail> all;   ///< all of the text, until the typed line is found
    BelowTypedLine typed_line;
    bool by_marks;
    std::string
        between;  ///< what is between the typed line and the mark, without the command right below the line
  };

  /// Whether the start mark is not where it was made. What its shell has printed last before it is the command; hooks
  /// of the user (preexec) may have printed something before that. Only a command that is known can be told from it.
  [[nodiscard]] bool is_displaced(std::string between) const {
    if (between.empty() || request_.shown.empty()) return false;
    std::string shown = request_.shown;
    for (std::string* text : {&between, &shown})
      std::erase_if(*text, [](char c) { return c == ' ' || c == '\n'; });
    return !between.ends_with(shown);
  }

  /// The first of the rows that a cursor covers.
  static std::uint64_t first_row_of(const PaneState& state) {
    return state.history - std::min(state.history, Cursor::kRowsAbove);
  }

  /// The rows to read, if it is known where the output is.
  std::optional<Range> place() {
    if (!request_.marks.end) return std::nullopt;
    const PaneState& state = request_.state;
    const JobMark& end_mark = *request_.marks.end;
    auto end = row_of_mark(end_mark, state);
    // The prompt may have filled the history, so that tmux has discarded a tenth of it.
    const bool dropped = !end && (end = row_of_mark(end_mark, state, 1));
    if (!end || state.alternate) return std::nullopt;
    // The row of the cursor is output only if there is something before the cursor.
    const std::int64_t last = static_cast<std::int64_t>(*end) - (end_mark.cursor_x > 0 ? 0 : 1);
    const auto& start_mark = request_.marks.start;
    const auto start = start_mark && !by_scan_ ? start_row(*start_mark, state, dropped) : std::nullopt;
    const auto first = static_cast<std::int64_t>(start.value_or(0));
    if (start && first > 0 && first <= last + 1) return Range{std::min(first, kRowsAbove), first, last};
    by_scan_ = true;
    if (last < 0 || (dropped && !is_prompts_doing(end_mark, state))) return std::nullopt;
    return Range{0, 0, last};
  }

  /// The row of the start mark. If the typed line is right above it, this also proves that nothing was
  /// discarded before the end.
  static std::optional<std::uint64_t> start_row(const JobMark& mark, const PaneState& now, bool dropped) {
    if (!dropped) return row_of_mark(mark, now);
    const std::uint64_t rows = now.discarded_at_once();
    return mark.row() > rows ? std::optional(mark.row() - rows) : std::nullopt;
  }

  /// Whether at most a prompt can have been printed since the end.
  static bool is_prompts_doing(const JobMark& end, const PaneState& now) {
    return now.now - end.time <= kSoon.count() && now.discarded_at_once() >= kMoreThanPrompt;
  }

  [[nodiscard]] Command question(const Range& range) const {
    Command command("display-message");
    command.flag("-p").flag("-t").arg(request_.id.pane.text()).arg(pane_state_format());
    const auto rows_from = static_cast<std::int64_t>(first_row_of(request_.state));
    add_capture(command, rows_from, static_cast<std::int64_t>(request_.state.rows()) - 1, "-N");
    if (range.above > 0) add_capture(command, range.first - range.above, range.first - 1, "-N");
    if (range.last >= range.first) add_capture(command, range.first, range.last, "-J");
    return command;
  }

  void add_capture(Command& command, std::int64_t first, std::int64_t last, std::string_view how) const {
    const auto history = static_cast<std::int64_t>(request_.state.history);
    command.then("capture-pane").flag("-p").flag(how).flag("-t").arg(request_.id.pane.text());
    command.flag("-S").flag(std::to_string(first - history)).flag("-E").flag(std::to_string(last - history));
  }

  /// The cursor as if nothing had come below row `last`, where `text` ends: the prompt, and what runs in the
  /// background, may have printed something meanwhile.
  [[nodiscard]] std::optional<Cursor> end_of(PaneRows& rows, std::int64_t last, std::string_view text) const {
    const PaneState& state = request_.state;
    const auto below = static_cast<std::uint64_t>(last + 1);
    if (!rows.complete() || below < state.history) return std::nullopt;
    if (below < state.rows()) rows.replace_from(below, std::string(state.rows() - below, '\n'));
    text = text.substr(0, text.find_last_not_of('\n') + 1);
    auto cursor = cursor_of(state, rows, text.substr(text.rfind('\n') + 1));
    if (!cursor) return std::nullopt;
    // It must not be taken for a cursor of the pane as it is now, in which there is nothing new.
    cursor->second_over = false;
    if (cursor->counters && cursor->counters->output > 0) --cursor->counters->output;
    return cursor;
  }

  [[nodiscard]] JobOutput nothing_to_tell() const {
    auto none = Answer::new_tail(request_);
    none->finish();
    return {std::move(none), true, std::nullopt};
  }

  Chain chain_;
  JobOutputRequest request_;
  bool by_scan_ = false;  ///< the start mark is of no use
};

Task<Result<JobOutput>> read_one(Chain chain, JobOutputRequest request) {
  Reading reading(std::move(chain), std::move(request));
  auto output = co_await reading.run_all();
  co_return output;
}

}  // namespace

std::optional<std::uint64_t> row_of_mark(const JobMark& mark, const PaneState& now, std::uint64_t drops) {
  if (mark.width != now.width) return std::nullopt;
  if (now.counters) {
    if (mark.generation != now.counters->generation || mark.row() < now.counters->collected)
      return std::nullopt;
    return mark.row() - now.counters->collected;
  }
  // tmux discards a tenth of the limit at a time, and only from a full history. A taller window moves some
  // rows back to the screen.
  const std::uint64_t pulled = now.height > mark.height ? now.height - mark.height : 0;
  const std::uint64_t step = now.discarded_at_once();
  const std::uint64_t history = now.history + pulled + drops * step;
  const bool shrunk = history < mark.history;
  const bool may_have_dropped = history + step > now.limit && history - mark.history >= step;
  if (shrunk || may_have_dropped || mark.row() < drops * step) return std::nullopt;
  return mark.row() - drops * step;
}

void read_job_output(const Chain& chain, JobOutputRequest request,
                     UniqueFunction<void(Result<JobOutput>)> done) {
  start(read_one(chain, std::move(request)), std::move(done));
}

}  // namespace smcp::tmux
