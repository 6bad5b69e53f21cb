// A line typed at a prompt: what is taken back of it when the call that types it is dropped. What it proves
// about real shells is tested with them, in tests/e2e/running/.
#include "tmux/jobs/command_line.hpp"

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

const std::string& kErased = CommandLineBed::kErased;

/// Types kLine at the prompt "$ " of a pane.
struct Typing : CommandLineBed {
  std::optional<TypedLine> typed;

  /// `text`: what a user has typed there.
  explicit Typing(ShellKind shell, const std::string& text = "") {
    client.machine.add_shell(pane.pid, kTty, shell == ShellKind::bash ? "bash" : "dash");
    start(type(*this, shell, prompt(text)), [this](TypedLine line) { typed.emplace(std::move(line)); });
  }

  static Task<TypedLine> type(Typing& t, ShellKind shell, Captured prompt) {
    CommandLine line(t.loop, t.chain, t.batches, PaneId{7}, kLine);
    LineOwner owner{.shell = shell, .pid = t.pane.pid, .behind = false, .canonical = false};
    auto typed = co_await line.type(owner, std::move(prompt));
    if (typed.kind == TypedLine::Kind::alone) typed = co_await line.prove();
    line.hand_over();
    co_return typed;
  }

  /// Answers looks at the pane, and captures of it, until something else is asked.
  void answer_looks() {
    for (;;) {
      while (client.open() == 0 && !typed) loop.run_once();
      if (typed || asks_for("set-buffer") || asks_for("set-option -pu")) return;
      const auto& argv = client.asked.back().argv;
      client.answer(asks_for(JobLook::format()) ? look() : pane.answer(argv));
    }
  }
  /// Up to the first batch that types.
  void begin() {
    REQUIRE(asks_for("set-option -p -t %7 -- @smcp-typing k4f9q2 1000"));
    lock = "k4f9q2 1000";
  }
  /// Up to the batch that types the line, in an editor.
  void ask_cursor() {
    begin();
    client.answer("");
    answer_looks();
    REQUIRE(asks_for(kLine));
  }
  /// The line is there and is seen.
  void show_line() {
    client.answer("");
    pane.print(kLine);
    answer_looks();
  }
  /// The pane is as it was: nothing else is sent, and nobody is called.
  void expect_end(const std::string& words) {
    CHECK(last().find(words) != std::string::npos);
    CHECK(last().ends_with("set-option -pu -t %7 @smcp-typing"));
    CHECK(client.open() == 1);
    client.answer("");
    CHECK(client.open() == 0);
    CHECK_FALSE(typed);
  }
};

std::string pasted(const std::string& bytes) {
  return "set-buffer -b smcp-k4f9q2 -- " + bytes + " ; paste-buffer -d -r -b smcp-k4f9q2 -t %7";
}

}  // namespace

TEST_CASE("a line is typed at an empty prompt once the cursor has been asked, and proved by it") {
  Typing t(ShellKind::bash);
  t.ask_cursor();
  t.show_line();
  REQUIRE(t.asks_for(LineKeys::left(CommandLineBed::kLine.size())));
  t.pane.print(std::string(CommandLineBed::kLine.size(), '\b'));
  t.client.answer("");
  t.answer_looks();
  REQUIRE(t.typed);
  CHECK(t.typed->kind == TypedLine::Kind::alone);
  CHECK(t.client.open() == 0);
}

TEST_CASE(
    "a user's text: the cursor goes back to where it was, though it was still on its way when it was seen") {
  const std::string text = "rm foo";
  Typing t(ShellKind::bash, text);
  t.begin();
  t.client.answer("");
  t.pane.print("\b\b");
  t.answer_looks();
  REQUIRE(t.asks_for(LineKeys::right(2)));
  t.pane.print("\b\b\b\b");
  SECTION("it has been on its way") {
    t.client.answer("", 1, "unknown command: sessions-mcp-moved");
    t.answer_looks();
    REQUIRE(t.asks_for(LineKeys::right(text.size())));
    t.client.answer("");
    t.pane.print(text);
  }
  SECTION("it never comes to rest") {
    unsigned pressed = 0;
    for (; t.asks_for("set-buffer"); ++pressed) {
      t.client.answer("", 1, "unknown command: sessions-mcp-moved");
      t.answer_looks();
    }
    CHECK(pressed == 5);
  }
  t.answer_looks();
  REQUIRE(t.asks_for("set-option -pu -t %7 @smcp-typing"));
  t.client.answer("");
  REQUIRE(t.typed);
  CHECK(t.typed->kind == TypedLine::Kind::refused);
}

TEST_CASE("cancelled while the cursor is asked, it gives its lock back") {
  Typing t(ShellKind::bash);
  t.begin();
  SECTION("in flight") {
    t.chain->cancel();
    CHECK(t.client.cancelled.empty());
    t.client.answer("");
  }
  SECTION("in flight, and refused: there is no lock") {
    t.chain->cancel();
    const std::size_t asked = t.client.asked.size();
    t.client.answer("", 1, "unknown command: sessions-mcp-moved");
    CHECK(t.client.asked.size() == asked);
    CHECK_FALSE(t.typed);
    return;
  }
  SECTION("at a look") {
    t.client.answer("");
    REQUIRE(t.asks_for("display-message"));
    t.chain->cancel();
  }
  t.expect_end("set-option -pu -t %7 @smcp-k4f9q2");
  CHECK(t.last().find("paste-buffer") == std::string::npos);
}

TEST_CASE("cancelled when it has typed its line, it erases it") {
  Typing t(ShellKind::bash);
  t.ask_cursor();
  SECTION("in flight") {
    t.chain->cancel();
    t.client.answer("");
    t.expect_end(pasted(kErased));
  }
  SECTION("in flight, and refused: only the lock is there") {
    t.chain->cancel();
    t.client.answer("", 1, "unknown command: sessions-mcp-moved");
    CHECK(t.last().find("paste-buffer") == std::string::npos);
    t.expect_end("set-option -pu -t %7 @smcp-k4f9q2");
  }
  SECTION("before it is shown") {
    t.client.answer("");
    REQUIRE(t.asks_for("capture-pane"));
    t.chain->cancel();
    t.expect_end(pasted(kErased));
  }
  SECTION("while the cursor moves to its beginning: from its end") {
    t.show_line();
    t.chain->cancel();
    t.client.answer("");
    t.expect_end(pasted(LineKeys::right(CommandLineBed::kLine.size()) + kErased));
  }
}

TEST_CASE("cancelled while it erases its line, it erases what is left of it, and nothing of a user's") {
  Typing t(ShellKind::bash);
  t.ask_cursor();
  t.pane.print("x");  // so the line stands behind something
  t.show_line();
  const std::string rest = kErased.substr(1);
  REQUIRE(t.last().ends_with(pasted("\x7f")));
  SECTION("the first character, in flight") {
    t.chain->cancel();
    t.client.answer("");
    t.expect_end(pasted(rest) + " ; set-option");
  }
  SECTION("the first character, in flight, and refused") {
    t.chain->cancel();
    t.client.answer("", 1, "unknown command: sessions-mcp-moved");
    t.expect_end(pasted(kErased) + " ; set-option");
  }
  SECTION("the rest") {
    t.client.answer("");
    t.pane.print("\b \b");
    t.answer_looks();
    REQUIRE(t.last().ends_with(pasted(rest)));
    SECTION("in flight") {
      t.chain->cancel();
      t.client.answer("");
    }
    SECTION("while it disappears") {
      t.client.answer("");
      t.chain->cancel();
    }
    SECTION("while the lock is given back") {
      t.client.answer("");
      t.pane.erase_screen();
      t.pane.print("$ x");
      t.answer_looks();
      REQUIRE(t.last().ends_with("set-option -pu -t %7 @smcp-typing"));
      t.chain->cancel();
    }
    CHECK(t.last().find("paste-buffer") == std::string::npos);
    t.expect_end("set-option -pu -t %7 @smcp-k4f9q2");
  }
}

TEST_CASE("cancelled when it has typed its line into a terminal without an editor, it erases it") {
  Typing t(ShellKind::posix);
  t.begin();
  SECTION("in flight") {
    t.chain->cancel();
    t.client.answer("");
  }
  SECTION("before it is shown") {
    t.client.answer("");
    REQUIRE(t.asks_for("capture-pane"));
    t.chain->cancel();
  }
  t.expect_end(pasted(kErased));
}
