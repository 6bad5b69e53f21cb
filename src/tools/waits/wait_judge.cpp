#include "tools/waits/wait_judge.hpp"

#include <utility>

namespace smcp::tools {

void WaitJudge::looked(bool printed, bool may_have_printed, Time now) {
  if (printed) note_change(now);
  if (read_again_ && now >= *read_again_) {
    read_again_.reset();
    unread_ = true;
  }
  unread_ = unread_ || may_have_printed;
}

void WaitJudge::begin_reading(Time now) {
  unread_ = false;
  read_at_ = now;
}

void WaitJudge::end_reading(bool came, bool may_go_on, Time now) {
  if (may_go_on && !read_again_) read_again_ = now + kSecondIsOver;
  if (came) note_change(now);
}

void WaitJudge::note_change(Time now) {
  last_change_ = now;
  input_.printed(now);
}

WaitVerdict WaitJudge::judge(const Seen& seen, Time now) {
  using Next = WaitVerdict::Next;
  if (seen.dead) return {Next::end, WaitEnd::dead};
  if (conditions_.finished && has_finished(seen, now)) {
    if (std::exchange(read_at_prompt_, true)) return {Next::end, WaitEnd::finished};
    return {Next::read};
  }
  if (saw_job_ && prompts_ == 1) return {Next::look_again};  // which is to confirm it
  const Next go_on = prompts_ == 1 ? Next::look_again : Next::wait;
  if (conditions_.rests && seen.answered && seen.input == shell::InputAwaited::perhaps && needs_input(now))
    return quiet_until(last_change_ + kRest, WaitEnd::idle);
  if (const auto asked = input_.judge(seen.input, now)) return quiet_until(*asked, WaitEnd::waiting);
  if (!conditions_.idle || (conditions_.answer && !seen.answered)) return {go_on};
  if (now < last_change_ + *conditions_.idle) return {go_on};
  return quiet_until(last_change_ + *conditions_.idle, WaitEnd::idle);
}

/// It has been quiet until `due`, unless something has come unseen.
WaitVerdict WaitJudge::quiet_until(Time due, WaitEnd how) const {
  if (read_again_ && read_at_ < due) return {WaitVerdict::Next::read};
  return {WaitVerdict::Next::end, how};
}

bool WaitJudge::has_finished(const Seen& seen, Time now) {
  if (!seen.foreground) return false;
  if (*seen.foreground != shell::Foreground::at_prompt) {
    saw_job_ = true;
    prompts_ = 0;
    read_at_prompt_ = false;
    return false;
  }
  // The kernel may still hold what the job has printed last, or tmux not have taken it yet.
  if (++prompts_ < 2) return false;
  // A job may have been too quick to be seen, or be about to begin.
  return saw_job_ || seen.lines_came || now - began_ >= kNothingRuns;
}

}  // namespace smcp::tools
