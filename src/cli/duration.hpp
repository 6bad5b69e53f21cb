// Times as people write them: 90, 90s, 30m, 12h, 3d. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smcp::cli {

/// A whole number of seconds, minutes, hours or days (s, m, h, d; alone, it is seconds), in seconds. Nothing for
/// anything else, and for less than 1 or more than `most` seconds.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t most);

/// The same in the greatest unit of which it is one at least, rounded down: `3d`, `59m`, `0s`. Times before now only:
/// what is negative, because a clock was set back, is none.
[[nodiscard]] std::string duration_words(std::int64_t seconds);

}  // namespace smcp::cli
