// Reading fields that are separated by blanks, however many, as the kernel and ps print them. Pure.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace smcp {

/// Takes the next field of `rest`; "" if there is none.
inline std::string_view next_field(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \n"), rest.size()));
  const std::string_view field = rest.substr(0, rest.find_first_of(" \n"));
  rest.remove_prefix(field.size());
  return field;
}

/// The same for a number; false, and 0, if it is none.
template <typename Number>
[[nodiscard]] bool take_field(std::string_view& rest, Number& number) {
  const std::string_view field = next_field(rest);
  const char* const end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, number);
  if (!field.empty() && error == std::errc{} && stop == end) return true;
  number = 0;
  return false;
}

}  // namespace smcp
