#include "tools/status_line.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using shell::Foreground;
using tmux::Progress;

namespace {

const PaneHands kPrompt{Foreground::at_prompt};
const PaneHands kRunning{Foreground::running};
const PaneHands kWaiting{Foreground::waiting};

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

std::string text(const tmux::SessionPane& pane, const PaneHands& hands, const std::string& last,
                 const std::optional<Progress>& progress = {}) {
  tmux::Glance seen = glance(last);
  seen.progress = progress;
  return join_lines({status_line(pane, hands, seen)});
}

}  // namespace

TEST_CASE("a line says who, what, since when, how much and what last") {
  CHECK(text(pane("a", "make"), kRunning, "[ 45%]", Progress{Progress::Kind::rows, 34}) ==
        "a: running make · idle 12s · +34 rows · last: [ 45%]");
  CHECK(text(pane("a", "bash"), kPrompt, "$", Progress{Progress::Kind::none, 0}) ==
        "a: at the prompt · idle 12s · last: built");
  auto after_job = pane("a", "bash");
  after_job.job_status = "130";
  CHECK(text(after_job, kPrompt, "$") == "a: at the prompt · job exit 130 · idle 12s · last: built");
  CHECK(text(pane("a", "cat"), kWaiting, "", Progress{Progress::Kind::rows, 1}) ==
        "a: waiting for input (cat) · idle 12s · +1 row");
  CHECK(text(pane("a", "cat"), kRunning, "", Progress{Progress::Kind::unknown, 0}) ==
        "a: running cat · idle 12s · +? rows");
  CHECK(text(pane("a", "cat"), kRunning, "", Progress{Progress::Kind::first, 0}) ==
        "a: running cat · idle 12s · new");
}

TEST_CASE("a line says who has made the session, and whether this assistant runs in it") {
  auto made = pane("a", "make");
  made.made_by = "claude-code 2.1.0";
  CHECK(text(made, kRunning, "") == "a: running make · by claude-code 2.1.0 · idle 12s");
  made.job_status = "0";
  PaneHands home = kRunning;
  home.holds_us = true;
  CHECK(
      text(made, home, "x") ==
      "a: running make · job exit 0 · by claude-code 2.1.0 · this assistant runs here · idle 12s · last: x");
  made.made_by = std::string(30, 'x');
  CHECK(text(made, kRunning, "") ==
        "a: running make · job exit 0 · by " + std::string(30, 'x') + " · idle 12s");
  made.made_by = std::string(31, 'x');
  CHECK(text(made, kRunning, "") ==
        "a: running make · job exit 0 · by " + std::string(30, 'x') + "… · idle 12s");
}

TEST_CASE("dead panes and modes") {
  auto dead = pane("a", "sh");
  dead.state.dead = true;
  CHECK(text(dead, kRunning, "") == "a: dead · idle 12s");
  dead.dead_signal = "9";
  CHECK(text(dead, kRunning, "") == "a: dead (signal 9) · idle 12s");
  dead.dead_status = "3";
  CHECK(text(dead, kRunning, "x") == "a: dead (exit 3) · idle 12s · last: x");
  auto scrolled = pane("a", "make");
  scrolled.mode = "copy-mode";
  CHECK(text(scrolled, kRunning, "") == "a: copy mode, running make · idle 12s");
  CHECK(join_lines({gone("b")}) == "b: gone");
}

TEST_CASE("a status is one line, and a long command is cut") {
  CHECK(text(pane("a\nb", "x\033y" + std::string(40, 'z')), kRunning, "q\tr") ==
        "a b: running x y" + std::string(27, 'z') + "… · idle 12s · last: q r");
}

TEST_CASE("a clock that was set back gives no negative time") {
  auto seen = glance("");
  seen.state.now = 1;
  CHECK(status_line(pane("a", "x"), kRunning, seen).head == "a: running x · idle 0s");
}

TEST_CASE("the end of a line is cut between characters") {
  CHECK(end_of("abc", 3) == "abc");
  CHECK(end_of("abcd", 3) == "…cd");
  CHECK(end_of("é日本x", 3) == "…本x");
  CHECK(end_of("\xff\xfe\xfd", 2) == "…\xfd");
  CHECK(end_of("ab", 1) == "…");
  CHECK(end_of("", 1).empty());
  const auto line = status_line(pane("a", "x"), kRunning, glance(std::string(500, 'q')));
  CHECK(join_lines({line}) == line.head + " · last: …" + std::string(kMaxShownLine - 1, 'q'));
}

TEST_CASE("twenty sessions stay below 3 kB, more below their share") {
  for (const std::size_t count : {std::size_t{20}, std::size_t{100}}) {
    tmux::Glance seen = glance(std::string(200, 'x'));
    seen.progress = Progress{Progress::Kind::rows, 12345};
    const auto line = status_line(pane("training-12", "python3"), kRunning, seen);
    const std::string all = join_lines(std::vector<StatusLine>(count, line));
    CHECK(all.size() <= kBytesPerSession * count);
    CHECK(all.size() > kBytesPerSession * count * 9 / 10);
  }
}

TEST_CASE("a shell inside is named, and so is a prompt for the rest of a command") {
  CHECK(text(pane("a", "bash"), PaneHands{Foreground::at_prompt, "bash"}, "$") ==
        "a: at the prompt (bash) · idle 12s · last: built");
  tmux::Glance rest = glance(">");
  rest.needs_rest = true;
  const auto told = [&rest](PaneHands hands) {
    return join_lines({status_line(pane("a", "bash"), hands, rest)});
  };
  CHECK(told(kPrompt) == "a: waits for the rest of a command · idle 12s · last: built");
  CHECK(told({Foreground::at_prompt, "bash"}) ==
        "a: waits for the rest of a command (bash) · idle 12s · last: built");
  PaneHands fish = kPrompt;
  fish.fish = true;
  CHECK(told(fish) == "a: at the prompt · idle 12s · last: built");
  CHECK(told(kRunning) == "a: running bash · idle 12s · last: >");
}

TEST_CASE("behind ssh and the like, a line that looks like a prompt and rests is one") {
  struct Case {
    std::string last;
    std::uint32_t cursor_x;
    std::int64_t idle;
    bool alternate;
    bool at_prompt;
  };
  const PaneHands ssh{Foreground::running, "ssh gpu1", true};
  for (const Case& one : {Case{"me@gpu1:~$", 11, 1, false, true}, Case{"me@gpu1:~$", 11, 0, false, false},
                          Case{"it costs 5 $", 0, 9, false, false}, Case{"me@gpu1:~$", 11, 9, true, false},
                          Case{"epoch 45%", 9, 9, false, false}, Case{"Password:", 10, 9, false, false}}) {
    INFO(one.last << " " << one.idle);
    tmux::Glance seen = glance(one.last);
    seen.state.cursor_x = one.cursor_x;
    seen.state.activity = seen.state.now - one.idle;
    seen.state.alternate = one.alternate;
    const std::string line = join_lines({status_line(pane("a", "ssh"), ssh, seen)});
    CHECK(line.starts_with(one.at_prompt ? "a: at the prompt (ssh gpu1) ·" : "a: running ssh ·"));
  }
  PaneHands program = ssh;
  program.carrier = false;
  tmux::Glance seen = glance("me@gpu1:~$");
  seen.state.cursor_x = 11;
  CHECK(join_lines({status_line(pane("a", "python3"), program, seen)}).starts_with("a: running python3 ·"));
}

TEST_CASE("status line: a log that has ended, of a pane that lives") {
  tmux::SessionPane logged = pane("job", "make");
  CHECK(text(logged, kRunning, "").find("log") == std::string::npos);
  logged.log_ended = true;
  CHECK(text(logged, kRunning, "").find("running make · log ended · idle 12s") != std::string::npos);
  logged.state.dead = true;
  CHECK(text(logged, {}, "").find("log") == std::string::npos);
}
