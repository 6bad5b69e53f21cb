// Where output begins that is joined with the echo of a typed line.
#include "text/joined_echo.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "text/fingerprint.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

constexpr std::size_t kWidth = 20;

JoinedEcho::Row row_of(std::string_view text, std::size_t cells = 0) {
  tmux::Fingerprint print;
  print.row(text);
  return {print.value(), 64, cells};
}

std::vector<std::string> parts_of(const JoinedEcho& joined, std::string_view line, std::size_t told = 0) {
  std::vector<std::string> parts;
  joined.split(line, told, [&](std::string_view part, bool) { parts.emplace_back(part); });
  return parts;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("joined echo: the example in joined_echo.hpp") {
  const JoinedEcho joined(typed_lines("echo one; echo two"), kWidth, row_of("$"));
  CHECK(parts_of(joined, "$ echo one; echo twoone") == Parts{"$ echo one; echo two", "one"});
  CHECK(parts_of(joined, "two") == Parts{"two"});
}

TEST_CASE("joined echo: one cell less or more is no margin") {
  for (const std::string typed : {"echo 345678901234", "echo 34567890123456"}) {
    const JoinedEcho joined(typed_lines(typed), kWidth, row_of("$"));
    const std::string line = "$ " + typed + "one";
    CHECK(parts_of(joined, line) == Parts{line});
  }
}

TEST_CASE("joined echo: alone it is one line") {
  const JoinedEcho joined(typed_lines("echo one; echo two"), kWidth, row_of("$"));
  CHECK(parts_of(joined, "$ echo one; echo two") == Parts{"$ echo one; echo two"});
  CHECK(parts_of(joined, "$ echo one; echo two     ").size() == 1);
  CHECK(parts_of(joined, "").size() == 1);
}

TEST_CASE("joined echo: several rows, and blanks at the beginning of the output") {
  const std::string typed = "echo one; echo two #" + std::string(18, 'x');
  const JoinedEcho joined(typed_lines(typed), kWidth, row_of("$"));
  CHECK(parts_of(joined, "$ " + typed + "  one") == Parts{"$ " + typed, "  one"});
  // The first row ends within the text.
  CHECK(parts_of(joined, "$ echo one; echo two") == Parts{"$ echo one; echo two"});
}

TEST_CASE("joined echo: a prompt that ends with nothing that prompts end with is known by its row") {
  const auto typed = typed_lines("make all 1234");
  const std::string line = "my job make all 1234built";
  CHECK(parts_of({typed, kWidth, row_of("my job")}, line) == Parts{"my job make all 1234", "built"});
  // The cursor that is known was taken when the text had been typed.
  CHECK(parts_of({typed, kWidth, row_of("my job make all 1234")}, line).size() == 2);
  CHECK(parts_of({typed, kWidth, row_of("another")}, line).size() == 1);
  CHECK(parts_of({typed, kWidth, std::nullopt}, line).size() == 1);
}

TEST_CASE("joined echo: a prompt of several rows is known by its last one") {
  const std::string above = "a prompt of one row,";
  REQUIRE(above.size() == kWidth);
  const JoinedEcho joined(typed_lines("make all 1234"), kWidth, row_of("my job", kWidth));
  CHECK(parts_of(joined, above + "my job make all 1234built").size() == 2);
  CHECK(parts_of(joined, above + "his job ake all 1234built").size() == 1);
  CHECK(parts_of(joined, "my job make all 1234built").size() == 1);
}

TEST_CASE("joined echo: a line that a user has typed is left as it is") {
  const JoinedEcho joined(typed_lines("y\nls"), kWidth, row_of("$"));
  for (const std::string line : {"$ echo 34567890123y; echo ready", "$ echo 34567890 ls; echo ready"}) {
    REQUIRE(line.size() > kWidth);
    CHECK(parts_of(joined, line) == Parts{line});
  }
}

TEST_CASE("joined echo: the prompt below a command without output, and what is typed there") {
  const std::string first = "my job true; true; 1";
  const std::string second = "my job read Name 123";
  REQUIRE((first.size() == kWidth && second.size() == kWidth));
  const auto typed = typed_lines("true; true; 1\nread Name 123");
  CHECK(parts_of({typed, kWidth, row_of("my job")}, first + "my job") == Parts{first, "my job"});
  // The cursor stands in the second row.
  const JoinedEcho joined(typed_lines("read Name 123"), kWidth, row_of("my job", kWidth));
  CHECK(parts_of(joined, first + second + "Name?", kWidth) == Parts{first + second, "Name?"});
  const JoinedEcho both(typed, kWidth, row_of("my job", 0));
  CHECK(parts_of(both, first + "$ read... 123" + "Name?").front() == first);
  const std::string usual = "$ true; true; true 1$ read -p Name?; 123Name?";
  const JoinedEcho known(typed_lines("true; true; true 1\nread -p Name?; 123"), kWidth, row_of("$", kWidth));
  CHECK(parts_of(known, usual) == Parts{"$ true; true; true 1", "$ read -p Name?; 123", "Name?"});
  CHECK(parts_of(known, usual, kWidth) == Parts{"$ read -p Name?; 123", "Name?"});
  CHECK(parts_of(known, usual, 2 * kWidth) == Parts{"Name?"});
}

TEST_CASE("joined echo: a line that begins with all of an earlier one is the longer one") {
  const std::string longer = "echo one; echo two #" + std::string(18, 'x');
  const JoinedEcho joined(typed_lines("echo one; echo two\n" + longer), kWidth, row_of("$"));
  CHECK(parts_of(joined, "$ " + longer) == Parts{"$ " + longer});
  CHECK(parts_of(joined, "$ " + longer + "one") == Parts{"$ " + longer, "one"});
  CHECK(parts_of(joined, "$ echo one; echo twoone") == Parts{"$ echo one; echo two", "one"});
}

TEST_CASE("joined echo: blanks that were typed at its end belong to it") {
  const JoinedEcho joined(typed_lines("echo one; echo   "), kWidth, row_of("$"));
  CHECK(parts_of(joined, "$ echo one; echo    one") == Parts{"$ echo one; echo", "one"});
}

TEST_CASE("joined echo: what was given before is left out") {
  const JoinedEcho joined(typed_lines("echo one; echo two"), kWidth, row_of("$"));
  const std::string line = "$ echo one; echo twoone";
  CHECK(parts_of(joined, line, kWidth - 1).size() == 2);
  CHECK(parts_of(joined, line, kWidth) == Parts{"one"});
  CHECK(parts_of(joined, line, 2 * kWidth) == Parts{"one"});
}

TEST_CASE("joined echo: where the cells are not known, nothing is parted") {
  const JoinedEcho joined(typed_lines("echo one; echo two"), kWidth, row_of("$"));
  CHECK(parts_of(joined, "漢 echo one; echo twoone").size() == 1);
  CHECK(parts_of(joined, "\xff echo one; echo twoone").size() == 1);
  // A prompt's own signs are known.
  CHECK(parts_of(joined, "❯ echo one; echo twoone") == Parts{"❯ echo one; echo two", "one"});
}

TEST_CASE("joined echo: without a text or a width there is none") {
  CHECK(parts_of({}, std::string(1000, 'x')).size() == 1);
  CHECK(parts_of({typed_lines("x"), 0, row_of("$")}, "$ x").size() == 1);
}

TEST_CASE("joined echo: far behind a prompt's place nothing is searched") {
  const JoinedEcho joined(typed_lines("y"), kWidth, std::nullopt);
  const std::string near(kWidth - 2, 'x');
  CHECK(parts_of(joined, near + "$yone").size() == 2);
  const std::string far(JoinedEcho::kMaxPrompt / kWidth * kWidth + 2 * kWidth - 2, 'x');
  CHECK(parts_of(joined, far + "$yone").size() == 1);
}
