// Environment variables, as "NAME=value".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace smcp {

[[nodiscard]] inline std::string_view variable_name(std::string_view entry) {
  return entry.substr(0, entry.find('='));
}

/// Nothing if it is not set. The first one counts.
[[nodiscard]] inline std::optional<std::string_view> variable_value(std::span<const std::string> environment,
                                                                    std::string_view name) {
  for (const std::string_view entry : environment) {
    if (variable_name(entry) == name && entry.size() > name.size()) return entry.substr(name.size() + 1);
  }
  return std::nullopt;
}

}  // namespace smcp
