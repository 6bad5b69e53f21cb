// The results of the benches, for people and for machines.
#pragma once

#include <string>
#include <vector>

#include "bench.hpp"

namespace smcp::bench {

/// Aligned text, with a heading for each bench and input, and a line for each candidate. Rates are those of
/// the median.
[[nodiscard]] std::string table(const std::vector<Row>& rows);

/// `{"rows":[…]}` with one object per row, and times in nanoseconds.
[[nodiscard]] std::string json(const std::vector<Row>& rows);

}  // namespace smcp::bench
