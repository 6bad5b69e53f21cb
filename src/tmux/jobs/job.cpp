#include "tmux/jobs/job.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/token.hpp"
#include "text/next_word.hpp"
#include "text/utf8.hpp"
#include "tmux/link/row_table.hpp"
#include "tmux/read/last_typed.hpp"

namespace smcp::tmux {
namespace {

/// The rest of an option's value that begins with this token and a space.
std::optional<std::string_view> of_token(std::string_view option, std::string_view token) {
  if (next_word(option, ' ') != token) return std::nullopt;
  return option;
}

/// What tmux prints for a look. It can be read whole only when the job's token is known.
struct JobRow {
  std::string_view start;
  std::string_view end;
  std::string_view shell;
  JobLook look;
};

bool take_past(std::string_view printed, std::vector<PastJob>& past) {
  past = PastJob::parse(printed);
  return true;
}
/// Whatever is not a record is not a job: any program in the pane can set the option.
bool take_job(std::string_view printed, std::optional<JobRecord>& job) {
  job = JobRecord::parse(printed);
  return true;
}
bool take_state(std::string_view printed, PaneState& state) {
  auto parsed = parse_pane_state(printed);
  if (parsed) state = std::move(*parsed);
  return parsed.has_value();
}

/// `marks` with the end and the status that the option tells of the job.
JobMarks with_end(JobMarks marks, std::string_view option, std::string_view token) {
  while (!option.empty()) {
    auto end = of_token(next_word(option, ','), token);
    if (!end) continue;
    marks.status = parse_number<int>(next_word(*end, ' '));
    marks.end = JobMark::parse(*end);
    break;
  }
  return marks;
}

std::string variable(std::string_view name) {
  return "#{" + std::string(name) + "}";
}

const RowTable<JobRow>& job_rows() {
  static const RowTable<JobRow> table{
      field<&JobRow::start>(variable(job_option::kStart)),
      field<&JobRow::end>(variable(job_option::kEnd)),
      field_by<take_past, &JobRow::look, &JobLook::past>(variable(job_option::kPast)),
      field<&JobRow::look, &JobLook::typing>(variable(job_option::kTyping)),
      field<&JobRow::look, &JobLook::typists>(std::string(JobLook::typists_format())),
      field_by<take_job, &JobRow::look, &JobLook::job>(variable(job_option::kJob)),
      field<&JobRow::look, &JobLook::socket>("#{socket_path}"),
      field<&JobRow::look, &JobLook::command>("#{pane_current_command}"),
      field<&JobRow::look, &JobLook::path>("#{pane_path}"),
      field<&JobRow::shell>(variable(job_option::kShell)),
      field_by<take_state, &JobRow::look, &JobLook::state>(pane_state_format()),
  };
  return table;
}

}  // namespace

JobId JobId::make(PaneId pane) {
  return {pane, fresh_token(kTokenSize)};
}

std::optional<JobId> JobId::parse(std::string_view text) {
  const auto pane = PaneId::parse(next_word(text, '-'));
  if (!pane || !is_token(text, JobId::kTokenSize)) return std::nullopt;
  return JobId{*pane, std::string(text)};
}

std::string job_option::script(const JobId& id) {
  return "@smcp-" + id.token;
}

std::string job_buffer(const JobId& id) {
  return "smcp-" + id.token;
}

std::string summary_of(std::string_view command) {
  std::string summary(command.substr(0, command.find_last_not_of(" \t\n") + 1));
  if (summary.size() > JobRecord::kMaxCommand) {
    constexpr std::string_view kCut = "…";
    summary.resize(utf8_prefix(summary, JobRecord::kMaxCommand - kCut.size()).size());
    summary += kCut;
  }
  for (char& c : summary) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return summary;
}

std::string JobRecord::last_typed() const {
  return LastTyped{before, tools::typed_lines(command)}.text();
}

std::string JobRecord::text() const {
  return token + " " + before.text() + " " + command;
}

std::optional<JobRecord> JobRecord::parse(std::string_view text) {
  JobRecord record;
  record.token = next_word(text, ' ');
  const auto before = Cursor::parse(next_word(text, ' '));
  if (!is_token(record.token, JobId::kTokenSize) || !before) return std::nullopt;
  record.before = *before;
  record.command = text;
  return record;
}

std::string JobShell::text() const {
  return std::to_string(pid) + (far ? " far " : " near ") + name;
}

std::optional<JobShell> JobShell::parse(std::string_view text) {
  JobShell shell;
  if (!take_number(next_word(text, ' '), shell.pid)) return std::nullopt;
  shell.far = next_word(text, ' ') == "far";
  shell.name = text;
  return shell;
}

const std::string& JobLook::format() {
  return job_rows().format();
}

std::optional<JobLook> JobLook::parse(std::string_view line) {
  auto row = job_rows().parse(line);
  if (!row) return std::nullopt;
  JobLook look = std::move(row->look);
  if (!look.job) return look;
  if (const auto start = of_token(row->start, look.job->token)) look.marks.start = JobMark::parse(*start);
  if (const auto shell = of_token(row->shell, look.job->token)) look.shell = JobShell::parse(*shell);
  look.marks = with_end(look.marks, row->end, look.job->token);
  for (PastJob& job : look.past) {
    if (!job.marks.end) job.marks = with_end(job.marks, row->end, job.token);
  }
  return look;
}

std::string_view JobLook::typists_format() {
  // For a window in several sessions, the format cannot tell which these are, so all attached sessions count.
  return "#{?window_linked,#{S:#{?session_attached,#{session_activity} ,}},"
         "#{?session_attached,#{session_activity},}}";
}

std::int64_t JobLook::typist_idle() const {
  std::int64_t last = std::numeric_limits<std::int64_t>::min() / 2;
  std::string_view times = typists;
  while (!times.empty()) {
    const auto time = parse_second(next_word(times, ' '));
    if (time) last = std::max(last, *time);
  }
  return state.now - last;
}

const JobMarks* JobLook::marks_of(const JobId& id) const {
  if (is_newest(id)) return &marks;
  const auto found =
      std::find_if(past.begin(), past.end(), [&](const PastJob& old) { return old.token == id.token; });
  return found == past.end() ? nullptr : &found->marks;
}

bool JobLook::runs_around(const JobId& id) const {
  return std::any_of(past.begin(), past.end(), [&](const PastJob& old) {
    return old.token == id.token && old.around && !old.marks.end;
  });
}

std::vector<PastJob> JobLook::with_newest() const {
  std::vector<PastJob> jobs = past;
  if (!job) return jobs;
  jobs.insert(jobs.begin(), PastJob{job->token, marks, job_runs()});
  if (jobs.size() > PastJob::kMost) jobs.resize(PastJob::kMost);
  return jobs;
}

}  // namespace smcp::tmux
