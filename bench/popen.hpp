// One whole child process per call, as in a program without an engine.
#pragma once

#include <string>

namespace smcp::bench {

/// Starts `in_flight` shell children at once and reads their output in turn. Returns that of the last one.
std::string run_through_popen(const std::string& command, int in_flight);

}  // namespace smcp::bench
