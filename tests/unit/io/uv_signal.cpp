#include "io/uv_signal.hpp"

#include <csignal>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace std::chrono_literals;

TEST_CASE("a signal is heard and does not keep the loop alive") {
  uv::Loop loop;
  int heard = 0;
  const uv::SignalWatcher watcher(loop, SIGUSR1, [&] {
    ++heard;
    loop.stop();
  });
  loop.run();
  CHECK(heard == 0);
  uv::Timer keep(loop, [] {});
  keep.start(10s);
  ::raise(SIGUSR1);
  loop.run();
  keep.stop();
  CHECK(heard == 1);
}
