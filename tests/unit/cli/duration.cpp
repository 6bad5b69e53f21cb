#include "cli/duration.hpp"

#include "support/catch.hpp"

using namespace smcp::cli;

TEST_CASE("a time is a whole number with a unit, or of seconds") {
  constexpr std::int64_t kMost = 864'000;
  CHECK(parse_duration("90", kMost) == 90);
  CHECK(parse_duration("90s", kMost) == 90);
  CHECK(parse_duration("30m", kMost) == 1800);
  CHECK(parse_duration("12h", kMost) == 43'200);
  CHECK(parse_duration("3d", kMost) == 259'200);
  for (const char* wrong : {"", "0", "0d", "-1", "-1d", "d", "3 d", " 3d", "3dd", "3D", "3w", "1.5h", "3d12h",
                            "+3", "99999999999999999999", "9223372036854775807d"}) {
    INFO(wrong);
    CHECK_FALSE(parse_duration(wrong, kMost));
  }
}

TEST_CASE("a time has a bound, whatever its unit") {
  for (const char* all : {"864000", "864000s", "14400m", "240h", "10d"})
    CHECK(parse_duration(all, 864'000) == 864'000);
  for (const char* more : {"864001", "14401m", "241h", "11d"}) CHECK_FALSE(parse_duration(more, 864'000));
}

TEST_CASE("a time is told in its greatest unit, rounded down") {
  CHECK(duration_words(-5) == "0s");
  CHECK(duration_words(0) == "0s");
  CHECK(duration_words(59) == "59s");
  CHECK(duration_words(60) == "1m");
  CHECK(duration_words(3599) == "59m");
  CHECK(duration_words(3600) == "1h");
  CHECK(duration_words(86'399) == "23h");
  CHECK(duration_words(86'400) == "1d");
  CHECK(duration_words(400 * 86'400) == "400d");
}
