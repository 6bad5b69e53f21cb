#include "tmux/jobs/first_prompt.hpp"

#include "text/trim.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/read/last_typed.hpp"

namespace smcp::tmux {
namespace {

/// The job has ended in the row of the prompt, and neither we nor a person has pressed a key since.
bool follows_job(const JobLook& look, std::string_view last_typed) {
  if (!look.job || !look.marks.end || last_typed != LastTyped{look.job->before, {}}.text()) return false;
  const JobMark& end = *look.marks.end;
  const PaneState& now = look.state;
  const std::uint64_t collected = now.counters ? now.counters->collected : 0;
  if (end.row() != collected + now.history + now.cursor_y) return false;
  return look.typist_idle() > now.now - end.time;
}

/// Neither we nor a person has pressed a key since the shell was started; nor does it look as if a program has.
bool is_new(const JobLook& look, std::string_view last_typed, std::optional<std::chrono::seconds> age,
            std::string_view text) {
  if (look.job || !last_typed.empty() || !age || look.typist_idle() <= age->count() + 1) return false;
  const auto lines = split_lines(text);
  if (lines.empty()) return false;
  const std::string_view prompt = trimmed(lines.back());
  for (auto line = lines.begin(); line + 1 != lines.end(); ++line) {
    if (line->starts_with(prompt)) return false;
  }
  return true;
}

}  // namespace

bool is_surely_first_prompt(const JobLook& look, std::string_view last_typed,
                            std::optional<std::chrono::seconds> age, std::string_view text) {
  return follows_job(look, last_typed) || is_new(look, last_typed, age, text);
}

}  // namespace smcp::tmux
