// Which lines are the echo of typed text, and which are output that looks the same.
#include "text/typed_echo.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tools;

namespace {

using At = TypedEcho::At;

struct Line {
  std::string text;
  At at = At::below;
  bool echo = false;
};

void check_echo(const std::string& typed, bool at_prompt, const std::vector<Line>& lines) {
  INFO(typed);
  TypedEcho echo(typed_lines(typed), at_prompt);
  for (const Line& line : lines) {
    INFO(line.text);
    CHECK(echo.take(line.text, line.at) == line.echo);
  }
}

}  // namespace

TEST_CASE("typed echo: at the shell's prompt it shows once") {
  check_echo("echo ready", true,
             {{"$ echo ready", At::cursor, true},
              {"ready", At::below, false},
              {"$ echo ready", At::below, false},
              {"echo ready"}});
  // The line of the cursor was erased with the screen.
  check_echo("ready", true, {{"$ ready", At::below, true}, {"ready"}, {"$ ready"}});
}

TEST_CASE("typed echo: ahead of the prompt it shows twice, the second time behind the prompt") {
  check_echo("echo all-finished", false,
             {{"echo all-finished", At::cursor, true},
              {"sleeping"},
              {"user@host:~$ echo all-finished", At::below, true},
              {"all-finished"},
              {"user@host:~$ echo all-finished"}});
  check_echo("make", false,
             {{"half a line make", At::cursor, true}, {"❯ make", At::below, true}, {"make"}, {"❯ make"}});
}

TEST_CASE("typed echo: a program that answers with its input answers") {
  check_echo("hello", false, {{"hello", At::cursor, true}, {"hello"}, {"hello"}});
  check_echo("'ok'", false, {{">>> 'ok'", At::cursor, true}, {"'ok'"}});
  check_echo("ready", false, {{"ready", At::cursor, true}, {"result: ready"}});
}

TEST_CASE("typed echo: the next line may be it, behind whatever was printed there meanwhile") {
  check_echo("yes", false, {{"Go on? yes", At::next, true}, {"you said yes"}});
  check_echo("yes", false, {{"Go on? yes", At::cursor, true}, {"you said yes", At::next}, {"yes", At::next}});
  // The same was typed twice, and other things before.
  check_echo("no\nyes\nyes", false,
             {{"? yes", At::cursor, true}, {"you said yes", At::next}, {"not no", At::next}});
}

TEST_CASE("typed echo: each of several lines has its own") {
  check_echo("one\n\n  two  \n", false,
             {{"one", At::cursor, true},
              {"  two", At::below, true},
              {"one"},
              {"  two"},
              {"$ one", At::below, true},
              {"$   two", At::below, true}});
}

TEST_CASE("typed echo: further lines are indented, behind a prompt of their own or without one") {
  check_echo("for i in x:\n    print('DONE')", false,
             {{">>> for i in x:", At::cursor, true},
              {"...     print('DONE')", At::below, true},
              {"DONE"},
              {"...     print('DONE')"}});
  check_echo(
      "for i in x:\n    print('DONE')", false,
      {{"In [1]: for i in x:", At::cursor, true}, {"   ...:     print('DONE')", At::below, true}, {"DONE"}});
  check_echo(
      "sleep 0.5\necho DONE", true,
      {{"~> sleep 0.5", At::cursor, true}, {"   echo DONE", At::below, true}, {"DONE"}, {"   echo DONE"}});
  // The first line has a prompt of the usual kind.
  check_echo("DONE", true, {{"... DONE"}, {"    DONE"}});
}

TEST_CASE("typed echo: what no terminal shows as it is, is left out") {
  CHECK(typed_lines("a\tb").empty());
  CHECK(typed_lines("\x03").empty());
  CHECK(typed_lines(" \n\t\n").empty());
  CHECK(typed_lines("a\n\x1b[A\nb").size() == 2);
  CHECK_FALSE(TypedEcho().take("x", At::cursor));
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
  CHECK(echo.take("x", At::cursor));
  echo.roll_back();
  CHECK(echo.take("x", At::cursor));
  echo.commit();
  echo.roll_back();
  CHECK_FALSE(echo.take("x", At::cursor));
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
