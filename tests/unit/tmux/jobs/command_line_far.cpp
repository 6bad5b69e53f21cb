// A line typed at a prompt of another machine that is far away: what is sent before it is known what came of the step
// before, and what becomes of it.
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/unit/command_line_bed.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kToEnd = LineKeys::right(CommandLineBed::kLine.size());
constexpr std::string_view kMoved = "unknown command: sessions-mcp-moved";

/// Types kLine at the prompt "$ " of a pane that is far away, and presses Enter.
struct FarTyping : CommandLineBed {
  std::optional<PressedLine> pressed;

  explicit FarTyping(const std::string& text = "") {
    client.machine.far = true;
    chain->run(Command("list-sessions"), [](const Result<std::string>&) {});
    answer_late();
    start(type(*this, prompt(text)), [this](PressedLine result) { pressed.emplace(std::move(result)); });
    REQUIRE(asks_for("set-option -p -t %7 -- @smcp-typing k4f9q2 1000"));
    lock = "k4f9q2 1000";
  }

  static Task<PressedLine> type(FarTyping& t, Captured prompt) {
    CommandLine line(t.loop, t.chain, t.batches, PaneId{7}, kLine);
    LineOwner owner{.shell = ShellKind::bash, .pid = t.pane.pid, .behind = false, .canonical = false};
    TypedLine typed = co_await line.type(owner, std::move(prompt));
    if (typed.kind != TypedLine::Kind::alone) co_return PressedLine{false, std::nullopt, std::move(typed)};
    auto result = co_await line.prove_and_press([&t] { return t.batches.type("enter"); });
    line.hand_over();
    co_return result;
  }

  /// Answers a request, but not sooner than a tmux that is far away can.
  void answer_late() {
    const auto until = uv::Clock::now() + std::chrono::milliseconds(25);
    while (uv::Clock::now() < until) loop.run_once();
    client.answer("");
  }

  /// The answer to a look at the pane, or to one with its lines, which is the last that was asked for.
  [[nodiscard]] std::string seen() const {
    std::vector<std::string> rest = client.asked.back().argv;
    const auto usage = std::find(rest.begin(), rest.end(), "list-commands");
    if (usage == rest.end()) return asks_for(JobLook::format()) ? look() : pane.answer(rest);
    rest.erase(rest.begin(), std::find(usage, rest.end(), ";") + 1);
    return look() + "[-dpr] [-b buffer-name]\n" + pane.answer(rest);
  }
  /// Until so many requests are under way.
  void await(std::size_t open) {
    while (client.open() < open) loop.run_once();
    REQUIRE(client.open() == open);
  }
  /// Up to where the line is shown, and the cursor is on its way back.
  void show_line() {
    answer_late();
    REQUIRE(asks_for(kLine));
    await(2);
    client.answer("");
    pane.print(kLine);
    client.answer(seen());
    REQUIRE(asks_for(LineKeys::left(kLine.size())));
    CHECK(asks_for("0 0 11 80"));
  }
  void answer_looks() {
    for (;;) {
      while (client.open() == 0 && !pressed) loop.run_once();
      if (pressed || asks_for("set-buffer") || asks_for("set-option -pu")) return;
      client.answer(seen());
    }
  }
};

}  // namespace

TEST_CASE(
    "far away, nothing is looked at that the next batch checks, and what it shows is asked for meanwhile") {
  FarTyping t;
  t.answer_late();
  REQUIRE(t.asks_for(CommandLineBed::kLine));
  CHECK(t.asks_for("0 0 2 80"));
  t.await(2);
  CHECK(t.asks_for("capture-pane"));
  t.client.answer("");
  SECTION("it shows the line") {
    t.pane.print(CommandLineBed::kLine);
    t.client.answer(t.seen());
    CHECK(t.asks_for(LineKeys::left(CommandLineBed::kLine.size())));
    t.await(2);
  }
  SECTION("it does not yet: it is looked at again") {
    t.client.answer(t.seen());
    while (t.client.open() == 0) t.loop.run_once();
    CHECK(t.asks_for("capture-pane"));
  }
}

TEST_CASE("far away, Enter is pressed if the cursor is at the line's beginning when that arrives") {
  FarTyping t;
  t.show_line();
  t.await(2);
  REQUIRE(t.asks_for("-- enter"));
  CHECK(t.asks_for("0 0 2 80"));
  t.client.answer("");
  CHECK_FALSE(t.pressed);
  SECTION("it is") {
    t.client.answer("");
    REQUIRE(t.pressed);
    CHECK(t.pressed->pressed);
  }
  SECTION("it comes later, as its editor is slow: then the line is proved by a look") {
    t.client.answer("", 1, std::string(kMoved));
    t.pane.print(std::string(CommandLineBed::kLine.size(), '\b'));
    t.answer_looks();
    REQUIRE(t.pressed);
    CHECK_FALSE(t.pressed->pressed);
    CHECK_FALSE(t.pressed->failed);
    CHECK(t.pressed->line.kind == TypedLine::Kind::alone);
    CHECK(t.batches.expected().cursor_x == 2);
  }
  SECTION("it is not known") {
    t.client.answer(Error{Errc::unreachable, "the link broke"});
    REQUIRE(t.pressed);
    CHECK(t.pressed->failed->code == Errc::unreachable);
  }
}

TEST_CASE("far away, a line that does not stand alone any more is erased, and Enter is not pressed") {
  FarTyping t;
  t.show_line();
  t.await(2);
  t.client.answer("", 1, std::string(kMoved));
  t.client.answer("", 1, std::string(kMoved));
  t.answer_looks();
  CHECK_FALSE(t.pressed);
  CHECK(t.last().find("-- \x7f") != std::string::npos);
}

TEST_CASE(
    "far away, a user's text that the key has moved away from is seen by the batch that types the line") {
  FarTyping t("rm foo");
  t.answer_late();
  REQUIRE(t.asks_for(CommandLineBed::kLine));
  t.client.answer("", 1, std::string(kMoved));
  t.pane.print(std::string(6, '\b'));
  t.answer_looks();
  CHECK(t.asks_for(LineKeys::right(6)));
}

TEST_CASE("far away, cancelled while the cursor goes back and Enter may be pressed") {
  FarTyping t;
  t.show_line();
  SECTION("not yet: it is not pressed any more, and the line is erased") {
    t.chain->cancel();
    t.client.answer("");
    while (t.client.open() == 0) t.loop.run_once();
    CHECK(t.last().find("enter") == std::string::npos);
    CHECK(t.asks_for("-- " + kToEnd + CommandLineBed::kErased));
  }
  SECTION("pressed: the line is the shell's") {
    t.await(2);
    t.chain->cancel();
    t.client.answer("");
    t.client.answer("");
    CHECK(t.client.open() == 0);
  }
  SECTION("refused: the line is erased") {
    t.await(2);
    t.chain->cancel();
    t.client.answer("");
    CHECK(t.client.open() == 1);
    t.client.answer("", 1, std::string(kMoved));
    CHECK(t.asks_for("-- " + kToEnd + CommandLineBed::kErased));
  }
  CHECK_FALSE(t.pressed);
}
