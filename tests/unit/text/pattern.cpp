#include "text/pattern.hpp"

#include <chrono>
#include <string>

#include "support/catch.hpp"
#include "unit/text/compiled_pattern.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

std::string error_of(std::string_view text) {
  const auto compiled = Pattern::compile(text, Pattern::Case::exact);
  if (compiled) return "";
  CHECK(compiled.error().code == Errc::invalid_argument);
  return compiled.error().message;
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a pattern matches anywhere in a line, letter for letter unless said otherwise") {
  CHECK(pattern("err(or)?").matches("an error"));
  CHECK_FALSE(pattern("err").matches("an ERROR"));
  CHECK(pattern("err", Pattern::Case::ignored).matches("an ERROR"));
  CHECK(pattern("É日", Pattern::Case::ignored).matches("é日本"));
  CHECK(pattern("^b$").matches("b"));
  CHECK_FALSE(pattern("^b$").matches("ab"));
  CHECK(pattern("^$").matches(""));
  CHECK(pattern("x*").matches(""));
  CHECK(pattern("^.$").matches("日"));
}

TEST_CASE("bytes that are not UTF-8 do not get in the way of a match") {
  CHECK(pattern("error").matches("\xff\xfe error \xc3"));
  CHECK_FALSE(pattern("^.*$").matches("a\xff"));
  CHECK(pattern("a.b").matches(std::string_view("a\0b", 3)));
}

TEST_CASE("where a match is") {
  const auto found = pattern("b+").find("aabbbc");
  REQUIRE(found);
  CHECK(found->begin == 2);
  CHECK(found->size == 3);
  CHECK_FALSE(pattern("x").find("aab"));
  const auto empty = pattern("^$").find({});
  REQUIRE(empty);
  CHECK(empty->begin == 0);
  CHECK(empty->size == 0);
}

TEST_CASE("a bad pattern is an error that shows where") {
  const std::string begin = "pattern is not a valid RE2 regular expression: ";
  CHECK(error_of("(abc") == begin + "missing ): `(abc` at character 1");
  CHECK(error_of("日本[a") == begin + "missing ]: `[a` at character 3");
  CHECK(error_of("ab**") == begin + "bad repetition operator: `**` at character 3");
  CHECK(error_of("ab[z-a]") == begin + "invalid character class range: `z-a` at character 4");
  CHECK(error_of("x{2000}") == begin + "invalid repetition size: `{2000}` at character 2");
  CHECK(error_of("*a*") == begin + "no argument for repetition operator: `*`");  // which of the two?
  CHECK(error_of("x\\") == begin + "trailing \\ at its end");
  const std::string perl = " (RE2 has neither look-around nor back-references)";
  CHECK(error_of("a(?=x)") == begin + "invalid perl operator: `(?=` at character 2" + perl);
  CHECK(error_of("(a)\\1") == begin + "invalid escape sequence: `\\1` at character 4" + perl);
}

TEST_CASE("patterns have bounds") {
  CHECK(error_of("") == "pattern is required (non-empty string)");
  CHECK(error_of(std::string(Pattern::kMaxSize, 'a')).empty());
  CHECK(error_of(std::string(Pattern::kMaxSize + 1, 'a')) == "pattern too long (max 1000 bytes)");
  CHECK(error_of(repeated("(?i)[\\pL\\pN]{50}", 5)) ==
        "pattern is too large: use fewer or smaller repetitions");
  CHECK(error_of("\\pL{10}") == "pattern is too large: use fewer or smaller repetitions");
  CHECK(error_of("\\pL+ \\pN+").empty());
}

TEST_CASE("only so much of a line is looked at as takes no time to speak of") {
  const auto simple = pattern("needle");
  CHECK(simple.reach() >= 200 * 1024);
  const std::string hay(simple.reach(), '.');
  CHECK(simple.matches(hay.substr(6) + "needle"));
  CHECK_FALSE(simple.matches(hay.substr(5) + "needle"));
  CHECK(pattern("\\pL+").reach() >= 8 * 1024);
}

TEST_CASE("what takes other engines for ever is done at once") {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const std::string line(1024 * 1024, 'a');
  CHECK_FALSE(pattern("(a*)*b").matches(line));
  CHECK_FALSE(pattern("(a|aa|aaa)+$x").matches(line));
  CHECK_FALSE(pattern("(x+x+)+y").matches(std::string(1024 * 1024, 'x')));
  CHECK(Clock::now() - begin < std::chrono::seconds(5));  // far more than it takes, far less than for ever
}
