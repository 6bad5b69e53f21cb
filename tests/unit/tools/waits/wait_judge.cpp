// When a wait ends, as tables of looks and what follows from each of them.
#include "tools/waits/wait_judge.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;
using shell::Foreground;
using Next = WaitVerdict::Next;

namespace {

constexpr WaitVerdict kWait{Next::wait};
constexpr WaitVerdict kLookAgain{Next::look_again};
constexpr WaitVerdict kRead{Next::read};
constexpr WaitVerdict ends(WaitEnd how) {
  return {Next::end, how};
}

/// One look at the pane, what was read after it if anything was, and the verdict.
struct Step {
  std::chrono::milliseconds at;  ///< since the wait began
  std::optional<Foreground> foreground;
  bool printed = false;     ///< the look shows output, which is read at once
  bool second_over = true;  ///< nothing more may have come in the same second
  bool lines_came = false;
  bool answered = false;
  bool dead = false;
  shell::InputAwaited input = shell::InputAwaited::no;
  WaitVerdict verdict;
};

struct Story {
  std::string what;
  WaitJudge::Conditions conditions;
  std::vector<Step> steps;
};

void tell(const Story& story) {
  INFO(story.what);
  const WaitJudge::Time began = std::chrono::steady_clock::now();
  WaitJudge judge(story.conditions, began);
  int number = 0;
  for (const Step& step : story.steps) {
    INFO("step " << ++number);
    const auto now = began + step.at;
    judge.looked(step.printed, step.printed, now);
    if (judge.is_unread()) {
      judge.begin_reading(now);
      judge.end_reading(step.printed, !step.second_over, now);
    }
    WaitJudge::Seen seen;
    seen.dead = step.dead;
    seen.foreground = step.foreground;
    seen.lines_came = step.lines_came;
    seen.answered = step.answered;
    seen.input = step.input;
    WaitVerdict verdict = judge.judge(seen, now);
    CHECK(verdict == step.verdict);
    if (verdict.next == Next::read) {
      judge.begin_reading(now);
      judge.end_reading(false, false, now);
    }
  }
}

constexpr auto kPrompt = Foreground::at_prompt;
constexpr auto kRunning = Foreground::running;
constexpr auto kWaiting = Foreground::waiting;
const WaitJudge::Conditions kFinished{.finished = true};
const WaitJudge::Conditions kIdle{.idle = 500ms};

}  // namespace

TEST_CASE("a wait's judge: the shell has finished") {
  const std::vector<Story> stories{
      {"a job is seen, then the prompt twice, and once more after a reading",
       kFinished,
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 25ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 50ms, .foreground = kPrompt, .verdict = kRead},
        {.at = 50ms, .foreground = kPrompt, .verdict = ends(WaitEnd::finished)}}},
      {"another job begins between two looks at the prompt",
       kFinished,
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 25ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 50ms, .foreground = kRunning, .verdict = kWait},
        {.at = 75ms, .foreground = kPrompt, .verdict = kLookAgain}}},
      {"another job begins after the reading was asked for",
       kFinished,
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 25ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 50ms, .foreground = kPrompt, .verdict = kRead},
        {.at = 75ms, .foreground = kWaiting, .verdict = kWait},
        {.at = 100ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 125ms, .foreground = kPrompt, .verdict = kRead}}},
      {"a job that was too quick to be seen has left lines",
       kFinished,
       {{.at = 0ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 25ms, .foreground = kPrompt, .verdict = kWait},
        {.at = 50ms, .foreground = kPrompt, .printed = true, .lines_came = true, .verdict = kRead}}},
      {"nothing runs and nothing comes",
       kFinished,
       {{.at = 0ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 25ms, .foreground = kPrompt, .verdict = kWait},
        {.at = WaitJudge::kNothingRuns - 1ms, .foreground = kPrompt, .verdict = kWait},
        {.at = WaitJudge::kNothingRuns, .foreground = kPrompt, .verdict = kRead},
        {.at = WaitJudge::kNothingRuns, .foreground = kPrompt, .verdict = ends(WaitEnd::finished)}}},
      {"who has the terminal cannot be seen",
       kFinished,
       {{.at = 0ms, .foreground = {}, .verdict = kWait},
        {.at = 1h, .foreground = {}, .printed = true, .lines_came = true, .verdict = kWait}}},
      {"not asked for",
       {},
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 1h, .foreground = kPrompt, .verdict = kWait},
        {.at = 2h, .foreground = kPrompt, .verdict = kWait}}},
  };
  for (const Story& story : stories) tell(story);
}

TEST_CASE("a wait's judge: nothing was printed for a while") {
  const std::vector<Story> stories{
      {"from the beginning",
       kIdle,
       {{.at = 499ms, .foreground = {}, .verdict = kWait},
        {.at = 500ms, .foreground = {}, .verdict = ends(WaitEnd::idle)}}},
      {"since the last output",
       kIdle,
       {{.at = 400ms, .foreground = {}, .printed = true, .verdict = kWait},
        {.at = 899ms, .foreground = {}, .verdict = kWait},
        {.at = 900ms, .foreground = {}, .verdict = ends(WaitEnd::idle)}}},
      {"what may have come in the second of the reading is read before",
       kIdle,
       {{.at = 400ms, .foreground = {}, .printed = true, .second_over = false, .verdict = kWait},
        {.at = 900ms, .foreground = {}, .verdict = kRead},
        {.at = 900ms, .foreground = {}, .verdict = ends(WaitEnd::idle)}}},
      {"the pane is dead, which comes first",
       kIdle,
       {{.at = 500ms, .foreground = {}, .dead = true, .verdict = ends(WaitEnd::dead)}}},
      {"a shell that was back before it was quiet for long is first looked at once more",
       {.idle = 500ms, .finished = true},
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 600ms, .foreground = kPrompt, .verdict = kLookAgain},
        {.at = 625ms, .foreground = kPrompt, .verdict = kRead},
        {.at = 625ms, .foreground = kPrompt, .verdict = ends(WaitEnd::finished)}}},
      {"idle while it runs",
       {.idle = 500ms, .finished = true},
       {{.at = 0ms, .foreground = kRunning, .verdict = kWait},
        {.at = 500ms, .foreground = kRunning, .verdict = ends(WaitEnd::idle)}}},
  };
  for (const Story& story : stories) tell(story);
}

TEST_CASE("a wait's judge: a program asks for input") {
  using shell::InputAwaited;
  constexpr auto kSurely = InputAwaited::surely;
  constexpr auto kPerhaps = InputAwaited::perhaps;
  const std::vector<Story> stories{
      {"a question, after it has been quiet",
       {.waiting = kSurely},
       {{.at = 0ms, .foreground = {}, .printed = true, .input = kSurely, .verdict = kWait},
        {.at = 999ms, .foreground = {}, .input = kSurely, .verdict = kWait},
        {.at = 1000ms, .foreground = {}, .input = kSurely, .verdict = ends(WaitEnd::waiting)}}},
      {"a question whose end may have come in the second of the reading",
       {.waiting = kSurely},
       {{.at = 0ms, .foreground = {}, .printed = true, .second_over = false, .verdict = kWait},
        {.at = 1000ms, .foreground = {}, .input = kSurely, .verdict = kRead},
        {.at = 1000ms, .foreground = {}, .input = kSurely, .verdict = ends(WaitEnd::waiting)}}},
      {"a program that takes keys while it works does not ask",
       {.waiting = kSurely},
       {{.at = 1h, .foreground = {}, .input = kPerhaps, .verdict = kWait}}},
      {"unless that is enough, after it has been quiet for longer",
       {.waiting = kPerhaps},
       {{.at = 2999ms, .foreground = {}, .input = kPerhaps, .verdict = kWait},
        {.at = 3000ms, .foreground = {}, .input = kPerhaps, .verdict = ends(WaitEnd::waiting)}}},
      {"it is not wanted", {}, {{.at = 1h, .foreground = {}, .input = kSurely, .verdict = kWait}}},
      {"before idle",
       {.idle = 1000ms, .waiting = kSurely},
       {{.at = 1000ms, .foreground = {}, .input = kSurely, .verdict = ends(WaitEnd::waiting)}}},
      {"nobody is asked",
       {.idle = 1000ms, .waiting = kSurely},
       {{.at = 1000ms, .foreground = {}, .verdict = ends(WaitEnd::idle)}}},
  };
  for (const Story& story : stories) tell(story);
}

TEST_CASE("a wait's judge: what must be read") {
  const WaitJudge::Time began = std::chrono::steady_clock::now();
  WaitJudge judge({}, began);
  CHECK_FALSE(judge.is_unread());
  judge.expect_output();
  CHECK(judge.is_unread());
  judge.begin_reading(began);
  CHECK_FALSE(judge.is_unread());
  judge.looked(false, true, began);  // meanwhile
  judge.end_reading(true, true, began);
  CHECK(judge.is_unread());
  judge.begin_reading(began);
  judge.reading_failed();
  CHECK(judge.is_unread());
  judge.begin_reading(began);
  judge.end_reading(false, false, began);
  CHECK_FALSE(judge.is_unread());
  judge.looked(false, false, began + WaitJudge::kSecondIsOver - 1ms);
  CHECK_FALSE(judge.is_unread());
  judge.looked(false, false, began + WaitJudge::kSecondIsOver);  // the second of the first reading is over
  CHECK(judge.is_unread());
}

TEST_CASE("a wait's judge: silence is no answer") {
  using shell::InputAwaited;
  const WaitJudge::Conditions asked{
      .idle = 5s, .waiting = InputAwaited::surely, .rests = true, .answer = true, .finished = true};
  const WaitJudge::Conditions pressed{
      .idle = 5s, .waiting = InputAwaited::surely, .rests = true, .finished = true};
  constexpr auto kKeys = InputAwaited::perhaps;
  const std::vector<Story> stories{
      {"a program that takes keys thinks for long, answers, and rests",
       asked,
       {{.at = 0ms, .foreground = kRunning, .printed = true, .input = kKeys, .verdict = kWait},
        {.at = 1s, .foreground = kRunning, .input = kKeys, .verdict = kWait},
        {.at = 20s, .foreground = kRunning, .input = kKeys, .verdict = kWait},
        {.at = 21s,
         .foreground = kRunning,
         .printed = true,
         .answered = true,
         .input = kKeys,
         .verdict = kWait},
        {.at = 21999ms, .foreground = kRunning, .answered = true, .input = kKeys, .verdict = kWait},
        {.at = 22s,
         .foreground = kRunning,
         .answered = true,
         .input = kKeys,
         .verdict = ends(WaitEnd::idle)}}},
      {"one that works in silence prints something at last",
       asked,
       {{.at = 0ms, .foreground = kRunning, .printed = true, .verdict = kWait},
        {.at = 20s, .foreground = kRunning, .verdict = kWait},
        {.at = 21s, .foreground = kRunning, .printed = true, .answered = true, .verdict = kWait},
        {.at = 25999ms, .foreground = kRunning, .answered = true, .verdict = kWait},
        {.at = 26s, .foreground = kRunning, .answered = true, .verdict = ends(WaitEnd::idle)}}},
      {"keys that change nothing",
       pressed,
       {{.at = 0ms, .foreground = kRunning, .input = kKeys, .verdict = kWait},
        {.at = 1s, .foreground = kRunning, .input = kKeys, .verdict = kWait},
        {.at = 5s, .foreground = kRunning, .input = kKeys, .verdict = ends(WaitEnd::idle)}}},
      {"keys that are answered at once",
       pressed,
       {{.at = 0ms,
         .foreground = kRunning,
         .printed = true,
         .answered = true,
         .input = kKeys,
         .verdict = kWait},
        {.at = 1s,
         .foreground = kRunning,
         .answered = true,
         .input = kKeys,
         .verdict = ends(WaitEnd::idle)}}},
      {"a question ends it, answered or not",
       asked,
       {{.at = 0ms, .foreground = kWaiting, .verdict = kWait},
        {.at = 1s,
         .foreground = kWaiting,
         .input = InputAwaited::surely,
         .verdict = ends(WaitEnd::waiting)}}},
  };
  for (const Story& story : stories) tell(story);
}
