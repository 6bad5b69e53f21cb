#include "tools/waits/ended_job.hpp"

namespace smcp::tools {
namespace {

/// Rows are counted anew when the screen is cleared, and what was there before seems to be further down then. What ended
/// before the last output that `start` knows of, or in another generation, is not compared. Nor is what ended in the same
/// second if a shell was at its prompt already, though it may be one inside of the job.
bool ended_below(const tmux::JobMark& end, const tmux::Cursor& start) {
  if (start.counters && end.generation != start.counters->generation) return false;
  if (!start.counters && end.time < start.activity + (start.at_prompt ? 1 : 0)) return false;
  const auto row = static_cast<std::int64_t>(end.row());
  // The prompt after a job is in the row where the job ended, or below it if that row has text.
  return row > start.end_at() || (row == start.end_at() && end.cursor_x > 0);
}

}  // namespace

void EndedJob::write(transport::JsonWriter& writer) const {
  writer.field("job", id);
  if (status) {
    writer.field("exit_code", *status);
  } else {
    writer.key("exit_code").raw("null");
  }
}

std::optional<EndedJob> ended_since(const tmux::JobLook& look, const tmux::Cursor& start) {
  if (!look.job || !look.marks.end) return std::nullopt;
  const bool began_there = look.job->before.text() == start.text();
  // If it ran where the wait began, the line that was typed for it was on the screen already.
  const auto& began = look.marks.start;
  const bool may_have_run = !began || start.end_at() + 1 >= static_cast<std::int64_t>(began->row());
  const bool ended_later = may_have_run && ended_below(*look.marks.end, start);
  if (!began_there && !ended_later) return std::nullopt;
  return EndedJob{tmux::JobId{look.state.pane, look.job->token}.text(), look.marks.status};
}

}  // namespace smcp::tools
