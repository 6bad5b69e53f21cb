#include "tools/waits/ended_job.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// A pane where a wait began with its last text in row 20, and the newest job's end was reported.
struct Pane {
  tmux::JobLook look;
  tmux::Cursor start;

  Pane() {
    look.state.pane = start.pane = tmux::PaneId{7};
    look.job.emplace();
    look.job->token = "k4f9q2";
    look.job->before = start;
    look.job->before.end_row = 99;  // it was started elsewhere
    look.marks.status = 3;
    look.marks.end.emplace();
    look.marks.end->time = 1000;
    start.screen = 15;
    start.end = 5;
    start.activity = 1000;
    end_at(21);
  }
  void end_at(std::uint64_t row, std::uint32_t column = 0) {
    look.marks.end->history = row - 5;
    look.marks.end->cursor_y = 5;
    look.marks.end->cursor_x = column;
  }
  [[nodiscard]] bool ended() const { return ended_since(look, start).has_value(); }
};

}  // namespace

TEST_CASE("a job's end during a wait: with its id and its exit code") {
  const Pane pane;
  const auto job = ended_since(pane.look, pane.start);
  REQUIRE(job);
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  job->write(writer);
  writer.end_object();
  CHECK(json == R"({"job":"%7-k4f9q2","exit_code":3})");
}

TEST_CASE("a job's end during a wait: of one that could not tell its exit code") {
  Pane pane;
  pane.look.marks.status.reset();
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  ended_since(pane.look, pane.start)->write(writer);
  writer.end_object();
  CHECK(json == R"({"job":"%7-k4f9q2","exit_code":null})");
}

TEST_CASE("a job's end during a wait: it is none without a job, or while that runs") {
  Pane pane;
  SECTION("running") {
    pane.look.marks.end.reset();
  }
  SECTION("no job") {
    pane.look.job.reset();
  }
  CHECK_FALSE(pane.ended());
}

TEST_CASE("a job's end during a wait: by the row where its output ended") {
  Pane pane;
  pane.end_at(20);  // the row of the prompt
  CHECK_FALSE(pane.ended());
  pane.end_at(20, 4);  // behind text that was there when the wait began
  CHECK(pane.ended());
  pane.end_at(19, 4);
  CHECK_FALSE(pane.ended());
}

TEST_CASE("a job's end during a wait: what ended before the screen was cleared ended before the wait") {
  Pane pane;
  SECTION("by the time of the last output") {
    pane.look.marks.end->time = 999;
  }
  SECTION("in the same second, but the prompt was there") {
    pane.start.at_prompt = true;
  }
  SECTION("by the row where it began") {
    pane.look.marks.start.emplace().history = 22;
    pane.end_at(30);
  }
  SECTION("by tmux's own count") {
    pane.start.counters.emplace().generation = 2;
    pane.look.marks.end->generation = 1;
  }
  CHECK_FALSE(pane.ended());
}

TEST_CASE("a job's end during a wait: one that was started where the wait begins, wherever it ended") {
  Pane pane;
  pane.look.job->before = pane.start;
  pane.end_at(5);
  pane.look.marks.end->time = 999;
  CHECK(pane.ended());
}
