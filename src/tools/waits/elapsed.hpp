// How long something took, as it is told.
#pragma once

#include <chrono>
#include <string>

namespace smcp::tools {

/// Seconds with one decimal.
[[nodiscard]] inline std::string seconds_text(std::chrono::nanoseconds time) {
  const auto tenths = (std::chrono::duration_cast<std::chrono::milliseconds>(time).count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace smcp::tools
