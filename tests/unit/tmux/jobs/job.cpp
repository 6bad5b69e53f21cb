#include "tmux/jobs/job.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

Cursor cursor() {
  Cursor cursor;
  cursor.pane = PaneId{3};
  cursor.pid = 4711;
  cursor.width = 80;
  cursor.screen = 12;
  return cursor;
}

const std::string kState = "1000\t%3\t77\t990\t5\t2000\t2\t4\t80\t24\t0\t0\t/dev/pts/3\t\t\t\tjob\n";
const std::string kMark = "1000:::80:24:5:3:0";

std::string line(const std::string& start, const std::string& end, const std::string& past,
                 const std::string& job) {
  return start + "\t" + end + "\t" + past + "\tzzzzzz 5\t900 905 \t" + job +
         "\t/tmp/s\tbash\tfile:///home\taaaaaa 77 far ash\t" + kState;
}

}  // namespace

TEST_CASE("a job's id is its pane's and six characters more") {
  const auto id = JobId::parse("%3-k4f9q2");
  REQUIRE(id);
  CHECK(id->pane == PaneId{3});
  CHECK(id->text() == "%3-k4f9q2");
  for (const char* text :
       {"", "%3", "%3-", "%3-k4f9q", "%3-k4f9q2x", "%3-K4f9q2", "3-k4f9q2", "%x-k4f9q2", "%3_k4f9q2"}) {
    INFO(text);
    CHECK_FALSE(JobId::parse(text));
  }
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) {
    const JobId fresh = JobId::make(PaneId{3});
    CHECK(JobId::parse(fresh.text()) == fresh);
    made.insert(fresh.token);
  }
  CHECK(made.size() >= 999);  // of about two thousand million
}

TEST_CASE("a record is one line, and keeps the beginning of the command") {
  const JobRecord record{"k4f9q2", cursor(), summary_of("make  all\n\techo  'done'\n\n")};
  CHECK(record.command == "make  all  echo  'done'");
  const auto parsed = JobRecord::parse(record.text());
  REQUIRE(parsed);
  CHECK(parsed->token == record.token);
  CHECK(parsed->before == record.before);
  CHECK(parsed->command == record.command);
  CHECK_FALSE(JobRecord::parse(""));
  CHECK_FALSE(JobRecord::parse("k4f9q2 nonsense make"));
  CHECK_FALSE(JobRecord::parse("k4f " + cursor().text() + " make"));
  constexpr auto kMax = JobRecord::kMaxCommand;
  CHECK(summary_of(std::string(kMax, 'x')) == std::string(kMax, 'x'));
  CHECK(summary_of(std::string(kMax + 1, 'x')) == std::string(kMax - 3, 'x') + "…");
  // No character is cut.
  CHECK(summary_of(std::string(kMax - 4, 'x') + "ééé") == std::string(kMax - 4, 'x') + "…");
}

TEST_CASE("one look: marks count only if they are the newest job's") {
  const std::string job = "aaaaaa " + cursor().text() + " make all";
  const auto none = JobLook::parse(line("", "", "", ""));
  REQUIRE(none);
  CHECK_FALSE(none->job);
  CHECK(none->with_newest().empty());
  CHECK(none->command == "bash");
  CHECK(none->socket == "/tmp/s");
  CHECK(none->typing == "zzzzzz 5");
  CHECK(none->state.history == 5);
  CHECK(none->typists == "900 905 ");
  CHECK(none->typist_idle() == none->state.now - 905);
  JobLook nobody = *none;
  nobody.typists.clear();
  CHECK(nobody.typist_idle() > 1'000'000'000);

  const auto running =
      JobLook::parse(line("aaaaaa " + kMark, "bbbbbb 0 " + kMark, "bbbbbb/0//" + kMark, job));
  REQUIRE(running);
  CHECK(running->job_runs());
  CHECK(running->job->command == "make all");
  CHECK_FALSE(running->marks.end);
  CHECK(running->marks_of({PaneId{3}, "bbbbbb"})->status == 0);
  CHECK(running->marks_of({PaneId{3}, "cccccc"}) == nullptr);

  const auto ended = JobLook::parse(line("aaaaaa " + kMark, "aaaaaa 2 " + kMark, "", job));
  REQUIRE(ended);
  CHECK_FALSE(ended->job_runs());
  CHECK(ended->is_newest({PaneId{3}, "aaaaaa"}));
  CHECK(ended->marks.status == 2);
  CHECK(ended->with_newest().front().token == "aaaaaa");

  CHECK(ended->path == "file:///home");
  CHECK(ended->shell == JobShell{77, true, "ash"});

  const auto begun = JobLook::parse(line("bbbbbb " + kMark, "bbbbbb 0 " + kMark, "", job));
  REQUIRE(begun);
  CHECK_FALSE(begun->marks.start);
  CHECK_FALSE(begun->job_runs());
  CHECK_FALSE(JobLook::parse("nonsense"));
  const std::vector<PastJob> full(PastJob::kMost, {"bbbbbb", {}});
  CHECK(JobLook::parse(line("", "", PastJob::text(full), job))->with_newest().size() == PastJob::kMost);
}

TEST_CASE("rows of looks at a job: too few fields, words for numbers") {
  const auto is_row = [](std::string_view line) { return JobLook::parse(line).has_value(); };
  const std::string row = line("", "", "", "");
  constexpr std::size_t kStateFields = 17;
  const std::size_t fields = fields_of(row).size();
  REQUIRE(fields == 10 + kStateFields);
  CHECK(fewest_fields(row, is_row) == fields);
  // Whatever a program in the pane has set in place of our options is not a job, but does not hide the pane.
  CHECK(refused_numbers(row, is_row).front() == 10);
}

TEST_CASE("a job that runs a shell can end after the jobs in that shell") {
  const std::string job = "bbbbbb " + cursor().text() + " ls";
  const std::string around = PastJob::text({{"aaaaaa", {JobMark::parse(kMark), {}, {}}, true}});
  const JobId outer{PaneId{3}, "aaaaaa"};
  const auto inside = JobLook::parse(line("bbbbbb " + kMark, "bbbbbb 0 " + kMark + ",", around, job));
  REQUIRE(inside);
  CHECK(inside->runs_around(outer));
  CHECK_FALSE(inside->job_runs());
  CHECK(inside->with_newest().back().around);

  // The outer job's end is stored before that of the inner one.
  const std::string ends = "aaaaaa 7 " + kMark + ",bbbbbb 0 " + kMark + ",";
  const auto left = JobLook::parse(line("bbbbbb " + kMark, ends, around, job));
  REQUIRE(left);
  CHECK_FALSE(left->runs_around(outer));
  CHECK(left->marks_of(outer)->status == 7);
  CHECK(left->marks.status == 0);
  CHECK_FALSE(left->runs_around({PaneId{3}, "bbbbbb"}));
}

TEST_CASE("the shell of a job, as tmux remembers it") {
  for (const JobShell& shell :
       {JobShell{12, false, "bash"}, JobShell{12, true, ""}, JobShell{7, true, "a b"}})
    CHECK(JobShell::parse(shell.text()) == shell);
  CHECK_FALSE(JobShell::parse(""));
  CHECK_FALSE(JobShell::parse("bash"));
}
