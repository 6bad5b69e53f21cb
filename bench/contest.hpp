// Several ways to make the same calls, in turn, with the processor time that each takes.
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "bench.hpp"

namespace smcp::bench {

struct Contestant {
  std::string name;
  std::function<void()> operation;  ///< makes `in_flight` calls at once
  int in_flight = 1;
  pid_t process = 0;  ///< does the work: its processor time and its children's are counted. 0: this process
};

/// How one did, all per call.
struct Standing {
  std::string name;
  double median_ns = 0;
  double calls_per_second = 0;
  double cpu_us = 0;  ///< of its process
};

struct Contest {
  std::string input;
  double lines = 0;                         ///< that an answer has
  pid_t tmux = 0;                           ///< the server that all of them ask
  std::function<void()> before_round = {};  ///< not measured; before the first operation, too. May be empty
};

/// Null if it did not take part.
[[nodiscard]] const Standing* standing_of(const std::vector<Standing>& standings, const std::string& name);

/// Lets them work in bursts, another one beginning in each round, and reports them.
std::vector<Standing> hold(Bench& bench, const Contest& contest, const std::vector<Contestant>& contestants);

}  // namespace smcp::bench
