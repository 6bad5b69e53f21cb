// What the first block of a wait's answer shows.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/waits/pane_wait.hpp"
#include "transport/tool_result.hpp"

namespace smcp::tools {

struct WaitText {
  transport::TextBlock block{};
  std::size_t lines = 0;
};

/// The newest of the new lines, without the echo of `typed`, if the line of the cursor shows that it is that. Of a
/// full-screen program its screen, as it was read last.
[[nodiscard]] WaitText text_of(const PaneWait& wait, const std::vector<TypedLine>& typed);

}  // namespace smcp::tools
