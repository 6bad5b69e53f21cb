#include <cstdio>

#include "base/log.hpp"
#include "cli/commands.hpp"

namespace smcp::cli {

int finish_output() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return 0;
  log("cannot write the result to standard output: its disk is full, or nobody reads it any more");
  return 1;
}

}  // namespace smcp::cli
