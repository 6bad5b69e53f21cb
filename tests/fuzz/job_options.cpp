// Anything in a pane may set the pane's options: what they say of jobs and of who types there can be reckoned
// with, whatever it is, and what is taken for ours is spelled as ours.
#include <array>
#include <string>

#include "fuzzing.hpp"
#include "tmux/act/typing_lock.hpp"
#include "tmux/jobs/job.hpp"

using namespace smcp::fuzz;
using namespace smcp::tmux;

namespace {

constexpr std::string_view kState =
    "1700000000\t%3\t10\t1700000000\t5\t2000\t0\t3\t80\t24\t0\t0\t/dev/pts/3\t\t\t\tjob";

/// The next line of the input, as tmux prints an option: a tab in it ends the field, as in any other.
std::string_view next_line(std::string_view& input) {
  const auto line = input.substr(0, input.find('\n'));
  input.remove_prefix(line.size() < input.size() ? line.size() + 1 : line.size());
  return line;
}

void reckon(const JobMarks& marks) {
  require(marks.seconds() >= 0, "no job has taken less than no time");
  for (const auto& mark : {marks.start, marks.end}) {
    if (!mark) continue;
    require(mark->row() >= mark->history, "rows are counted up");
    require(JobMark::parse(mark->text()) == mark, "a mark is what it says");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::string line;
  for (int field = 0; field < 6; ++field) line.append(next_line(input)).push_back('\t');
  line.append("/tmp/socket\tbash\t");
  for (int field = 0; field < 2; ++field) line.append(next_line(input)).push_back('\t');
  line.append(kState);
  const auto look = JobLook::parse(line);
  if (!look) return 0;
  static_cast<void>(look->typist_idle());
  static_cast<void>(look->job_runs());
  reckon(look->marks);
  for (const auto& past : look->past) reckon(past.marks);
  require(look->past.size() <= PastJob::kMost, "past jobs are few");
  const auto jobs = look->with_newest();
  const auto again = PastJob::parse(PastJob::text(jobs));
  require(again.size() == jobs.size(), "no job is lost on its way to the options");
  for (std::size_t i = 0; i < jobs.size(); ++i)
    require(again[i].token == jobs[i].token && again[i].marks == jobs[i].marks, "nor changed");
  if (look->job) {
    const JobId id{PaneId{3}, look->job->token};
    require(JobId::parse(id.text()) == id, "a job's id is what it says");
    require(look->is_newest(id) && look->marks_of(id) == &look->marks, "the newest job is the newest");
    require(JobRecord::parse(look->job->text()).has_value(), "a record is one again");
  }
  if (const auto lock = TypingLock::parse(look->typing)) {
    static_cast<void>(lock->stands(look->state.now));
    require(TypingLock::parse(lock->text())->second == lock->second, "a lock is what it says");
  }
  return 0;
}
