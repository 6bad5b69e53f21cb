// What the benches found, for people and for machines.
#pragma once

#include <string>
#include <vector>

#include "bench.hpp"

namespace smcp::bench {

/// Aligned text: a heading for each bench and input, a line for each candidate. Rates are those of the
/// median.
[[nodiscard]] std::string table(const std::vector<Row>& rows);

/// `{"rows":[…]}`: one object a row, times in nanoseconds.
[[nodiscard]] std::string json(const std::vector<Row>& rows);

}  // namespace smcp::bench
