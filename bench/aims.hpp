// What the engines bench should show, and whether it does.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bench.hpp"
#include "contest.hpp"

namespace smcp::bench {

// Contestants whose figures aims compare.
inline constexpr const char* kOverStdio = "socket, over stdio";
inline constexpr const char* kNode = "Node and tmux children, stdio";
inline constexpr const char* kFloor = "floor: into a tmux buffer";

/// The standings of all contests, by the question and the number of calls at once.
using Results = std::map<std::pair<std::string, int>, std::vector<Standing>>;

// The questions that aims refer to; they are the keys of Results.
inline constexpr const char* kHasSession = "has_session";
inline constexpr const char* kListSessions = "list_sessions of 10";

inline constexpr int kManyInFlight = 64;

/// Reports each aim with what was reached. Aims that need Node are left out if it did not take part.
void report_aims(Bench& bench, const Results& results, double resident_mebibytes);

}  // namespace smcp::bench
