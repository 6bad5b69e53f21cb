// A member of a JSON object that must have a certain type, as it was found.
#pragma once

#include <cstdint>
#include <string_view>

namespace smcp::transport {

struct CheckedMember {
  enum class State : std::uint8_t { absent, good, wrong_type };
  State state = State::absent;
  /// If good: a string is decoded if its value is wanted; anything else is as it was written.
  std::string_view text;

  [[nodiscard]] bool absent() const { return state == State::absent; }
  [[nodiscard]] bool good() const { return state == State::good; }
  [[nodiscard]] bool wrong_type() const { return state == State::wrong_type; }
};

}  // namespace smcp::transport
