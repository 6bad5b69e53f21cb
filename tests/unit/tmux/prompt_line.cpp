#include "tmux/prompt_line.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;
using Kind = TypedEcho::Kind;

namespace {

const std::string kTyped = " eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"";

TypedEcho echo(const CursorLine& before, const std::string& after) {
  return find_echo(before, after, kTyped);
}

CursorLine at(const std::string& text, std::size_t cursor) {
  return {text, cursor};
}

}  // namespace

TEST_CASE("the typed line behind the prompt, and behind nothing else") {
  CHECK(echo(at("user$", 6), "old\nuser$ ").kind == Kind::absent);
  CHECK(echo(at("user$", 6), "old\nuser$ " + kTyped.substr(0, 20)).kind == Kind::absent);
  CHECK(echo(at("user$", 6), "old\nuser$ " + kTyped).kind == Kind::at_prompt);
  CHECK(echo(at("user$", 6), "old\nuser$ " + kTyped + "\n\n").kind == Kind::at_prompt);
  CHECK(echo({"né ❯", std::nullopt}, "né ❯ " + kTyped).kind == Kind::at_prompt);
  CHECK(echo(at("", 0), "old\n" + kTyped).kind == Kind::at_prompt);
  CHECK(echo(at("", 0), kTyped).kind == Kind::at_prompt);
  // The prompt came only now.
  CHECK(echo(at("", 0), "user$ " + kTyped).kind == Kind::at_prompt);
  // It was drawn anew, and is another.
  CHECK(echo(at("12:01 $", 8), "12:02 $ " + kTyped).kind == Kind::at_prompt);
}

TEST_CASE("however a line editor wraps it") {
  for (std::size_t i = 1; i < kTyped.size(); ++i) {
    INFO(i);
    CHECK(echo(at("user$", 6), "user$ " + kTyped.substr(0, i) + "\n" + kTyped.substr(i)).kind ==
          Kind::at_prompt);
  }
  CHECK(echo(at("a full row $", 12), "a full row $\n" + kTyped.substr(1)).kind == Kind::at_prompt);
}

TEST_CASE("text that stood behind the prompt, as far as the cursor") {
  const auto found = echo(at("user$ rm -rf foo", 16), "user$ " + kTyped);
  CHECK(found.kind == Kind::behind_text);
  CHECK(found.text == "rm -rf foo");
  CHECK(echo(at("user$ echo x >", 15), "user$ " + kTyped).text == "echo x > ");
  CHECK(echo({"user$ né", std::nullopt}, "user$ " + kTyped).text == "né");
  // What a line editor suggests behind the cursor is none of it; what stands behind a cursor that was moved
  // back is.
  CHECK(echo(at("user$ cat file.txt", 10), "user$ " + kTyped).text == "cat ");
  CHECK(echo(at("user$ rm -rf foo", 6), "user$ " + kTyped).text == "rm -rf foo");
  // Without a prompt all of it is text.
  CHECK(echo(at("rm", 2), "old\n" + kTyped).text == "rm");
  // A character that counts for more than it shows takes a part of the prompt along.
  CHECK(echo({"user$ né", std::nullopt}, "user$" + kTyped).text == "né");
}

TEST_CASE("right-hand prompts are no text") {
  const std::string wide(40, ' ');
  CHECK(echo(at("user$" + wide + "12:30", 6), "user$ " + kTyped + wide + "12:30").kind == Kind::at_prompt);
  CHECK(echo(at("user$" + wide + "12:30", 6), "user$ " + kTyped).kind == Kind::at_prompt);
  CHECK(echo(at("user$ ls" + wide + "12:30", 8), "user$ " + kTyped).text == "ls");
}

TEST_CASE("typed into the middle of a line") {
  const auto found = echo(at("user$ rm -rf foo", 6), "user$ " + kTyped + "rm -rf foo");
  CHECK(found.kind == Kind::before_text);
  CHECK(found.text == "rm -rf foo");
}

TEST_CASE("prompts of shells that wait for the rest of a command") {
  for (const char* line : {">", "> ", "quote>", "dquote> ", "for cmdsubst> ", "heredoc>"})
    CHECK(is_continuation_prompt(line));
  for (const char* line : {"", "user>", "C:\\>", "$", "~ ❯", "my project>", "> x"})
    CHECK_FALSE(is_continuation_prompt(line));
}

TEST_CASE("a cursor in the middle of a text: what was erased, and what was behind the cursor") {
  const auto kept = echo(at("user$ echo hi", 12), "user$ " + kTyped + "i");
  CHECK(kept.kind == Kind::before_text);
  CHECK(kept.text == "i");
  CHECK(kept.erased == "echo h");
  const auto all = echo(at("user$ echo hi", 12), "user$ " + kTyped);
  CHECK(all.kind == Kind::behind_text);
  CHECK(all.erased == "echo h");
  CHECK(all.rest == "i");
  CHECK(echo(at("user$ echo hi            12:01", 13), "user$ " + kTyped).rest.empty());
}

TEST_CASE("a prompt that shows the mode of vi's keys") {
  const auto found = echo(at("[N] user$ echo hi", 16), "[I] user$ " + kTyped);
  CHECK(found.kind == Kind::behind_text);
  CHECK(found.text == "echo h");
  CHECK(echo(at("[N] user$", 10), "[I] user$ " + kTyped).kind == Kind::at_prompt);
  CHECK(echo(at("repo main* $", 13), "repo main $ " + kTyped).kind == Kind::at_prompt);
}

TEST_CASE("a shell that erases nothing with Ctrl-U") {
  CHECK(echo(at("user$", 6), "user$ A" + kTyped).kind == Kind::not_erased);
  CHECK(echo(at("user$ foo", 9), "user$ fooA" + kTyped).kind == Kind::not_erased);
  CHECK(echo(at("user$ foo", 7), "user$ fooA" + kTyped).kind == Kind::not_erased);
}
