#include "cli/patient_tool.hpp"

#include "cli/options.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {

PatientTool::PatientTool(std::string_view name) : tool_(*tools::find_tool(name)) {
  arguments_.assign(tool_.arguments.begin(), tool_.arguments.end());
  for (tools::Argument& argument : arguments_) {
    if (argument.name == "timeout_seconds" || argument.name == "idle_seconds")
      argument.maximum = kMaxWaitSeconds;
    if (argument.name == "lines") argument.maximum = kMostLines;
  }
  tool_.arguments = arguments_;
}

}  // namespace smcp::cli
