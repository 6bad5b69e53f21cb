#include "text/line_matcher.hpp"

#include <ctime>
#include <string>

#include "support/catch.hpp"
#include "text/fingerprint.hpp"

using namespace smcp::tools;

namespace {

Pattern compiled(std::string_view text) {
  auto pattern = Pattern::compile(text, Pattern::Case::exact);
  REQUIRE(pattern);
  return std::move(*pattern);
}

/// Processor time in which nothing takes any.
std::clock_t no_time() {
  return 0;
}

}  // namespace

TEST_CASE("the first line that matches is found, however the text is cut") {
  const Pattern pattern = compiled("b+$");
  const std::string text = "abbb  \nxx\nbb\nbbbb";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    LineMatcher matcher(pattern, no_time);
    matcher.begin();
    matcher.feed(std::string_view(text).substr(0, cut));
    matcher.feed(std::string_view(text).substr(cut));
    matcher.finish();
    CHECK(matcher.first_line() == "abbb");
    CHECK(matcher.match(true) == "abbb");
    CHECK(matcher.match(false) == "bb");
    CHECK_FALSE(matcher.too_slow());
  }
}

TEST_CASE("a last line without a newline counts, an attempt that failed does not") {
  const Pattern pattern = compiled("y/n");
  LineMatcher matcher(pattern, no_time);
  matcher.begin();
  matcher.feed("y/n\ny/n\n");
  matcher.begin();
  matcher.feed("go on?\nsure? [y/n] ");
  matcher.finish();
  CHECK(matcher.first_line() == "go on?");
  CHECK(matcher.match(false) == "sure? [y/n]");
  matcher.begin();
  matcher.finish();
  CHECK_FALSE(matcher.match(true));
  CHECK(matcher.first_line().empty());
}

TEST_CASE("a line that may have moved is passed over, once, if it is not wanted") {
  const Pattern pattern = compiled("bar");
  smcp::tmux::Fingerprint old;
  old.row("bar 1");
  LineMatcher matcher(pattern, no_time);
  matcher.expect_moved(smcp::tmux::low_bits(old.value(), 24), 24);
  matcher.begin();
  SECTION("alone") {
    matcher.feed("log\nbar 1\n");
    CHECK(matcher.match(false) == "bar 1");
    CHECK_FALSE(matcher.match(false, true));
    CHECK_FALSE(matcher.match(true, true));
  }
  SECTION("twice") {
    matcher.feed("log\nbar 1\nbar 1\nbar 2\n");
    CHECK(matcher.match(false) == "bar 1");
    CHECK(matcher.match(false, true) == "bar 1");
  }
  SECTION("below another one") {
    matcher.feed("log\nbar 0\nbar 1\n");
    CHECK(matcher.match(false, true) == "bar 0");
  }
  SECTION("the first line is none that has moved") {
    matcher.feed("bar 1\nlog\n");
    CHECK(matcher.match(true, true) == "bar 1");
    CHECK_FALSE(matcher.match(false, true));
  }
}

TEST_CASE("of a line only as much is looked at as the pattern reaches") {
  const Pattern pattern = compiled("needle");
  LineMatcher matcher(pattern, no_time);
  matcher.begin();
  const std::string hay(pattern.reach(), 'x');
  matcher.feed(hay + "needle\n" + hay.substr(6) + "needle\n");
  matcher.finish();
  REQUIRE(matcher.match(true));
  CHECK(matcher.match(true)->size() == pattern.reach());
}

TEST_CASE("a pattern that takes too long ends the search for this poll, and for this one alone") {
  static std::clock_t now = 0;
  const Pattern pattern = compiled("needle");
  LineMatcher matcher(pattern, [] { return now; });
  matcher.begin();
  now += LineMatcher::kMaxTime;
  matcher.feed("hay\n");
  CHECK_FALSE(matcher.too_slow());
  ++now;
  matcher.feed("hay\nneedle\n");
  matcher.finish();
  CHECK(matcher.too_slow());
  CHECK_FALSE(matcher.match(true));
  matcher.begin();
  matcher.feed("hay\nneedle\n");
  CHECK_FALSE(matcher.too_slow());
  CHECK(matcher.match(false) == "needle");
}
