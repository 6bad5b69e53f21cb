// The same through ssh to another machine, over a link that breaks and is cut at random: no line is lost, none is told
// twice, and what was asked on a link that broke is asked again.
#include <cstdio>

#include "properties/poll_stories.hpp"
#include "support/e2e/through_slow_link.hpp"
#include "support/rounds.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

TEST_CASE("poll property: over a link that breaks at random, too") {
  const std::uint32_t seed = chosen_seed();
  std::printf("repeat with SESSIONS_MCP_TEST_SEED=%u\n", seed);
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  ThroughSlowLink far(2ms, {.lost_percent = 1, .cut_every = 7s, .cut_for = 1s, .broken_every = 3s});
  REQUIRE_SSHD(far.machine);
  const std::vector<Plot> plots = {
      {.name = "200", .width = 60, .height = 10, .history = 200, .burst = 100},
      {.name = "2000", .width = 80, .height = 24, .history = 2000, .burst = 500},
      {.name = "2000-clears", .width = 70, .height = 20, .history = 2000, .burst = 200, .clears = true},
      {.name = "2000-screens", .width = 80, .height = 24, .history = 2000, .burst = 300, .screens = true},
      {.name = "50000", .width = 80, .height = 24, .history = 50'000, .burst = 3000},
      {.name = "50000-same", .width = 80, .height = 24, .history = 50'000, .burst = 300, .same = true},
  };
  Stories stories({far.machine.tmux(), far.server, "far:", "ssh"}, plots, seed);
  const auto answered = static_cast<std::size_t>(rounds(700) / slowness());
  while (stories.sum(&Story::polls) - stories.sum(&Story::failed) < answered) stories.round();
  stories.finish();
  std::printf("%s", stories.figures().c_str());
  INFO(stories.figures());
  CHECK(far.link.breaks() > 1);
  CHECK(stories.sum(&Story::news) > answered / 3);
  CHECK(stories.sum(&Story::declared) < answered / 5);
}
