#include "shell/line_mode.hpp"

#include "support/catch.hpp"

using namespace smcp::shell;

TEST_CASE("the line mode by the modes of the terminal") {
  TerminalModes modes;
  CHECK(line_mode_of(modes) == LineMode::canonical);
  modes.literal_next = false;
  CHECK(line_mode_of(modes) == LineMode::canonical);
  modes.canonical = false;
  CHECK(line_mode_of(modes) == LineMode::editing);
  modes.literal_next = true;
  CHECK(line_mode_of(modes) == LineMode::keys);
  CHECK(line_mode_of(std::nullopt) == LineMode::unknown);
}
