// A command is typed into a new pane's shell, and looked after until the shell has taken it.
#include "tmux/act/type_command.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/loop_timer.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// The guard against what takes keys away, as a step of a batch.
std::string takes_keys() {
  Command batch("-");
  Precondition::takes_keys("%9").append_to(batch);
  return joined(batch.argv()).substr(2) + " ";
}

struct Typed {
  explicit Typed(std::chrono::milliseconds allowed = 5s)
      : chain(std::make_shared<RequestChain>(client, allowed)) {
    // No such process: nothing is known of the shell but its terminal.
    NewPane pane{{PaneId{9}, -1, terminal.name()}, {10, 20}};
    start(type_command(loop, chain, std::move(pane), LineMode::editing, "echo a"),
          [this](Status s) { status.emplace(std::move(s)); });
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  [[nodiscard]] bool asked_to(const std::string& words) const {
    return client.open() > 0 && last().find(words) != std::string::npos;
  }
  void until_asked() {
    while (client.open() == 0 && !status) loop.run_once();
  }
  /// Answers looks with what `look` gives until something else is asked, or all is over.
  template <typename Look>
  void answer_looks(Look look) {
    for (until_asked(); !status && last() == kSameServer + kUncover + kLook; until_asked())
      client.answer(look());
  }
  void answer_looks(const std::string& look) {
    answer_looks([&look] { return look; });
  }
  /// The command has been pasted at the prompt.
  void paste() {
    REQUIRE(asked_to("; paste-buffer -p "));
    client.answer(look_row(2, 0));
  }
  /// And it has been drawn, and Enter pressed.
  void enter() {
    paste();
    answer_looks(look_row(8, 0));
    REQUIRE(asked_to("; set-buffer "));
    client.answer(look_row(8, 0));
  }

  uv::Loop loop;
  FakeClient client;
  Terminal terminal{client.machine, LineMode::editing};
  Chain chain;
  std::optional<Status> status;
};

}  // namespace

TEST_CASE("both steps that type take away what is over the pane, and see in the same step that nothing is") {
  Typed t;
  CHECK(t.client.asked.back().input == "echo a");
  CHECK(t.last().starts_with(kSameServer + "; load-buffer -b sessions-mcp-"));
  const std::string before_typing = "- " + kUncover + takes_keys() + kLook;
  CHECK(t.last().find(before_typing + " ; paste-buffer -p -d -b sessions-mcp-") != std::string::npos);
  CHECK(t.last().ends_with(" -t %9"));
  t.paste();
  t.answer_looks(look_row(8, 0));
  CHECK(
      t.last().starts_with(kSameServer + kUncover + takes_keys() + kLook + " ; set-buffer -b sessions-mcp-"));
  CHECK(t.last().find(" \n ; paste-buffer -d -b sessions-mcp-") != std::string::npos);
  CHECK(t.last().ends_with(" -t %9"));
}

TEST_CASE("Enter waits until the command stands there, and the answer until Enter shows") {
  Typed t;
  t.paste();
  int drawn = 2;
  t.answer_looks([&] { return look_row(drawn < 12 ? ++drawn : drawn, 0); });
  CHECK(drawn == 12);
  REQUIRE(t.asked_to("; set-buffer "));
  t.client.answer(look_row(12, 0));
  int looks = 0;
  t.answer_looks([&] { return ++looks < 4 ? look_row(12, 0) : look_row(2, 1); });
  CHECK(looks > 4);
  REQUIRE(t.status);
  CHECK(t.status->ok());
}

TEST_CASE("Enter waits for the screen where nothing is known of the terminal without a look") {
  Typed t;
  t.client.machine.far = true;
  t.paste();
  int drawn = 2;
  t.answer_looks([&] { return look_row(drawn < 12 ? ++drawn : drawn, 0); });
  CHECK(drawn == 12);
  CHECK(t.asked_to("; set-buffer "));
}

TEST_CASE("what Enter does shows by the cursor, by a line that has scrolled, and by the terminal") {
  Typed t;
  t.enter();
  SECTION("the cursor") {
    t.answer_looks(look_row(8, 1));
  }
  SECTION("the screen was cleared") {
    t.answer_looks(look_row(2, 0));
  }
  SECTION("the last row scrolled away") {
    t.answer_looks(look_row(8, 0, 1));
  }
  SECTION("the pane is dead") {
    t.answer_looks(look_row(8, 0, 0, true));
  }
  SECTION("a program has the terminal") {
    t.terminal.make_canonical();
    t.answer_looks(look_row(8, 0));
  }
  SECTION("the pane is gone") {
    t.until_asked();
    t.client.answer("", 1, "can't find pane: %9");
  }
  SECTION("the server is gone") {
    t.until_asked();
    t.client.answer("", 1, "server exited unexpectedly");
  }
  REQUIRE(t.status);
  CHECK(t.status->ok());
}

TEST_CASE("a line that is drawn anew is no effect of Enter, which comes later") {
  Typed t;
  t.enter();
  int looks = 0;
  // A suggestion behind it comes and goes; then the cursor is in the next row.
  t.answer_looks(
      [&] { return ++looks == 2 ? look_row(20, 0) : look_row(looks < 8 ? 8 : 2, looks < 8 ? 0 : 1); });
  CHECK(looks > 8);
  REQUIRE(t.status);
  CHECK(t.status->ok());
}

TEST_CASE("output that goes on and on is an effect of Enter") {
  Typed t;
  t.enter();
  int rows = 0;
  t.answer_looks([&] { return look_row(8, 0, ++rows); });
  REQUIRE(t.status);
  CHECK(t.status->ok());
}

TEST_CASE("a command that is not drawn gets its Enter after a second, or as soon as something runs") {
  Typed t;
  const auto begun = uv::Clock::now();
  t.paste();
  SECTION("nothing echoes") {
    t.answer_looks(look_row(2, 0));
    CHECK(uv::Clock::now() - begun >= 1s);
  }
  SECTION("its first line runs") {
    t.terminal.make_canonical();
    t.answer_looks(look_row(2, 0));
    CHECK(uv::Clock::now() - begun < 1s);
  }
  CHECK(t.asked_to("; set-buffer "));
}

TEST_CASE("a shell that shows no sign of Enter is not said to have taken it") {
  Typed t(300ms);
  t.enter();
  t.answer_looks(look_row(8, 0));
  REQUIRE(t.status);
  CHECK(t.status->error().code == Errc::refused);
  CHECK(t.status->error().message.find("shows no sign of having accepted the command") != std::string::npos);
}

TEST_CASE("a look that the deadline cuts short does not mean that tmux does not answer") {
  Typed t;
  t.enter();
  t.until_asked();
  const Error late{Errc::timed_out, "tmux did not answer in time"};
  SECTION("it was asked a moment ago") {
    t.client.answer(late);
    REQUIRE(t.status);
    CHECK(t.status->error().code == Errc::refused);
  }
  SECTION("it was asked long ago") {
    const auto asked = uv::Clock::now();
    uv::Timer soon(t.loop, [&] { t.client.answer(late); });
    soon.start(600ms);
    while (!t.status) t.loop.run_once();
    CHECK(uv::Clock::now() - asked >= 500ms);
    CHECK(t.status->error().code == Errc::timed_out);
    CHECK(t.status->error().message.find("did not answer") != std::string::npos);
  }
}

TEST_CASE("when the time is over before Enter, it is not pressed") {
  Typed t(300ms);
  t.paste();
  int column = 2;
  t.answer_looks([&] { return look_row(++column, 0); });
  REQUIRE(t.status);
  CHECK(t.status->error().code == Errc::timed_out);
  CHECK(t.status->error().message.find("It did not run") != std::string::npos);
}

TEST_CASE("what tmux refuses is told, and the buffer goes") {
  Typed t;
  SECTION("before the command") {}
  SECTION("before Enter") {
    t.paste();
    t.answer_looks(look_row(8, 0));
    REQUIRE(t.asked_to("; set-buffer "));
  }
  t.client.answer("", 1, "unknown command: sessions-mcp-takes-no-keys");
  REQUIRE(t.status);
  CHECK(t.status->error().code == Errc::refused);
  CHECK(t.last().starts_with("delete-buffer -b sessions-mcp-"));
}

TEST_CASE("cancelled, the buffer goes, and nothing else is typed") {
  Typed t;
  SECTION("before the command") {}
  SECTION("before Enter") {
    t.paste();
    t.answer_looks(look_row(8, 0));
    REQUIRE(t.asked_to("; set-buffer "));
  }
  const auto& argv = t.client.asked.back().argv;
  const std::string buffer = *(std::find(argv.begin(), argv.end(), "-b") + 1);
  t.chain->cancel();
  CHECK(t.last() == "delete-buffer -b " + buffer);
  t.client.answer("");
  CHECK(t.client.open() == 0);
  CHECK_FALSE(t.status);
}

TEST_CASE("cancelled between its steps, the flow ends with its pause and leaves nothing to delete") {
  Typed t;
  t.paste();
  const std::size_t asked = t.client.asked.size();
  t.chain->cancel();
  const std::weak_ptr<RequestChain> flow = std::exchange(t.chain, nullptr);
  while (!flow.expired() && !test::running_timers(t.loop).empty()) t.loop.run_once();
  CHECK(flow.expired());
  CHECK(t.client.asked.size() == asked);
  CHECK_FALSE(t.status);
}

TEST_CASE("a shell that ends before Enter has not taken it") {
  Typed t;
  SECTION("it is dead") {
    t.paste();
    t.answer_looks(look_row(8, 0, 0, true));
  }
  SECTION("it is gone") {
    t.paste();
    t.until_asked();
    t.client.answer("", 1, "can't find pane: %9");
  }
  SECTION("a look in another form") {
    t.client.answer("hi\n");
  }
  REQUIRE(t.status);
  CHECK_FALSE(t.status->ok());
}

TEST_CASE("what hooks print around a look is passed over") {
  Typed t;
  t.client.answer("hi\n" + look_row(2, 0));
  t.answer_looks("hi\n" + look_row(8, 0) + "bye\n");
  CHECK(t.asked_to("; set-buffer "));
}
