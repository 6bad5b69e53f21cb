// Who has made a session: user options of the session, which are there for as long as it is, whatever becomes of us and
// of its name. A session that shares its windows (a group) has options of its own, and so not these. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// Holds row_safe() of MadeBy::program.
inline constexpr std::string_view kMadeByOption = "@smcp-made-by";
/// Holds MadeBy::second.
inline constexpr std::string_view kMadeAtOption = "@smcp-made-at";

/// Upper bound on the text of a maker, in bytes: names and versions of programs take a fifth of it, and every list of
/// sessions repeats it.
inline constexpr std::size_t kMaxMaker = 100;

struct MadeBy {
  std::string program;      ///< as maker() gives it; "" for a session that is not to be marked
  std::int64_t second = 0;  ///< since 1970
};

/// `NAME VERSION` of the program that asks for the session, without control characters, cut to kMaxMaker. "" if there
/// is no name.
[[nodiscard]] std::string maker(std::string_view name, std::string_view version);

/// The format of a field that holds the maker of a row's session, in bounds whoever has set it; for take_maker().
[[nodiscard]] std::string maker_format();
/// Nothing for a session that is not ours.
[[nodiscard]] bool take_maker(std::string_view printed, std::optional<std::string>& maker);

}  // namespace smcp::tmux
