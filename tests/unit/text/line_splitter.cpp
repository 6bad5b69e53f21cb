#include "text/line_splitter.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"

using smcp::kLinePadding;
using smcp::LineSplitter;

namespace {

/// What a splitter says of an input: its lines, and nothing for an oversize one.
using Lines = std::vector<std::optional<std::string>>;

struct Collector {
  Lines lines;
  LineSplitter::Sink sink{
      [this](std::string_view line) {
        const auto* behind = line.data() + line.size();
        if (*behind == '\r') ++behind;  // it belongs to the ending
        REQUIRE(std::all_of(behind, line.data() + line.size() + kLinePadding, [](char c) { return c == 0; }));
        lines.emplace_back(std::string(line));
      },
      [this] { lines.emplace_back(std::nullopt); }};
};

/// Feeds `input` cut at `cuts`, which ascend.
Lines split(std::string_view input, std::size_t max_line, const std::vector<std::size_t>& cuts = {}) {
  Collector collector;
  LineSplitter splitter(max_line);
  std::size_t from = 0;
  for (const auto cut : cuts) {
    splitter.feed(input.substr(from, cut - from), collector.sink);
    from = cut;
  }
  splitter.feed(input.substr(from), collector.sink);
  splitter.finish(collector.sink);
  return collector.lines;
}

void check_split_at_every_cut(std::string_view input, std::size_t max_line, const Lines& expected) {
  INFO("input: " << input);
  CHECK(split(input, max_line) == expected);
  std::vector<std::size_t> bytewise;
  for (std::size_t i = 0; i < input.size(); ++i) bytewise.push_back(i);
  CHECK(split(input, max_line, bytewise) == expected);
  for (std::size_t i = 0; i <= input.size(); ++i) {
    for (std::size_t j = i; j <= input.size(); ++j) REQUIRE(split(input, max_line, {i, j}) == expected);
  }
}

const auto kOversize = std::nullopt;

}  // namespace

TEST_CASE("lines end at LF, CRLF or the end of input", "[line_splitter]") {
  check_split_at_every_cut("", 8, {});
  check_split_at_every_cut("\n", 8, {""});
  check_split_at_every_cut("\r\n", 8, {""});
  check_split_at_every_cut("one\ntwo\r\n\nthree", 8, {"one", "two", "", "three"});
  check_split_at_every_cut("a\rb\n\r\r\nc\r", 8, {"a\rb", "\r", "c"});
  check_split_at_every_cut(std::string_view("\0x\n\0", 4), 8, {std::string("\0x", 2), std::string("\0", 1)});
}

TEST_CASE("the bound counts the line and not its ending", "[line_splitter]") {
  check_split_at_every_cut("12345678\n12345678\r\n12345678", 8, {"12345678", "12345678", "12345678"});
  check_split_at_every_cut("123456789\nok\n", 8, {kOversize, "ok"});
  check_split_at_every_cut("12345678\r\r\nok", 8, {kOversize, "ok"});
  check_split_at_every_cut("12345678\rx\nok", 8, {kOversize, "ok"});
  check_split_at_every_cut("12345678\r", 8, {"12345678"});
  check_split_at_every_cut("a\n123456789123456789\n\n123456789", 8, {"a", kOversize, "", kOversize});
  check_split_at_every_cut("\nx\n\r\n", 0, {"", kOversize, ""});
}

TEST_CASE("an oversize line is told of at once, and its bytes are not kept", "[line_splitter]") {
  constexpr std::size_t kMaxLine = 1024 * 1024;
  const std::string chunk(64 * 1024, 'x');
  Collector collector;
  LineSplitter splitter(kMaxLine);
  std::size_t most = 0;
  for (int i = 0; i < 1024; ++i) {  // 64 MiB
    splitter.feed(chunk, collector.sink);
    most = std::max(most, splitter.memory());
    REQUIRE(collector.lines.size() == (i < 16 ? 0U : 1U));
  }
  CHECK(most <= kMaxLine + 1 + kLinePadding);
  CHECK(splitter.memory() <= LineSplitter::kRestingSize);
  splitter.feed("\nafter\n", collector.sink);
  CHECK(collector.lines == Lines{kOversize, "after"});
}

TEST_CASE("memory is given back after a long line", "[line_splitter]") {
  constexpr std::size_t kMaxLine = 16 * 1024 * 1024;
  const std::string line(kMaxLine, 'x');
  Collector collector;
  LineSplitter splitter(kMaxLine);
  splitter.feed("short\n", collector.sink);
  CHECK(splitter.memory() < 1024);
  splitter.feed(line, collector.sink);
  CHECK(splitter.memory() <= kMaxLine + 1 + kLinePadding);
  splitter.feed("\r\n", collector.sink);
  CHECK(splitter.memory() <= LineSplitter::kRestingSize);
  REQUIRE(collector.lines.size() == 2);
  CHECK(collector.lines[1] == line);
}

TEST_CASE("a splitter goes on after finish", "[line_splitter]") {
  Collector collector;
  LineSplitter splitter(4);
  splitter.feed("oversize", collector.sink);
  splitter.finish(collector.sink);
  splitter.feed("a", collector.sink);
  splitter.finish(collector.sink);
  splitter.finish(collector.sink);
  CHECK(collector.lines == Lines{kOversize, "a"});
}
