#include "tools/waits/look_pace.hpp"

#include "support/catch.hpp"

using namespace smcp::tools;
using namespace std::chrono_literals;

namespace {

const LookPace::Time kBegin{1h};

}  // namespace

TEST_CASE("look pace: at once, and then ever more seldom while nothing is printed") {
  LookPace pace;
  CHECK(pace.is_due(kBegin));
  auto now = kBegin;
  for (const auto pause : {250ms, 500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10'000ms, 10'000ms}) {
    pace.looked(now);
    CHECK_FALSE(pace.is_due(now + pause - 1ms));
    now += pause;
    CHECK(pace.is_due(now));
  }
}

TEST_CASE("look pace: soon after something was printed, once that has come to rest") {
  LookPace pace;
  pace.looked(kBegin);
  pace.looked(kBegin + 5s);
  const auto printed = kBegin + 6s;
  pace.changed(printed);
  CHECK_FALSE(pace.is_due(printed + 49ms));
  CHECK(pace.is_due(printed + 50ms));
  pace.looked(printed + 50ms);
  pace.changed(printed + 60ms);
  CHECK_FALSE(pace.is_due(printed + 299ms));  // never two within a quarter of a second
  CHECK(pace.is_due(printed + 300ms));
}

TEST_CASE("look pace: what prints on and on is looked at once a second") {
  LookPace pace;
  pace.looked(kBegin);
  int looks = 0;
  for (auto now = kBegin; now <= kBegin + 10s; now += 25ms) {
    pace.changed(now);
    if (!pace.is_due(now)) continue;
    pace.looked(now);
    ++looks;
  }
  CHECK(looks == 9);
}

TEST_CASE("look pace: what decides something is looked at once more at once") {
  LookPace pace;
  pace.looked(kBegin);
  CHECK_FALSE(pace.is_due(kBegin));
  pace.look_again();
  CHECK(pace.is_due(kBegin));
}
