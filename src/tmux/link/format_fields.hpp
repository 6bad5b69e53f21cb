// Fields made by tmux's formats: what separates them, and how numbers in them are parsed. row_table.hpp has whole
// rows of them.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// Separates fields. From 3.2 on, tmux stores a tab in a name as the two characters `\t` (utf8_stravis with
/// VIS_TAB), and it prints a real tab as it is, which it does with no other control character (3.5a). Free
/// text still goes last, where it may contain anything but a newline.
inline constexpr char kFieldSeparator = '\t';

/// A variable of a format, cut to its first `length` characters.
[[nodiscard]] inline std::string beginning_of(std::string_view variable, std::size_t length) {
  return "=" + std::to_string(length) + ":" + std::string(variable);
}

/// A variable that may hold anything, such as what a process calls itself, as a field that breaks no row: blanks
/// stand for tabs and line breaks in it.
[[nodiscard]] inline std::string one_line(std::string_view variable) {
  return "#{s/[\t\n]/ /:" + std::string(variable) + "}";
}

/// `condition` as a format that is true only if tmux has evaluated all of it. From 3.7 on a format gets 100 ms:
/// whatever is expanded after that expands to nothing, and two nothings are equal. The time of a server that
/// was stopped for a moment is over, too.
[[nodiscard]] std::string in_time(std::string_view condition);

/// Stands behind the last field of a row, which is a name and may have line breaks in it (up to tmux 3.3). Expanded last, it
/// is there, as kLastFieldText, only if tmux came to an end with the row in time.
inline constexpr std::string_view kLastField = "\t#{!=:1,}";
inline constexpr std::string_view kLastFieldText = "\t1\n";

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

/// Bounds for numbers that tmux keeps for us but others can set: any program in a pane can set the pane's
/// options, and a client may give us any cursor. Within these bounds, our sums and differences are exact.
inline constexpr std::uint64_t kMaxRows = std::uint64_t{1} << 48U;  ///< years of output at full speed
inline constexpr std::int64_t kMaxSecond = std::int64_t{1} << 40U;  ///< since 1970: after the year 30 000

/// Seconds since 1970, or nothing.
[[nodiscard]] inline std::optional<std::int64_t> parse_second(std::string_view text) {
  const auto second = parse_number<std::int64_t>(text);
  return second && *second >= 0 && *second <= kMaxSecond ? second : std::nullopt;
}

/// Stores a whole decimal number into `number`. Returns false, and stores nothing, if `text` is not a number.
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
