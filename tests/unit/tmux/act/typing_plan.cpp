#include "tmux/act/typing_plan.hpp"

#include <string>

#include "support/catch.hpp"
#include "text/utf8.hpp"

using namespace smcp::tmux;
using std::chrono::milliseconds;

namespace {

using Tabs = Receiver::Tabs;

/// Whatever reads single keys.
constexpr Receiver kProgram{.single_keys = true};
constexpr Receiver kLines{.lines = true};

Stroke key(const char* name) {
  return Stroke::key(*find_key(name)->press);
}

/// The steps in short: `+150` for a pause, `<…>` for a paste, `[…]` for a bracketed one.
std::string plan(Keys keys, const Receiver& receiver) {
  std::string text;
  for (const TypingStep& step : plan_typing(keys, receiver)) {
    if (!text.empty()) text += " +" + std::to_string(step.after.count()) + " ";
    if (!step.pasted.empty())
      text += (step.bracketed ? "[" : "<") + step.pasted + (step.bracketed ? "]" : ">");
    for (const KeyPress& press : step.keys) text += "(" + press.bytes + press.name + ")";
  }
  return text;
}

}  // namespace

TEST_CASE("a line and Enter go together to a shell and to what reads lines, apart to any other program") {
  const Keys keys{{Stroke::text("ls"), Stroke::enter()}};
  CHECK(plan(keys, {}) == "(ls)(Enter)");
  CHECK(plan(keys, kLines) == "(ls)(Enter)");
  CHECK(plan(keys, kProgram) == "(ls) +150 (Enter)");
}

TEST_CASE("each key of a list comes by itself to a program that takes single keys") {
  const Keys keys{{key("Down"), key("Down"), Stroke::text("x"), key("Enter")}};
  CHECK(plan(keys, {}) == "(Down)(Down)(x)(Enter)");
  CHECK(plan(keys, kProgram) == "(Down) +12 (Down) +12 (x) +150 (Enter)");
}

TEST_CASE("what follows Escape would be Alt with that key, if it came at once") {
  for (const char* escape : {"Escape", "C-[", "^["}) {
    const Keys keys{{key(escape), Stroke::text("k"), Stroke::enter()}};
    CHECK(plan(keys, {}).find(" +150 (k)(Enter)") != std::string::npos);
    CHECK(plan(keys, kProgram).ends_with(" +150 (k) +150 (Enter)"));
    CHECK(plan(keys, kLines).find('+') == std::string::npos);
  }
}

TEST_CASE("text of several lines is a bracketed paste, unless it is told otherwise or cannot be") {
  Keys keys{{Stroke::text("a\nb"), Stroke::enter()}};
  CHECK(plan(keys, {}) == "[a\nb](Enter)");
  CHECK(plan(keys, kProgram) == "[a\nb] +150 (Enter)");
  CHECK(plan(keys, kLines) == "(a\nb)(Enter)");
  CHECK(plan(keys, {.alone = false}) == "(a\nb)(Enter)");
  CHECK(plan(keys, {.hidden = true}) == "<a\nb>(Enter)");
  keys.paste = false;
  CHECK(plan(keys, kProgram) == "(a\nb) +150 (Enter)");
  keys.paste = true;
  CHECK(plan(keys, kLines) == "[a\nb](Enter)");
  CHECK(plan({{Stroke::text("ab")}, false, true}, kProgram) == "[ab]");
  CHECK(plan({{Stroke::text("ab\n")}}, kProgram) == "(ab\n)");
  CHECK(plan({{Stroke::text("a\n\x01")}}, kProgram) == "(a\n\x01)");
}

TEST_CASE("a REPL that edits blocks runs one at one Enter") {
  const Receiver repl{.single_keys = true, .runs_blocks = true};
  CHECK(plan({{Stroke::text("a\nb"), Stroke::enter()}}, repl) == "[a\nb\n] +150 (Enter)");
  CHECK(plan({{Stroke::text("a\nb\n"), Stroke::enter()}}, repl) == "[a\nb\n] +150 (Enter)");
  CHECK(plan({{Stroke::text("a\nb")}}, repl) == "[a\nb]");
  CHECK(plan({{Stroke::text("ab"), Stroke::enter()}}, repl) == "(ab) +150 (Enter)");
}

TEST_CASE(
    "a REPL that runs each line gets an empty one behind a block alone, so that no question is answered by "
    "it") {
  const Receiver repl{.single_keys = true, .runs_blocks = true, .runs_each_line = true};
  CHECK(plan({{Stroke::text("a\nb"), Stroke::enter()}}, repl) == "[a\nb] +150 (Enter)");
  CHECK(plan({{Stroke::text("a\n b"), Stroke::enter()}}, repl) == "[a\n b\n] +150 (Enter)");
  CHECK(plan({{Stroke::text("a\n\tb"), Stroke::enter()}}, repl) == "[a\n\tb\n] +150 (Enter)");
  CHECK(plan({{Stroke::text("a\n b\n"), Stroke::enter()}}, repl) == "[a\n b\n] +150 (Enter)");
}

TEST_CASE("tabs arrive at a shell's prompt as its editor takes them") {
  const Keys line{{Stroke::text("a\tb")}};
  const Keys lines{{Stroke::text("a\n\tb")}};
  CHECK(plan(line, {.tabs = Tabs::quoted}) == "(a\x16\tb)");
  CHECK(plan(lines, {.tabs = Tabs::quoted}) == "(a\n\x16\tb)");
  CHECK(plan(line, {}) == "(a\tb)");
  CHECK(plan(lines, {}) == "[a\n\tb]");
  CHECK(plan({{key("Tab")}}, {.tabs = Tabs::quoted}) == "(Tab)");
  const std::string much = "\t" + std::string(kMaxQuoted, 'x');
  CHECK(plan({{Stroke::text(much)}}, {.tabs = Tabs::quoted}) == "[" + much + "]");
}

TEST_CASE(
    "long text goes in pieces that no character is cut by, as numbers where it has control characters") {
  std::string text;
  while (text.size() < 3 * kMaxTypedPiece) text += "xé日🎉";
  const bool numbers = GENERATE(false, true);
  if (numbers) text += '\x01';
  const Keys keys{{Stroke::text(text), Stroke::enter()}};
  std::string sent;
  const auto steps = plan_typing(keys, {});
  CHECK(steps.size() >= 4);
  for (const TypingStep& step : steps) {
    std::size_t size = 0;
    for (const KeyPress& press : step.keys) {
      CHECK((press.bytes.empty() || !smcp::continues_character(press.bytes.front())));
      size += press.bytes.size() * (types_as_hex(press.bytes) ? 3 : 1);
      sent += press.bytes;
    }
    CHECK(size <= kMaxTypedPiece);
    const bool whole = sent.size() == text.size();
    CHECK((whole ? step.strokes_done >= 1 : step.strokes_done == 0 && step.bytes_done == sent.size()));
  }
  CHECK((sent == text));
  CHECK(steps.back().strokes_done == 2);
  CHECK(steps.back().keys.back().name == "Enter");
}
