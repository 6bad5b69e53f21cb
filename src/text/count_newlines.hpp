// Counting and skipping newlines, at the speed of memory.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::tmux {

[[nodiscard]] std::size_t count_newlines(std::string_view bytes);

/// The offset just after the `n`th newline; 0 for n == 0. There must be that many newlines.
[[nodiscard]] std::size_t offset_after_newlines(std::string_view bytes, std::size_t n);

/// The implementation for machines without SSE2, declared for the tests.
[[nodiscard]] std::size_t count_newlines_portably(std::string_view bytes);

}  // namespace smcp::tmux
