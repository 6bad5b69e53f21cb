// tmux's ids. They are unique for the life of a server and never reused, and are the only unambiguous
// targets.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// An id in tmux's notation: a sigil and a number, such as `$3`.
template <char Sigil>
struct Id {
  std::uint32_t number = 0;

  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    if (text.size() < 2 || text.front() != Sigil) return std::nullopt;
    Id id;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 1, end, id.number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return id;
  }
  [[nodiscard]] std::string text() const { return Sigil + std::to_string(number); }
  auto operator<=>(const Id&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 sees a 0 in it
};

using SessionId = Id<'$'>;
using WindowId = Id<'@'>;
using PaneId = Id<'%'>;

}  // namespace smcp::tmux
