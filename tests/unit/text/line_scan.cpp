#include "text/line_scan.hpp"

#include <ctime>
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "text/fingerprint.hpp"
#include "unit/text/compiled_pattern.hpp"

using namespace smcp::tools;

namespace {

std::shared_ptr<const Pattern> one(std::string_view text) {
  return std::make_shared<const Pattern>(pattern(text));
}
LinePatterns compiled(std::string_view text) {
  return {one(text), nullptr};
}

/// What has matched; "-" if nothing has.
std::string match_of(const LineScan& scan, bool with_first_line, bool without_moved = false) {
  const auto& match = scan.match(with_first_line, without_moved);
  return match ? match->line : "-";
}

/// Processor time in which nothing takes any.
std::clock_t no_time() {
  return 0;
}

}  // namespace

TEST_CASE("the first line that matches is found, however the text is cut") {
  const LinePatterns pattern = compiled("b+$");
  const std::string text = "abbb  \nxx\nbb\nbbbb";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    LineScan scan(pattern, no_time);
    scan.begin();
    scan.feed(std::string_view(text).substr(0, cut), true);
    scan.feed(std::string_view(text).substr(cut), true);
    scan.finish();
    CHECK(scan.first_line() == "abbb");
    CHECK(match_of(scan, true) == "abbb");
    CHECK(match_of(scan, false) == "bb");
    CHECK_FALSE(scan.too_slow());
  }
}

TEST_CASE("a last line without a newline counts, an attempt that failed does not") {
  const LinePatterns pattern = compiled("y/n");
  LineScan scan(pattern, no_time);
  scan.begin();
  scan.feed("y/n\ny/n\n", true);
  scan.begin();
  scan.feed("go on?\nsure? [y/n] ", true);
  scan.finish();
  CHECK(scan.first_line() == "go on?");
  CHECK(match_of(scan, false) == "sure? [y/n]");
  scan.begin();
  scan.finish();
  CHECK_FALSE(scan.match(true));
  CHECK(scan.first_line().empty());
}

TEST_CASE("a line that may have moved is passed over, once, if it is not wanted") {
  const LinePatterns pattern = compiled("bar");
  smcp::tmux::Fingerprint old;
  old.row("bar 1");
  LineScan scan(pattern, no_time);
  scan.expect_moved(smcp::tmux::low_bits(old.value(), 24), 24);
  scan.begin();
  SECTION("alone") {
    scan.feed("log\nbar 1\n", true);
    CHECK(match_of(scan, false) == "bar 1");
    CHECK_FALSE(scan.match(false, true));
    CHECK_FALSE(scan.match(true, true));
  }
  SECTION("twice") {
    scan.feed("log\nbar 1\nbar 1\nbar 2\n", true);
    CHECK(match_of(scan, false) == "bar 1");
    CHECK(match_of(scan, false, true) == "bar 1");
  }
  SECTION("below another one") {
    scan.feed("log\nbar 0\nbar 1\n", true);
    CHECK(match_of(scan, false, true) == "bar 0");
  }
  SECTION("the first line has not moved") {
    scan.feed("bar 1\nlog\n", true);
    CHECK(match_of(scan, true, true) == "bar 1");
    CHECK_FALSE(scan.match(false, true));
  }
}

TEST_CASE("of a line only as much is looked at as the pattern reaches") {
  const LinePatterns pattern = compiled("needle");
  LineScan scan(pattern, no_time);
  scan.begin();
  const std::string hay(pattern.reach(), 'x');
  scan.feed(hay + "needle\n" + hay.substr(6) + "needle\n", true);
  scan.finish();
  REQUIRE(scan.match(true));
  CHECK(scan.match(true)->line.size() == pattern.reach());
}

TEST_CASE("a pattern that takes too long ends the search for this poll, and for this one alone") {
  static std::clock_t now = 0;
  const LinePatterns pattern = compiled("needle");
  LineScan scan(pattern, [] { return now; });
  scan.begin();
  now += LineScan::kMaxTime;
  scan.feed("hay\n", true);
  CHECK_FALSE(scan.too_slow());
  ++now;
  scan.feed("hay\nneedle\n", true);
  scan.finish();
  CHECK(scan.too_slow());
  CHECK_FALSE(scan.match(true));
  scan.begin();
  scan.feed("hay\nneedle\n", true);
  CHECK_FALSE(scan.too_slow());
  CHECK(match_of(scan, false) == "needle");
}

TEST_CASE("a line matches with its trailing blanks or without them") {
  for (const char* pattern : {">>> $", ">>>$", "^>>> *$"}) {
    LineScan scan(compiled(pattern), no_time);
    scan.begin();
    scan.feed("x\n>>> ", true);
    scan.finish();
    INFO(pattern);
    CHECK(match_of(scan, false) == ">>>");
    scan.begin();  // as where the blank has been cut, with blank rows below
    scan.feed("x\n>>>\n\n\n", true);
    scan.finish();
    CHECK(match_of(scan, false) == ">>>");
    scan.begin();
    scan.feed("x\n>>>\nmore\n", true);
    scan.finish();
    CHECK((match_of(scan, false) == "-") == std::string_view(pattern).ends_with("> $"));
  }
  LineScan scan(compiled(">>>  $"), no_time);
  scan.begin();
  scan.feed("x\n>>> \n", true);
  CHECK(match_of(scan, false) == "-");
}

TEST_CASE("a prompt in the row where the cursor was matches with the blank that has been cut") {
  LineScan scan(compiled(">>> $"), no_time);
  for (const char* text : {">>>", ">>>\n\n"}) {
    INFO(text);
    scan.begin();
    scan.feed(text, true);
    scan.finish();
    CHECK(match_of(scan, true) == ">>>");
    CHECK(match_of(scan, false) == "-");
  }
  scan.begin();
  scan.feed(">>>\nmore", true);
  scan.finish();
  CHECK(match_of(scan, true) == "-");
}

TEST_CASE("a line that is too long for a prompt matches without its trailing blanks alone") {
  const auto matches = [](std::size_t size) {
    LineScan scan(compiled("x $"), no_time);
    scan.begin();
    scan.feed("first\n" + std::string(size - 1, 'x') + " \nlast\n", true);
    scan.finish();
    return match_of(scan, false) != "-";
  };
  CHECK(matches(LinePatterns::kMaxPrompt));
  CHECK_FALSE(matches(LinePatterns::kMaxPrompt + 1));
}

TEST_CASE("of two patterns, the one whose line comes first counts, and in one line the failure") {
  using Which = LinePatterns::Which;
  const LinePatterns patterns{one("saved|done"), one("rror")};
  const auto found = [&](const char* text) {
    LineScan scan(patterns, no_time);
    scan.begin();
    scan.feed(text, true);
    scan.finish();
    return *scan.match(false);
  };
  CHECK(found("x\nsaved\nError 1\n") == LineMatch{"saved", Which::pattern});
  CHECK(found("x\nError 1\nsaved\n") == LineMatch{"Error 1", Which::fail});
  CHECK(found("x\ndone with errors: error 1") == LineMatch{"done with errors: error 1", Which::fail});
  LineScan scan({nullptr, one("rror")}, no_time);
  scan.begin();
  scan.feed("x\nsaved\nError 1\n", true);
  CHECK(match_of(scan, false) == "Error 1");
}

TEST_CASE("the echo of typed text does not match") {
  LineScan scan(compiled("ready"), no_time, TypedEcho(typed_lines("echo ready"), false));
  scan.begin();
  scan.feed("echo ready\n$ echo ready\nready\n", true);
  CHECK(match_of(scan, true) == "ready");
  scan.begin();  // the attempt has failed, and the lines are read once more
  scan.feed("echo ready\n$ echo ready\n", true);
  CHECK(match_of(scan, true) == "-");
  scan.commit();
  scan.begin();
  scan.feed("x\n$ echo ready\n", true);
  CHECK(match_of(scan, true) == "$ echo ready");
}

TEST_CASE("output that is joined with the echo of typed text is a line of its own") {
  const auto typed = typed_lines("echo ready now; cat");
  const auto scan_of = [&](std::size_t told) {
    LineScan scan(compiled("^ready|now"), no_time, TypedEcho(typed, true),
                  JoinedEcho(typed, 20, std::nullopt));
    scan.expect_told(told);
    scan.begin();
    scan.feed(">echo ready now; catready 1\nready 2\n", true);
    return scan;
  };
  CHECK(match_of(scan_of(0), false) == "ready 1");
  CHECK(scan_of(0).first_line() == ">echo ready now; cat");
  // Had the echo been read before, the output behind it would be the line that may be an old one.
  CHECK(match_of(scan_of(20), false) == "ready 2");
  CHECK(match_of(scan_of(20), true) == "ready 1");
  CHECK(scan_of(20).first_line() == "ready 1");
}

TEST_CASE("an echo below the first line is one, too, and what is joined with it matches") {
  const auto typed = typed_lines("echo ready now; cat");
  LineScan scan(compiled("ready"), no_time, TypedEcho(typed, false), JoinedEcho(typed, 20, std::nullopt));
  scan.begin();
  scan.feed("echo ready now; cat\nx\n>echo ready now; cat", true);
  scan.finish();
  CHECK(match_of(scan, true) == "-");
  scan.begin();
  scan.feed("echo ready now; cat\nx\n>echo ready now; catnot ready\n", true);
  CHECK(match_of(scan, true) == "not ready");
}

TEST_CASE("the rows into which a shell has broken the echo of typed text do not match") {
  const auto typed = typed_lines("echo one; echo two; echo all ready; echo ready 2");
  const auto matches = [&](const std::string& pattern, const std::string& lines) {
    LineScan scan(compiled(pattern), no_time, TypedEcho(typed, true), JoinedEcho(typed, 20, std::nullopt));
    scan.begin();
    scan.feed(lines, true);
    scan.finish();
    return match_of(scan, false);
  };
  const std::string echo = "$ echo one; echo two\n; echo all ready; ec\nho ready 2\n";
  CHECK(matches("ready", echo) == "-");
  CHECK(matches("ready", echo + "all ready\n") == "all ready");
  CHECK(matches("ready", "x\n" + echo + "all ready\n") == "all ready");
  // Full rows that are no echo match in their turn.
  const std::string other = "$ echo one; echo two\n; echo all ready; ec\n";
  CHECK(matches("ready", other + "ho ready 3\n") == "; echo all ready; ec");
  CHECK(matches("ready", other) == "; echo all ready; ec");
  CHECK(matches("ready", "x\nready in full rows 1\nready in full rows 2\n") == "ready in full rows 1");
}

TEST_CASE("an answer that repeats what was typed is no echo, if that has been read before") {
  LineScan scan(compiled("^you said: .*"), no_time, TypedEcho(typed_lines("hello there"), false));
  scan.begin();
  scan.feed("> hello there", true);
  scan.finish();
  scan.commit();
  CHECK(match_of(scan, true) == "-");
  const auto reads = [&](bool replaces_last) {
    scan.begin();
    scan.feed("you said: hello there\n> ", replaces_last);
    scan.finish();
    return match_of(scan, true);
  };
  CHECK(reads(false) == "you said: hello there");
  CHECK(reads(true) == "-");  // what stood before the typed text was drawn anew
}
