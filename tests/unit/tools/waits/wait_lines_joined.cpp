// A typed line that fills its rows exactly: what bash prints next is a new line for a wait, though tmux joins the two.
#include <string>

#include "support/catch.hpp"
#include "support/unit/waiting.hpp"
#include "tmux/read/last_typed.hpp"

using namespace smcp;
using namespace smcp::tools;
using Outcome = WaitEnd;

namespace {

/// A pane 40 cells wide, with a prompt.
struct Typed : Waiting {
  Typed() {
    pane.counts = GENERATE(false, true);
    pane.print("old\n$ ");
    before = cursor();
    text = "echo ready; ";
    text.append(38 - text.size(), '#');
  }
  void remember() { pane.last_typed = tmux::LastTyped{before, typed_lines(text)}.text(); }
  [[nodiscard]] std::string kept() const { return wait->new_lines().kept().text(); }
  [[nodiscard]] std::string echo() const { return "$ " + text; }

  tmux::Cursor before;
  std::string text;
};

}  // namespace

TEST_CASE("joined in a wait: the first line of output matches, the echo does not") {
  Typed w;
  w.remember();
  SECTION("in one look") {
    w.pane.print(w.text + "ready\ntwo\n$ ");
    w.start(Waiting::pattern("ready$"));
    CHECK(w.kept() == w.echo() + "\nready\ntwo\n$");
  }
  SECTION("piece by piece") {
    w.pane.print(w.text);
    w.start(Waiting::pattern("ready"));
    CHECK_FALSE(w.outcome);
    w.print("re");
    CHECK(w.kept() == w.echo() + "\nre");
    w.print("a");
    CHECK(w.kept() == w.echo() + "\nrea");
    CHECK_FALSE(w.outcome);
    w.print("dy\n");
    CHECK(w.kept() == w.echo() + "\nready");
  }
  SECTION("with the cursor of the keys") {
    w.pane.print(w.text + "ready");
    w.start(Waiting::pattern("^ready"), w.before);
    CHECK(w.kept() == w.echo() + "\nready");
  }
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready");
}

TEST_CASE("joined in a wait: of a text that nobody remembers it is not known where it ends") {
  Typed w;
  w.pane.print(w.text + "ready\n");
  w.start(Waiting::pattern("ready"), w.before);
  CHECK_FALSE(w.outcome);
  CHECK(w.kept() == w.echo() + "ready");
}

TEST_CASE("joined in a wait: what stood there behind the echo is an old line") {
  Typed w;
  w.remember();
  w.pane.print(w.text + "ready");
  ++w.pane.now;
  const auto cursor = w.cursor();
  w.pane.print(" soon");
  w.start(Waiting::pattern("ready"), cursor);
  CHECK_FALSE(w.outcome);
  CHECK(w.kept() == "ready soon");
  w.print("\nready\n");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.kept() == "ready soon\nready");
}

TEST_CASE("joined in a wait: from a cursor behind the typed text, all of the output is new") {
  Typed w;
  w.remember();
  w.pane.print(w.text);
  ++w.pane.now;
  const auto cursor = w.cursor();
  w.pane.print("ready\n");
  w.start(Waiting::pattern("ready"), cursor);
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready");
}

TEST_CASE("joined in a wait: the prompt that comes next, without any output, is a new line") {
  Typed w;
  w.remember();
  w.pane.print(w.text);
  w.start(Waiting::pattern("never"));
  CHECK_FALSE(w.wait->new_lines().saw_lines());
  w.print("$ ");
  CHECK(w.wait->new_lines().saw_lines());
  CHECK(w.kept() == w.echo() + "\n$");
  CHECK(w.wait->last_line() == "$");
}

TEST_CASE("joined in a wait: without a pattern the lines are the same") {
  Typed w;
  w.remember();
  w.pane.print(w.text + "rea");
  w.start(Waiting::idle(std::chrono::hours(1)));
  CHECK(w.kept() == w.echo() + "\nrea");
  CHECK(w.wait->new_lines().saw_lines());
  w.print("dy\ntwo\n");
  CHECK(w.kept() == w.echo() + "\nready\ntwo");
}

TEST_CASE("joined in a wait: after a reset, what has come is known") {
  Typed w;
  w.remember();
  w.pane.print(w.text + "ready\nx\n");
  w.start(Waiting::pattern("never|rea.*two"));
  REQUIRE(w.kept() == w.echo() + "\nready\nx");
  w.pane.erase_screen();
  w.print("old\n$ " + w.text + "ready\nx\nnew\n");
  CHECK_FALSE(w.outcome);
  CHECK(w.kept() == w.echo() + "\nready\nx\nnew");
}

TEST_CASE("joined in a wait: in another width, the line of the cursor is old and its output is new") {
  Typed w;
  w.remember();
  w.pane.print(w.text + "ready\n");
  w.pane.set_width(60);
  w.start(Waiting::pattern("^ready"));
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready");
}
