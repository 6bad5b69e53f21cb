// A tool without the limits to its time and its lines that protect a model and its client: a person's shell has none.
#pragma once

#include <string_view>
#include <vector>

#include "tools/tool.hpp"

namespace smcp::cli {

/// The tool of this name, which must exist, with timeout_seconds and idle_seconds up to kMaxWaitSeconds, and lines up
/// to kMostLines. One call of it misses nothing between two waits, as a loop of calls would.
class PatientTool {
 public:
  /// More than any history has; what fits is decided by the bytes.
  static constexpr std::int64_t kMostLines = 10'000'000;

  explicit PatientTool(std::string_view name);
  PatientTool(const PatientTool&) = delete;
  PatientTool& operator=(const PatientTool&) = delete;

  [[nodiscard]] const tools::Tool& tool() const { return tool_; }

 private:
  std::vector<tools::Argument> arguments_;
  tools::Tool tool_;
};

}  // namespace smcp::cli
