#include "tmux/act/reader_ready.hpp"

#include "support/catch.hpp"
#include "support/unit/typing.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

constexpr shell::Sleep kWorks{shell::Sleep::Call::other, {}, {}, true};
constexpr shell::Sleep kReads{shell::Sleep::Call::waits_for_terminal, {}, {}, true};
constexpr int kProgramPid = 42;

/// A program that has just been started, and does not read yet.
struct Starting : Typing {
  Starting() {
    client.machine.run(1, "/dev/pts/9", kProgramPid, "python3");
    sleep() = kWorks;
  }
  shell::Sleep& sleep() { return client.machine.processes[kProgramPid].sleep; }
  void run_for(std::chrono::milliseconds time) {
    for (const auto end = uv::Clock::now() + time; uv::Clock::now() < end && client.open() == 0;)
      loop.run_once();
  }
  [[nodiscard]] bool asks_for_cursor() const {
    return client.open() > 0 && last().ends_with("#{history_size} #{cursor_y} #{cursor_x}");
  }
};

}  // namespace

TEST_CASE(
    "a text of several lines is typed when the program that has just been started reads, and has come to "
    "rest") {
  Starting t;
  t.type("a\nb\n", false);
  t.answer_cursor();
  t.run_for(60ms);
  CHECK(t.client.open() == 0);
  std::string typed_by = "send-keys";
  SECTION("it waits for a line") {
    t.sleep() = kReads;
  }
  SECTION("it takes keys") {
    t.terminal().modes = modes_for(shell::LineMode::editing);
    typed_by = "paste-buffer";
  }
  for (const auto* place : {"0 0 0", "0 1 4", "0 1 4"}) {
    t.run_for(10s);
    REQUIRE(t.asks_for_cursor());
    t.client.answer(std::string(place) + "\n");
  }
  REQUIRE_FALSE(t.asks_for_cursor());
  t.answer_cursor();
  CHECK(t.last().find(typed_by) != std::string::npos);
  t.finish();
  CHECK(t.typed);
}

TEST_CASE("a program that does not begin to read gets a text of several lines after a while") {
  Starting t;
  const auto begun = uv::Clock::now();
  t.type("a\nb\n", false);
  t.answer_cursor();
  t.run_for(10s);
  CHECK(uv::Clock::now() - begun >= kMaxStart);
  REQUIRE_FALSE(t.asks_for_cursor());
  t.answer_cursor();
  t.finish();
  CHECK(t.typed);
}

TEST_CASE("what is typed at once, although a program does not read yet") {
  Starting t;
  SECTION("one line") {
    t.type("a", true);
  }
  SECTION("keys") {
    t.type({Stroke::text("a"), Stroke::enter(), Stroke::text("b"), Stroke::enter()});
  }
  SECTION("lines, to one that waits for them") {
    t.sleep() = kReads;
    t.type("a\nb\n", false);
  }
  SECTION("lines, to a shell at its prompt") {
    t.client.machine.prompt(1, "/dev/pts/9");
    t.type("a\nb\n", false);
  }
  t.answer_cursor();
  REQUIRE(t.client.open() == 1);
  CHECK_FALSE(t.asks_for_cursor());
  CHECK((t.last().find("send-keys") != std::string::npos ||
         t.last().find("paste-buffer") != std::string::npos));
}
