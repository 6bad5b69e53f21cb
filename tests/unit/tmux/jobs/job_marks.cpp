#include "tmux/jobs/job_marks.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("a mark is a list of numbers, with the counters if tmux has them") {
  for (const std::string text : {"1000:::80:24:5:3:0", "1000:2:30:80:24:5:3:79"}) {
    const auto mark = JobMark::parse(text);
    REQUIRE(mark);
    CHECK(mark->text() == text);
  }
  CHECK(JobMark::parse("1000:2:30:80:24:5:3:79")->row() == 38);
  CHECK(JobMark::parse("1000:::80:24:5:3:79")->row() == 8);
  for (const char* text :
       {"", "1000", "1000:::80:24:5:3", "1000:::80:24:5:3:0:1", "x:::80:24:5:3:0", "1000:x::80:24:5:3:0",
        ":::80:24:5:3:0",
        // What anything in the pane may set, and no tmux says.
        "-1:::80:24:5:3:0", "9223372036854775807:::80:24:5:3:0", "-9223372036854775808:::80:24:5:3:0",
        "1000:::80:24:18446744073709551615:3:0", "1000:2:18446744073709551615:80:24:5:3:0"}) {
    INFO(text);
    CHECK_FALSE(JobMark::parse(text));
  }
  // The cursor's column is the last of them: that is what the scripts go by.
  CHECK(JobMark::format().ends_with(":#{cursor_x}"));
  const auto format = JobMark::format();
  CHECK(std::count(format.begin(), format.end(), ':') == 7);
}

TEST_CASE("past jobs: no more than are kept, and nothing that is not a job") {
  std::vector<PastJob> jobs;
  for (std::size_t i = 0; i < PastJob::kMost; ++i) {
    jobs.push_back({"aaaaa" + std::to_string(i),
                    {JobMark::parse("1000:::80:24:5:3:0"), JobMark::parse("1007:::80:24:9:3:0"), 3}});
  }
  jobs[1].marks.end.reset();
  jobs[1].marks.status.reset();
  const auto parsed = PastJob::parse(PastJob::text(jobs));
  REQUIRE(parsed.size() == PastJob::kMost);
  CHECK(parsed[0].token == "aaaaa0");
  CHECK(parsed[0].marks == jobs[0].marks);
  CHECK(parsed[0].marks.seconds() == 7);
  CHECK_FALSE(parsed[1].marks.end);
  CHECK_FALSE(parsed[1].marks.status);
  CHECK(PastJob::parse("nonsense a/b/c aaaaa1/4//").size() == 1);
  CHECK(PastJob::parse(PastJob::text(jobs) + " bbbbbb/0//").size() == PastJob::kMost);
  CHECK(PastJob::parse("").empty());
}
