// capture_pane since: what polls return, put together, is what was printed, or the gap is declared. On a real
// tmux, whose pane's terminal this process writes on itself; a second pane, which forgets nothing, gets the
// same bytes and says what they look like.
#include <cstdio>
#include <cstdlib>

#include "properties/poll_stories.hpp"
#include "support/rounds.hpp"

using namespace smcp::test;

TEST_CASE("poll property: what polls return, put together, is what was printed, or the gap is declared") {
  const std::uint32_t seed = chosen_seed();
  std::printf("repeat with SESSIONS_MCP_TEST_SEED=%u\n", seed);
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  LiveServer live;
  std::vector<Plot> plots = {
      {.name = "200", .width = 80, .height = 24, .history = 200},
      {.name = "200-narrow", .width = 20, .height = 5, .history = 200, .burst = 100},
      {.name = "200-clears", .width = 60, .height = 10, .history = 200, .clears = true},
      {.name = "200-same", .width = 40, .height = 8, .history = 200, .same = true},
      {.name = "2000", .width = 80, .height = 24, .history = 2000, .burst = 1500},
      {.name = "2000-narrow", .width = 20, .height = 5, .history = 2000, .burst = 1000},
      {.name = "2000-clears", .width = 70, .height = 20, .history = 2000, .clears = true},
      // Not at its limit: there tmux itself resizes a pane otherwise than one that has more history.
      {.name = "20000-resizes", .width = 80, .height = 24, .history = 20'000, .burst = 100, .resizes = true},
      {.name = "2000-screens", .width = 80, .height = 24, .history = 2000, .burst = 300, .screens = true},
      {.name = "200-screens", .width = 40, .height = 8, .history = 200, .burst = 100, .screens = true},
      {.name = "40-screens", .width = 30, .height = 6, .history = 40, .burst = 30, .screens = true},
      {.name = "200-paints",
       .width = 60,
       .height = 12,
       .history = 200,
       .burst = 100,
       .screens = true,
       .paints = true},
      {.name = "50000-screens",
       .width = 80,
       .height = 24,
       .history = 50'000,
       .burst = 400,
       .resizes = true,
       .screens = true,
       .paints = true},
      {.name = "2000-same", .width = 50, .height = 12, .history = 2000, .same = true, .clears = true},
      {.name = "50000", .width = 80, .height = 24, .history = 50'000, .burst = 30'000},
      {.name = "50000-resizes", .width = 80, .height = 24, .history = 50'000, .burst = 400, .resizes = true},
      {.name = "50000-clears", .width = 40, .height = 9, .history = 50'000, .clears = true, .screens = true},
      {.name = "50000-same", .width = 80, .height = 24, .history = 50'000, .burst = 3000, .same = true},
  };
  const char* const wanted = std::getenv("SESSIONS_MCP_TEST_POLLS");
  const std::size_t polls =
      wanted != nullptr ? std::stoul(wanted) : 10'000U / static_cast<std::size_t>(slowness());
  const char* const only = std::getenv("SESSIONS_MCP_TEST_STORY");
  if (only != nullptr) std::erase_if(plots, [&](const Plot& plot) { return plot.name != only; });
  Stories stories({.tmux = live.tmux, .server = live.server}, plots, seed);
  while (stories.sum(&Story::polls) < polls) stories.round();
  stories.finish();
  std::printf("%s", stories.figures().c_str());
  INFO(stories.figures());
  CHECK(stories.sum(&Story::news) > polls / 3);
  if (only == nullptr) CHECK(stories.sum(&Story::declared) < polls / 5);
}
