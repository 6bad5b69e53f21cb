// Which lines are the echo of typed text, and which are output that looks the same.
#include "text/typed_echo.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tools;

namespace {

struct Line {
  std::string text;
  bool first = false;
  bool echo = false;
};

void check(const std::string& typed, bool at_prompt, const std::vector<Line>& lines) {
  INFO(typed);
  TypedEcho echo(typed_lines(typed), at_prompt);
  for (const Line& line : lines) {
    INFO(line.text);
    CHECK(echo.take(line.text, line.first) == line.echo);
  }
}

}  // namespace

TEST_CASE("typed echo: at the shell's prompt it shows once") {
  check("echo ready", true,
        {{"$ echo ready", true, true},
         {"ready", false, false},
         {"$ echo ready", false, false},
         {"echo ready"}});
  // The line of the cursor was erased with the screen.
  check("ready", true, {{"$ ready", false, true}, {"ready"}, {"$ ready"}});
}

TEST_CASE("typed echo: ahead of the prompt it shows twice, the second time behind the prompt") {
  check("echo all-finished", false,
        {{"echo all-finished", true, true},
         {"sleeping"},
         {"user@host:~$ echo all-finished", false, true},
         {"all-finished"},
         {"user@host:~$ echo all-finished"}});
  check("make", false, {{"half a line make", true, true}, {"❯ make", false, true}, {"make"}, {"❯ make"}});
}

TEST_CASE("typed echo: a program that answers with its input answers") {
  check("hello", false, {{"hello", true, true}, {"hello"}, {"hello"}});
  check("'ok'", false, {{">>> 'ok'", true, true}, {"'ok'"}});
  check("ready", false, {{"ready", true, true}, {"result: ready"}});
}

TEST_CASE("typed echo: each of several lines has its own") {
  check("one\n\n  two  \n", false,
        {{"one", true, true},
         {"  two", false, true},
         {"one"},
         {"  two"},
         {"$ one", false, true},
         {"$   two", false, true}});
}

TEST_CASE("typed echo: what no terminal shows as it is, is left out") {
  CHECK(typed_lines("a\tb").empty());
  CHECK(typed_lines("\x03").empty());
  CHECK(typed_lines(" \n\t\n").empty());
  CHECK(typed_lines("a\n\x1b[A\nb").size() == 2);
  CHECK_FALSE(TypedEcho().take("x", true));
}

TEST_CASE("typed echo: the first lines of an answer") {
  const auto count = [](const char* text, const char* typed) {
    return echoed_lines(text, typed_lines(typed), 10);
  };
  CHECK(count("$ make\nbuilt\n$", "make") == 1);
  CHECK(count("$ make", "make") == 1);
  CHECK(count("$ make -j\nbuilt", "make") == 0);
  CHECK(count("$ if x\n> then y\n> fi\nz", "if x\nthen y\nfi\n") == 3);
  CHECK(count(">>> def f():\n...   return 1\n>>>", "def f():\n  return 1") == 2);
  CHECK(count("$ a\nresult: b\n$", "a\nb") == 1);
  CHECK(count("", "a") == 0);
  // A shell has broken its line into rows.
  CHECK(count("$ make one\n two\nbuilt", "make one two") == 2);
  CHECK(count("$ make one\n two three\nfour\nbuilt", "make one two threefour") == 3);
  CHECK(count("$ make on\ne two\nbuilt", "make one two") == 0);
  CHECK(count("$ make one\nmade one two", "make one") == 1);
  CHECK(count("$ make one", "make one two") == 0);
  CHECK(count("$ a", "") == 0);
}

TEST_CASE("typed echo: what was used up for lines that are read once more comes back") {
  TypedEcho echo(typed_lines("x"), false);
  CHECK(echo.take("x", true));
  echo.roll_back();
  CHECK(echo.take("x", true));
  echo.commit();
  echo.roll_back();
  CHECK_FALSE(echo.take("x", true));
}

TEST_CASE("an echo is known in whatever a program draws around its input line") {
  const std::vector<TypedLine> typed = typed_lines("hello there\ny");
  for (const std::string_view line :
       {"hello there", "> hello there", "│ > hello there        │", "| hello there |", "you:hello there",
        "› y", "Proceed? y", "│y│", "❯hello there"}) {
    INFO(line);
    CHECK(shows_typed(line, typed));
  }
  for (const std::string_view line :
       {"", "> ", "hello", "> hello there, friend", "ready", "hello there!", "12y"}) {
    INFO(line);
    CHECK_FALSE(shows_typed(line, typed));
  }
  CHECK_FALSE(shows_typed("hello there", {}));
}
