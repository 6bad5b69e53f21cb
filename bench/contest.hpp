// A contest between several ways to make the same calls, in turn, with the processor time of each.
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
  pid_t process = 0;  ///< the process whose processor time, with its children's, is counted; 0: this process
};

/// The result of one contestant, per call.
struct Standing {
  std::string name;
  double median_ns = 0;
  double calls_per_second = 0;
  double cpu_us = 0;  ///< of its process
};

struct Contest {
  std::string input;
  double lines = 0;                         ///< lines in an answer
  pid_t tmux = 0;                           ///< the server that all contestants use
  std::function<void()> before_round = {};  ///< called before each round, not measured; may be empty
};

/// Null if it did not take part.
[[nodiscard]] const Standing* standing_of(const std::vector<Standing>& standings, const std::string& name);

/// Lets the contestants work in bursts, beginning with a different one in each round, and reports the
/// results.
std::vector<Standing> hold(Bench& bench, const Contest& contest, const std::vector<Contestant>& contestants);

}  // namespace smcp::bench
