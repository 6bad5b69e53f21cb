#include "cli/streamed_lines.hpp"

#include "support/catch.hpp"

using smcp::cli::StreamedLines;

namespace {

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += (i > from ? "\n" : "") + std::to_string(i);
  return text;
}

StreamedLines::Reading reading(std::string_view text, std::uint64_t lines, std::uint64_t skipped = 0) {
  return {.text = text, .lines = lines, .skipped = skipped};
}

std::string end(StreamedLines& lines, StreamedLines::Reading last) {
  last.ended = true;
  return lines.take(last);
}

}  // namespace

TEST_CASE("streamed lines: each line once, the last when it can no longer change") {
  StreamedLines lines;
  CHECK(lines.take(reading("", 0)).empty());
  CHECK(lines.take(reading("a", 1)).empty());
  CHECK(lines.take(reading("ab\nc", 2)) == "ab\n");
  CHECK(lines.take({.text = "ab\ncd", .lines = 2, .complete = true}) == "cd\n");
  CHECK(lines.take({.text = "ab\ncd", .lines = 2, .complete = true}).empty());
  CHECK(lines.take(reading("ab\ncd\n\n", 4)) == "\n");
  CHECK(end(lines, reading("ab\ncd\n\n\ne", 5)) == "\ne\n");
  CHECK_FALSE(lines.changed());
  CHECK_FALSE(lines.lost());
  CHECK(lines.missing() == 0);
}

TEST_CASE("streamed lines: an output of one empty line, and of none") {
  StreamedLines none;
  CHECK(end(none, reading("", 0)).empty());
  StreamedLines one;
  CHECK(end(one, reading("", 1)) == "\n");
}

TEST_CASE("streamed lines: what is skipped in a reading has been printed, or is missing") {
  StreamedLines lines;
  CHECK(lines.take(reading("1\n2\n3", 3)) == "1\n2\n");
  CHECK(lines.take(reading("3\n4", 2, 2)) == "3\n");
  CHECK(lines.take(reading("2\n3\n4\n5", 4, 1)) == "4\n");
  CHECK(lines.missing() == 0);
  CHECK(lines.take(reading("9\n10", 2, 8)) == "9\n");
  CHECK(lines.missing() == 4);
  CHECK(end(lines, reading("4\n5\n6\n7\n8\n9\n10", 7, 3)) == "10\n");
  CHECK(lines.missing() == 4);
  CHECK_FALSE(lines.changed());
}

TEST_CASE("streamed lines: a line that is redrawn is not printed again, and that is known") {
  StreamedLines lines;
  CHECK(lines.take(reading("10%\nx\ny", 3)) == "10%\nx\n");
  CHECK_FALSE(lines.changed());
  CHECK(lines.take(reading("20%\nx\ny\nz", 4)) == "y\n");
  CHECK(lines.changed());
}

TEST_CASE("streamed lines: an output that is shorter at its end than it was has changed") {
  StreamedLines lines;
  CHECK(lines.take(reading("a\nb\nc", 3)) == "a\nb\n");
  CHECK(end(lines, reading("a", 1)).empty());
  CHECK(lines.changed());
}

TEST_CASE("streamed lines: where the beginning is gone, it goes on behind what was printed last") {
  StreamedLines lines;
  const std::string first = numbered(1, 30);
  CHECK(lines.take(reading(first, 30)) == numbered(1, 29) + "\n");
  const std::string later = numbered(10, 40);
  CHECK(lines.take({.text = later, .lines = 31, .lost = true}) == numbered(30, 39) + "\n");
  CHECK(lines.lost());
  const std::string last = numbered(20, 41);
  CHECK(end(lines, {.text = last, .lines = 22, .lost = true}) == numbered(40, 41) + "\n");
}

TEST_CASE("streamed lines: where nothing that was printed is left, all is new") {
  StreamedLines lines;
  const std::string first = numbered(1, 30);
  CHECK(lines.take(reading(first, 30)) == numbered(1, 29) + "\n");
  const std::string later = numbered(100, 120);
  CHECK(lines.take({.text = later, .lines = 21, .lost = true}) == numbered(100, 119) + "\n");
  CHECK(lines.lost());
}
