// Trimming lines of a pane. Only spaces and tabs are blank.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace smcp::tmux {

[[nodiscard]] constexpr bool is_space(char c) {
  return c == ' ' || c == '\t';
}

[[nodiscard]] inline bool has_text(std::string_view line_part) {
  return !std::all_of(line_part.begin(), line_part.end(), is_space);
}

/// The number of trailing spaces among the last eight bytes. There must be eight.
inline std::size_t spaces_in_last_eight(std::string_view bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data() + bytes.size() - 8, 8);
  word ^= 0x2020202020202020;
  const auto bits =
      std::endian::native == std::endian::little ? std::countl_zero(word) : std::countr_zero(word);
  return static_cast<std::size_t>(bits) / 8;
}

/// The line without its trailing spaces and tabs. Long runs of spaces are common, because programs draw with
/// them.
[[nodiscard]] inline std::string_view trimmed(std::string_view line) {
  for (std::size_t spaces = 8; spaces == 8 && line.size() >= 8;) {
    spaces = spaces_in_last_eight(line);
    line.remove_suffix(spaces);
  }
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  return line;
}

/// A message without trailing blanks and line ends.
[[nodiscard]] inline std::string_view without_line_ends(std::string_view message) {
  return message.substr(0, message.find_last_not_of("\r\n \t") + 1);
}

/// Whether any line has trailing spaces or tabs. It checks many lines at once, since most have none.
[[nodiscard]] bool has_trailing_spaces(std::string_view lines);

/// The offset after the last byte that is neither space nor newline.
[[nodiscard]] inline std::size_t end_of_text(std::string_view bytes) {
  auto end = bytes.size();
  while (end > 0 && (is_space(bytes[end - 1]) || bytes[end - 1] == '\n')) --end;
  return end;
}

}  // namespace smcp::tmux
