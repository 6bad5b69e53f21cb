// Records of fields out of tmux's formats: how to ask for them, and how to read them back.
#pragma once

#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// Between fields. tmux stores a tab in a name as the two characters `\t` (utf8_stravis with VIS_TAB)
/// from 3.2 on and prints one as it is, which it does with no other control character (3.5a). Free text goes
/// last all the same, and there it may hold anything but a newline.
inline constexpr char kFieldSeparator = '\t';

/// `#{a}<tab>#{b}` for {"a", "b"}.
[[nodiscard]] std::string record_format(std::initializer_list<std::string_view> variables);

/// The same behind a mark, for a row in an answer that others print into as well: a hook of theirs that waits
/// for a run-shell (after-new-session, after-load-buffer, …) shows the client whose command it follows what
/// that prints, before, between and behind the rows that were asked for.
[[nodiscard]] std::string marked_format(std::string_view mark,
                                        std::initializer_list<std::string_view> variables);
/// What stands behind the mark in the first line that begins with it.
[[nodiscard]] std::optional<std::string_view> find_marked(std::string_view text, std::string_view mark);

/// `condition`, true only if tmux has also come to an end with it. From 3.7 on a format gets 100 ms: what is
/// expanded after that comes to nothing, and two nothings are equal. A server that was stopped for a moment
/// has spent them, too.
[[nodiscard]] std::string in_time(std::string_view condition);

/// One record as exactly `fields` views, the last taking the rest of the line; nothing if it has fewer.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_record(std::string_view line,
                                                                        std::size_t fields);

/// The lines of an answer, without their newlines.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// A whole decimal number, or nothing.
template <typename Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

/// Numbers that tmux keeps for us can be somebody else's: anything in a pane may set the pane's options, and a
/// client may give us any cursor. Sums and differences of some of them are exact below these bounds.
inline constexpr std::uint64_t kMaxRows = std::uint64_t{1} << 48U;  ///< years of output at full speed
inline constexpr std::int64_t kMaxSecond = std::int64_t{1} << 40U;  ///< since 1970: after the year 30 000

/// Seconds since 1970, or nothing.
[[nodiscard]] inline std::optional<std::int64_t> parse_second(std::string_view text) {
  const auto second = parse_number<std::int64_t>(text);
  return second && *second >= 0 && *second <= kMaxSecond ? second : std::nullopt;
}

/// A whole decimal number into a variable; false, and nothing written, if there is none.
template <typename Number>
[[nodiscard]] bool take_number(std::string_view text, Number& number) {
  const auto parsed = parse_number<Number>(text);
  if (parsed) number = *parsed;
  return parsed.has_value();
}
/// The same for one below these bounds.
[[nodiscard]] inline bool take_second(std::string_view text, std::int64_t& second) {
  const auto parsed = parse_second(text);
  if (parsed) second = *parsed;
  return parsed.has_value();
}
[[nodiscard]] inline bool take_rows(std::string_view text, std::uint64_t& rows) {
  return take_number(text, rows) && rows <= kMaxRows;
}

}  // namespace smcp::tmux
