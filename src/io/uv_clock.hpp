// The clock of everything that waits.
#pragma once

#include <chrono>

namespace smcp::uv {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

}  // namespace smcp::uv
