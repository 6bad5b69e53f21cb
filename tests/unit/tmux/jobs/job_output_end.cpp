// read_job_output: the cursor behind a job's output, and what a poll from there gives.
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/polling.hpp"
#include "tmux/jobs/job_output.hpp"
#include "tmux/jobs/job_script.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

constexpr const char* kPrompt = "$ ";
const JobId kJob{PaneId{7}, "abc234"};

/// A job in a pane, of which the shell tells the marks.
struct JobInPane {
  explicit JobInPane(bool counts) : pane(200, 10, 2000), polling(pane) {
    pane.counts = counts;
    pane.print("before\n" + std::string(kPrompt) + typed_line(ShellKind::bash, kJob, "tmux") + "\n");
    request.id = kJob;
    request.marks.start = mark();
    request.lines = 1000;
    request.max_bytes = 1U << 20U;
  }

  [[nodiscard]] PaneState state() const {
    const auto text = pane.answer({"display-message", "-p", "-t", "%7", pane_state_format()});
    return *parse_pane_state(text.substr(0, text.find('\n')));
  }
  [[nodiscard]] JobMark mark() const {
    const PaneState now = state();
    JobMark mark;
    mark.time = now.now;
    mark.width = now.width;
    mark.height = now.height;
    mark.history = now.history;
    mark.cursor_y = now.cursor_y;
    mark.cursor_x = now.cursor_x;
    if (now.counters) mark.generation = now.counters->generation;
    if (now.counters) mark.collected = now.counters->collected;
    return mark;
  }
  /// The command prints this and ends, and the shell prints its prompt.
  void end(const std::string& output) {
    pane.print(output);
    request.marks.end = mark();
    request.marks.status = 0;
    pane.print(kPrompt);
  }
  JobOutput read() {
    std::optional<JobOutput> answer;
    request.state = state();
    read_job_output(polling.chain, request, [&answer](const Result<JobOutput>& output) {
      REQUIRE(output);
      answer = *output;
    });
    while (polling.client.waiting()) polling.client.answer();
    REQUIRE(answer);
    return *answer;
  }
  /// As a caller would send it back.
  static Cursor sent_back(const JobOutput& output) {
    REQUIRE(output.end);
    const auto cursor = Cursor::parse(output.end->text());
    REQUIRE(cursor);
    return *cursor;
  }

  FakePane pane;
  Polling polling;
  JobOutputRequest request;
};

}  // namespace

TEST_CASE(
    "a finished job's cursor: what came below its output is new, and nothing else, in the same request") {
  const bool counts = GENERATE(false, true);
  const int lines = GENERATE(0, 1, 5, 40);
  JobInPane job(counts);
  job.end(test::numbered_lines(1, lines));
  job.pane.now += 2;  // the output is read in a later second than it was printed
  const JobOutput output = job.read();
  CHECK(job.polling.client.asked.size() == 1);
  CHECK_FALSE(output.lost);
  CHECK(split(output.text->text()).size() == static_cast<std::size_t>(lines));
  const Cursor end = JobInPane::sent_back(output);
  // The pane has been quiet since the prompt, for any time: the prompt is new all the same.
  job.pane.now += 100;
  const Polled quiet = job.polling.poll(end);
  CHECK(quiet.kind == Polled::Kind::news);
  CHECK_FALSE(quiet.replaces_last);
  CHECK(split(quiet.text->text()) == std::vector<std::string>{"$"});
  job.pane.print("late\n");
  CHECK(split(job.polling.poll(end).text->text()) == std::vector<std::string>{"$ late"});
  CHECK(split(job.polling.poll(quiet.cursor).text->text()) == std::vector<std::string>{"$ late"});
}

TEST_CASE("a finished job's cursor: what the background has printed before the output was read is not lost") {
  const bool counts = GENERATE(false, true);
  JobInPane job(counts);
  job.end("done\n");
  job.pane.print("\nListening on 8000\n");
  const JobOutput output = job.read();
  CHECK(output.text->text() == "done");
  CHECK(split(job.polling.poll(JobInPane::sent_back(output)).text->text()) ==
        std::vector<std::string>{"$", "Listening on 8000"});
}

TEST_CASE("a finished job's cursor: the last line of the output may be wrapped, or blank") {
  const bool counts = GENERATE(false, true);
  const auto* const after = GENERATE("", "\n\n");
  JobInPane job(counts);
  job.end("first\n" + std::string(450, 'w') + "\n" + after);
  const JobOutput output = job.read();
  const Cursor end = JobInPane::sent_back(output);
  CHECK(end.end_rows == 2);
  job.pane.print("next\n");
  const auto lines = split(job.polling.poll(end).text->text());
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.back() == "$ next");
  for (const auto& line : lines) CHECK((line.empty() || line == "$ next"));
}

TEST_CASE("a finished job's cursor: there is none once the output has left the screen, or is not known") {
  JobInPane job(GENERATE(false, true));
  SECTION("much has been printed below it") {
    job.end("done\n");
    job.pane.print("\n" + test::numbered_lines(1, 30));
    const JobOutput output = job.read();
    CHECK(output.text->text() == "done");
    CHECK_FALSE(output.end);
  }
  SECTION("a screen of its own is shown") {
    job.end("done\n");
    job.pane.alternate(true);
    const JobOutput output = job.read();
    CHECK(output.lost);
    CHECK_FALSE(output.end);
  }
}
