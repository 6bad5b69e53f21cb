// Whether a value is among those of a range.
#pragma once

#include <algorithm>

namespace smcp {

template <typename Range, typename Value>
[[nodiscard]] bool contains(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

}  // namespace smcp
