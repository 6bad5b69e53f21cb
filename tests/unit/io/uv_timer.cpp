#include "io/uv_timer.hpp"

#include <memory>

#include "io/uv_clock.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace std::chrono_literals;

TEST_CASE("a timer fires after its time, may be destroyed by its own callback, and not after stop()") {
  uv::Loop loop;
  int fired = 0;
  auto once = std::make_unique<uv::Timer>(loop, [&] { ++fired; });
  std::unique_ptr<uv::Timer> suicidal;
  suicidal = std::make_unique<uv::Timer>(loop, [&] {
    ++fired;
    suicidal.reset();
  });
  uv::Timer stopped(loop, [&] { fired += 100; });
  const auto begun = uv::Clock::now();
  once->start(20ms);
  suicidal->start(1ms, 1ms);
  stopped.start(1ms);
  stopped.stop();
  loop.run();
  CHECK(fired == 2);
  CHECK(uv::Clock::now() - begun >= 19ms);
}

TEST_CASE("a timer counts from now, not from the loop's last turn") {
  uv::Loop loop;
  const auto spin_until = uv::Clock::now() + 60ms;
  while (uv::Clock::now() < spin_until) {
  }
  uv::Timer timer(loop, [] {});
  const auto begun = uv::Clock::now();
  timer.start(40ms);
  loop.run();
  CHECK(uv::Clock::now() - begun >= 39ms);
}
