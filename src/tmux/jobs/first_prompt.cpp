#include "tmux/jobs/first_prompt.hpp"

#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

/// The job has ended in the row of the prompt, and neither we nor a person has pressed a key since.
bool follows_job(const JobLook& look, std::string_view last_typed) {
  if (!look.job || !look.marks.end || last_typed != look.job->last_typed()) return false;
  const JobMark& end = *look.marks.end;
  const PaneState& now = look.state;
  const std::uint64_t collected = now.counters ? now.counters->collected : 0;
  // After a last line without its newline, the prompt is in the next row.
  const std::uint64_t row = end.row() + (end.cursor_x > 0 ? 1 : 0);
  if (row != collected + now.history + now.cursor_y) return false;
  return look.typist_idle() > now.now - end.time;
}

/// Neither we nor a person has pressed a key since the shell was started, and there is nothing above its prompt, such as
/// what a program has typed.
bool is_new(const JobLook& look, std::string_view last_typed, std::optional<std::chrono::seconds> age,
            std::string_view rows) {
  const std::string_view above = rows.substr(0, rows.rfind('\n') + 1);  // npos + 1 is 0
  const bool is_first_row = look.state.history + look.state.cursor_y < kPromptRows && end_of_text(above) == 0;
  return is_first_row && !look.job && last_typed.empty() && age && look.typist_idle() > age->count() + 1;
}

}  // namespace

bool is_surely_first_prompt(const JobLook& look, std::string_view last_typed,
                            std::optional<std::chrono::seconds> age, std::string_view rows) {
  return follows_job(look, last_typed) || is_new(look, last_typed, age, rows);
}

}  // namespace smcp::tmux
