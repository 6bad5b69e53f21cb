// Which `>` is certainly a first prompt.
#include "tmux/jobs/first_prompt.hpp"

#include "support/catch.hpp"
#include "tmux/read/last_typed.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

constexpr std::int64_t kNow = 1000;
const std::optional<std::chrono::seconds> kAge{30};

/// A new shell with nobody at it.
JobLook new_shell() {
  JobLook look;
  look.state.now = kNow;
  return look;
}

/// Its job has ended in the row of the cursor, 10 seconds ago.
JobLook after_job() {
  JobLook look = new_shell();
  look.state.history = 5;
  look.state.cursor_y = 3;
  look.job = JobRecord{"abc123", {}, "make"};
  look.marks.end.emplace();
  look.marks.end->time = kNow - 10;
  look.marks.end->history = 5;
  look.marks.end->cursor_y = 3;
  return look;
}

std::string by_job(const JobLook& look) {
  return look.job->last_typed();
}

std::string pressed(std::int64_t seconds_ago) {
  return std::to_string(kNow - seconds_ago) + " ";
}

}  // namespace

TEST_CASE("the prompt where our job has ended is a first prompt, unless somebody has typed since") {
  JobLook look = after_job();
  const std::string typed = by_job(look);
  CHECK(is_surely_first_prompt(look, typed, kAge, ">"));
  CHECK_FALSE(is_surely_first_prompt(look, "send_keys", kAge, ">"));
  look.typists = pressed(11);
  CHECK(is_surely_first_prompt(look, typed, kAge, ">"));
  look.typists = pressed(10);  // in the second of the end
  CHECK_FALSE(is_surely_first_prompt(look, typed, kAge, ">"));
  look = after_job();
  look.state.cursor_y = 4;
  CHECK_FALSE(is_surely_first_prompt(look, typed, kAge, ">"));
  look = after_job();
  look.marks.end->collected = 7;
  look.state.counters = PaneCounters{1, 1, 7};
  CHECK(is_surely_first_prompt(look, typed, kAge, ">"));
  look.state.counters->collected = 8;
  CHECK_FALSE(is_surely_first_prompt(look, typed, kAge, ">"));
  look.marks.end->cursor_x = 4;  // a last line without its newline is above it
  look.marks.end->collected.reset();
  look.state.counters.reset();
  look.state.cursor_y = 4;
  CHECK(is_surely_first_prompt(look, typed, kAge, ">"));
  look = after_job();
  look.marks.end.reset();
  CHECK_FALSE(is_surely_first_prompt(look, typed, kAge, ">"));
}

TEST_CASE("the prompt of a new shell is a first prompt, unless somebody has typed") {
  JobLook look = new_shell();
  CHECK(is_surely_first_prompt(look, "", kAge, ">"));
  CHECK_FALSE(is_surely_first_prompt(look, "keys", kAge, ">"));
  CHECK_FALSE(is_surely_first_prompt(look, "", std::nullopt, ">"));
  look.state.cursor_y = 1;  // another program may have
  CHECK_FALSE(is_surely_first_prompt(look, "", kAge, "$ echo '\n>"));
  look.state.cursor_y = 2;
  CHECK_FALSE(is_surely_first_prompt(look, "", kAge, "\n>"));
  look = new_shell();
  look.state.history = 1;  // zsh's first row
  CHECK(is_surely_first_prompt(look, "", kAge, " \n>"));
  look = new_shell();
  look.typists = pressed(29);
  CHECK_FALSE(is_surely_first_prompt(look, "", kAge, ">"));
  look.typists = pressed(40);  // in another pane, before this one was there
  CHECK(is_surely_first_prompt(look, "", kAge, ">"));
}
