// A variable of our own environment.
#pragma once

#include <cstdlib>
#include <string_view>

namespace smcp {

/// "" if it is not set. Valid until the environment is changed.
[[nodiscard]] inline std::string_view environment_value(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace smcp
