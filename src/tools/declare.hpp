// How the catalogue declares arguments: a word for each kind, in place of a row of fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tools/arguments.hpp"

namespace smcp::tools::declare {

constexpr Argument text(std::string_view name, std::string_view description) {
  return {.name = name, .type = ArgumentType::string, .description = description};
}

/// What an integer may be, both ends included, and what it is if it is not given.
struct Range {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::optional<std::int64_t> otherwise{};
};
constexpr Argument integer(std::string_view name, Range range, std::string_view description) {
  Argument argument{.name = name,
                    .type = ArgumentType::integer,
                    .description = description,
                    .minimum = range.from,
                    .maximum = range.to};
  if (range.otherwise) argument.fallback = *range.otherwise;
  return argument;
}

/// `otherwise` is what it is if it is not given; with nothing there, the tool decides.
constexpr Argument flag(std::string_view name, std::optional<bool> otherwise, std::string_view description) {
  Argument argument{.name = name, .type = ArgumentType::boolean, .description = description};
  if (otherwise) argument.fallback = *otherwise;
  return argument;
}

/// From one to `most` texts.
constexpr Argument texts(std::string_view name, std::int64_t most, std::string_view description) {
  return {
      .name = name, .type = ArgumentType::strings, .description = description, .minimum = 1, .maximum = most};
}

/// One text, or from one to `most`.
constexpr Argument text_or_texts(std::string_view name, std::int64_t most, std::string_view description) {
  Argument argument = texts(name, most, description);
  argument.type = ArgumentType::string_or_strings;
  return argument;
}

/// An object: each member's value is a text.
constexpr Argument named_texts(std::string_view name, std::string_view description) {
  return {.name = name, .type = ArgumentType::named_strings, .description = description};
}

constexpr Argument required(Argument argument) {
  argument.required = true;
  return argument;
}

}  // namespace smcp::tools::declare
