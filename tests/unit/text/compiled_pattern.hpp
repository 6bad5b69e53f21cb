// A pattern that is known to be good.
#pragma once

#include <string_view>
#include <utility>

#include "support/catch.hpp"
#include "text/pattern.hpp"

namespace smcp::tools {

inline Pattern pattern(std::string_view text, Pattern::Case letters = Pattern::Case::exact) {
  auto compiled = Pattern::compile(text, letters);
  REQUIRE(compiled);
  return std::move(*compiled);
}

}  // namespace smcp::tools
