// Records of fields made by tmux's formats: how to ask for them, and how to parse them.
#pragma once

#include <charconv>
#include <cstdint>
#include <initializer_list>
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

/// `#{a}<tab>#{b}` for {"a", "b"}.
[[nodiscard]] std::string record_format(std::initializer_list<std::string_view> variables);

/// The same with a mark in front, for a row in an answer that may contain foreign output as well: if a user's
/// hook (after-new-session, after-load-buffer, …) waits for a run-shell, tmux sends that output to the client
/// whose command triggered the hook, before, between and after the rows that were asked for.
[[nodiscard]] std::string marked_format(std::string_view mark,
                                        std::initializer_list<std::string_view> variables);
/// What follows the mark in the first line that begins with it.
[[nodiscard]] std::optional<std::string_view> find_marked(std::string_view text, std::string_view mark);

/// One record as exactly `fields` views, the last of which takes the rest of the line; nothing if there are
/// fewer.
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

/// Stores the same into `number`. Returns false, and stores nothing, if `text` is not a number.
template <typename Number>
[[nodiscard]] bool take_number(std::string_view text, Number& number) {
  const auto parsed = parse_number<Number>(text);
  if (parsed) number = *parsed;
  return parsed.has_value();
}

}  // namespace smcp::tmux
