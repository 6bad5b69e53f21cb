#include "tools/status_line.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using shell::Foreground;
using tmux::Progress;

namespace {

tmux::SessionPane pane(const std::string& name, const std::string& command) {
  tmux::SessionPane pane;
  pane.state.session = name;
  pane.command = command;
  return pane;
}

tmux::Glance glance(const std::string& last) {
  tmux::Glance glance;
  glance.state.now = 112;
  glance.state.activity = 100;
  glance.last_line = last;
  glance.line_above = "built";
  return glance;
}

std::string text(const tmux::SessionPane& pane, Foreground foreground, const std::string& last,
                 const std::optional<Progress>& progress = {}) {
  tmux::Glance seen = glance(last);
  seen.progress = progress;
  return join_lines({status_line(pane, foreground, seen)});
}

}  // namespace

TEST_CASE("a line says who, what, since when, how much and what last") {
  CHECK(text(pane("a", "make"), Foreground::running, "[ 45%]", Progress{Progress::Kind::rows, 34}) ==
        "a: running make · idle 12s · +34 rows · last: [ 45%]");
  CHECK(text(pane("a", "bash"), Foreground::at_prompt, "$", Progress{Progress::Kind::none, 0}) ==
        "a: at the prompt · idle 12s · last: built");
  auto after_job = pane("a", "bash");
  after_job.job_status = "130";
  CHECK(text(after_job, Foreground::at_prompt, "$") ==
        "a: at the prompt · job exit 130 · idle 12s · last: built");
  CHECK(text(pane("a", "cat"), Foreground::waiting, "", Progress{Progress::Kind::rows, 1}) ==
        "a: waiting for input (cat) · idle 12s · +1 row");
  CHECK(text(pane("a", "cat"), Foreground::running, "", Progress{Progress::Kind::unknown, 0}) ==
        "a: running cat · idle 12s · +? rows");
  CHECK(text(pane("a", "cat"), Foreground::running, "", Progress{Progress::Kind::first, 0}) ==
        "a: running cat · idle 12s · new");
}

TEST_CASE("dead panes and modes") {
  auto dead = pane("a", "sh");
  dead.state.dead = true;
  CHECK(text(dead, Foreground::running, "") == "a: dead · idle 12s");
  dead.dead_signal = "9";
  CHECK(text(dead, Foreground::running, "") == "a: dead (signal 9) · idle 12s");
  dead.dead_status = "3";
  CHECK(text(dead, Foreground::running, "x") == "a: dead (exit 3) · idle 12s · last: x");
  auto scrolled = pane("a", "make");
  scrolled.mode = "copy-mode";
  CHECK(text(scrolled, Foreground::running, "") == "a: copy mode, running make · idle 12s");
  CHECK(join_lines({gone("b")}) == "b: gone");
}

TEST_CASE("a status is one line, and a long command is cut") {
  CHECK(text(pane("a\nb", "x\033y" + std::string(40, 'z')), Foreground::running, "q\tr") ==
        "a b: running x y" + std::string(27, 'z') + "… · idle 12s · last: q r");
}

TEST_CASE("a clock that was set back gives no negative time") {
  auto seen = glance("");
  seen.state.now = 1;
  CHECK(status_line(pane("a", "x"), Foreground::running, seen).head == "a: running x · idle 0s");
}

TEST_CASE("the end of a line is cut between characters") {
  CHECK(end_of("abc", 3) == "abc");
  CHECK(end_of("abcd", 3) == "…cd");
  CHECK(end_of("é日本x", 3) == "…本x");
  CHECK(end_of("\xff\xfe\xfd", 2) == "…\xfd");
  CHECK(end_of("ab", 1) == "…");
  CHECK(end_of("", 1).empty());
  const auto line = status_line(pane("a", "x"), Foreground::running, glance(std::string(500, 'q')));
  CHECK(join_lines({line}) == line.head + " · last: …" + std::string(kMaxShownLine - 1, 'q'));
}

TEST_CASE("twenty sessions stay below 3 kB, more below their share") {
  for (const std::size_t count : {std::size_t{20}, std::size_t{100}}) {
    tmux::Glance seen = glance(std::string(200, 'x'));
    seen.progress = Progress{Progress::Kind::rows, 12345};
    const auto line = status_line(pane("training-12", "python3"), Foreground::running, seen);
    const std::string all = join_lines(std::vector<StatusLine>(count, line));
    CHECK(all.size() <= kBytesPerSession * count);
    CHECK(all.size() > kBytesPerSession * count * 9 / 10);
  }
}
