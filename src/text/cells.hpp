// How many cells of a terminal text takes, where that is certain. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace smcp {

/// Whether every terminal gives this character one cell. False if that is not known.
[[nodiscard]] bool takes_one_cell(char32_t point);

/// How many cells `text` takes, if that is known for all its characters.
[[nodiscard]] std::optional<std::size_t> cells_of(std::string_view text);

}  // namespace smcp
