// A value among those of a range.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace smcp {

template <typename Range, typename Value>
[[nodiscard]] bool contains(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

/// Appends `one` unless it is there.
template <typename T>
void add_once(std::vector<T>& all, T one) {
  if (!contains(all, one)) all.push_back(std::move(one));
}

}  // namespace smcp
