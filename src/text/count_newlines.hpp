// Counting newlines and passing over them, at the speed of memory.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::tmux {

[[nodiscard]] std::size_t count_newlines(std::string_view bytes);

/// The offset just after the `n`th newline; 0 for n == 0. There must be that many.
[[nodiscard]] std::size_t offset_after_newlines(std::string_view bytes, std::size_t n);

/// The same for machines without SSE2; here for the tests.
[[nodiscard]] std::size_t count_newlines_portably(std::string_view bytes);

}  // namespace smcp::tmux
