// A whole child per call, as a program without an engine does it.
#pragma once

#include <string>

namespace smcp::bench {

/// Starts `in_flight` children of the shell at once and reads them in turn. The output of the last one.
std::string run_through_popen(const std::string& command, int in_flight);

}  // namespace smcp::bench
