// How many cells of a terminal text takes. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace smcp {

/// Whether every terminal gives this character one cell. False if that is not known.
[[nodiscard]] bool takes_one_cell(char32_t point);

/// As most terminals draw a character that can be seen: 2 cells for East Asian scripts and emoji, 0 for what is drawn onto the
/// character before.
[[nodiscard]] std::size_t likely_cells(char32_t point);

/// How many cells `text` takes, if that is known for all its characters.
[[nodiscard]] std::optional<std::size_t> cells_of(std::string_view text);

}  // namespace smcp
