#include "text/line_scan.hpp"

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
    LineScan scan(pattern, no_time);
    scan.begin();
    scan.feed(std::string_view(text).substr(0, cut));
    scan.feed(std::string_view(text).substr(cut));
    scan.finish();
    CHECK(scan.first_line() == "abbb");
    CHECK(scan.match(true) == "abbb");
    CHECK(scan.match(false) == "bb");
    CHECK_FALSE(scan.too_slow());
  }
}

TEST_CASE("a last line without a newline counts, an attempt that failed does not") {
  const Pattern pattern = compiled("y/n");
  LineScan scan(pattern, no_time);
  scan.begin();
  scan.feed("y/n\ny/n\n");
  scan.begin();
  scan.feed("go on?\nsure? [y/n] ");
  scan.finish();
  CHECK(scan.first_line() == "go on?");
  CHECK(scan.match(false) == "sure? [y/n]");
  scan.begin();
  scan.finish();
  CHECK_FALSE(scan.match(true));
  CHECK(scan.first_line().empty());
}

TEST_CASE("a line that may have moved is passed over, once, if it is not wanted") {
  const Pattern pattern = compiled("bar");
  smcp::tmux::Fingerprint old;
  old.row("bar 1");
  LineScan scan(pattern, no_time);
  scan.expect_moved(smcp::tmux::low_bits(old.value(), 24), 24);
  scan.begin();
  SECTION("alone") {
    scan.feed("log\nbar 1\n");
    CHECK(scan.match(false) == "bar 1");
    CHECK_FALSE(scan.match(false, true));
    CHECK_FALSE(scan.match(true, true));
  }
  SECTION("twice") {
    scan.feed("log\nbar 1\nbar 1\nbar 2\n");
    CHECK(scan.match(false) == "bar 1");
    CHECK(scan.match(false, true) == "bar 1");
  }
  SECTION("below another one") {
    scan.feed("log\nbar 0\nbar 1\n");
    CHECK(scan.match(false, true) == "bar 0");
  }
  SECTION("the first line is none that has moved") {
    scan.feed("bar 1\nlog\n");
    CHECK(scan.match(true, true) == "bar 1");
    CHECK_FALSE(scan.match(false, true));
  }
}

TEST_CASE("of a line only as much is looked at as the pattern reaches") {
  const Pattern pattern = compiled("needle");
  LineScan scan(pattern, no_time);
  scan.begin();
  const std::string hay(pattern.reach(), 'x');
  scan.feed(hay + "needle\n" + hay.substr(6) + "needle\n");
  scan.finish();
  REQUIRE(scan.match(true));
  CHECK(scan.match(true)->size() == pattern.reach());
}

TEST_CASE("a pattern that takes too long ends the search for this poll, and for this one alone") {
  static std::clock_t now = 0;
  const Pattern pattern = compiled("needle");
  LineScan scan(pattern, [] { return now; });
  scan.begin();
  now += LineScan::kMaxTime;
  scan.feed("hay\n");
  CHECK_FALSE(scan.too_slow());
  ++now;
  scan.feed("hay\nneedle\n");
  scan.finish();
  CHECK(scan.too_slow());
  CHECK_FALSE(scan.match(true));
  scan.begin();
  scan.feed("hay\nneedle\n");
  CHECK_FALSE(scan.too_slow());
  CHECK(scan.match(false) == "needle");
}
