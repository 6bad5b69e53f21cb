// The matcher of Catch2 for a part of a text, which has another name in each of its versions.
#pragma once

#include <string>

#include "support/catch.hpp"

namespace smcp::test {

#if __has_include(<catch2/catch_all.hpp>)
[[nodiscard]] inline auto Contains(const std::string& part) {
  return Catch::Matchers::ContainsSubstring(part);
}
#else
using Catch::Matchers::Contains;
#endif

}  // namespace smcp::test
