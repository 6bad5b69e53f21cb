#include "tmux/jobs/job_marks.hpp"

#include <algorithm>
#include <utility>

#include "base/token.hpp"
#include "text/next_word.hpp"
#include "tmux/jobs/protocol.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

/// Follows the token of a job that ran around the next one.
constexpr char kAround = '+';

constexpr std::string_view kPlace =
    ":#{history_generation}:#{history_collected}:#{pane_width}:#{pane_height}:#{history_size}:"
    "#{cursor_y}:#{cursor_x}";

template <typename Number>
bool next_number(std::string_view& text, Number& number) {
  return take_number(next_word(text, ':'), number);
}

bool next_rows(std::string_view& text, std::uint64_t& rows) {
  return take_rows(next_word(text, ':'), rows);
}

/// Nothing if tmux does not know the format.
bool take_counter(std::string_view& text, std::optional<std::uint64_t>& counter) {
  const auto word = next_word(text, ':');
  if (word.empty()) return true;
  counter = parse_number<std::uint64_t>(word);
  return counter.has_value();
}

}  // namespace

std::string JobMark::format() {
  return "#{window_activity}" + std::string(kPlace);
}

std::string JobMark::format_at(std::int64_t time) {
  return std::to_string(time) + std::string(kPlace);
}
std::optional<JobMark> JobMark::parse(std::string_view text) {
  JobMark mark;
  const bool taken = take_second(next_word(text, ':'), mark.time) && take_counter(text, mark.generation) &&
                     take_counter(text, mark.collected) && next_number(text, mark.width) &&
                     next_number(text, mark.height) && next_rows(text, mark.history) &&
                     next_number(text, mark.cursor_y) && next_number(text, mark.cursor_x);
  if (!taken || !text.empty() || mark.collected.value_or(0) > kMaxRows) return std::nullopt;
  return mark;
}

std::string JobMark::text() const {
  const auto counter = [](const std::optional<std::uint64_t>& value) {
    return value ? std::to_string(*value) : std::string();
  };
  return std::to_string(time) + ":" + counter(generation) + ":" + counter(collected) + ":" +
         std::to_string(width) + ":" + std::to_string(height) + ":" + std::to_string(history) + ":" +
         std::to_string(cursor_y) + ":" + std::to_string(cursor_x);
}

std::int64_t JobMarks::seconds() const {
  return start && end ? std::max<std::int64_t>(end->time - start->time, 0) : 0;
}

std::string PastJob::text(const std::vector<PastJob>& jobs) {
  std::string text;
  for (const auto& [token, marks, around] : jobs) {
    if (!text.empty()) text += " ";
    text += token + (around ? std::string(1, kAround) : "") + "/" +
            (marks.status ? std::to_string(*marks.status) : "") + "/";
    text += (marks.start ? marks.start->text() : "") + "/" + (marks.end ? marks.end->text() : "");
  }
  return text;
}

std::vector<PastJob> PastJob::parse(std::string_view text) {
  std::vector<PastJob> jobs;
  while (!text.empty() && jobs.size() < kMost) {
    std::string_view word = next_word(text, ' ');
    PastJob job;
    job.token = next_word(word, '/');
    job.around = job.token.ends_with(kAround);
    if (job.around) job.token.pop_back();
    job.marks.status = parse_number<int>(next_word(word, '/'));
    job.marks.start = JobMark::parse(next_word(word, '/'));
    job.marks.end = JobMark::parse(word);
    if (is_token(job.token, kJobTokenSize)) jobs.push_back(std::move(job));
  }
  return jobs;
}

}  // namespace smcp::tmux
