#include "text/visible.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

namespace smcp {
namespace {

/// First and last code point of each run that shows nothing.
constexpr auto kUnseen = std::to_array<std::pair<char32_t, char32_t>>({
    {0x0000, 0x001f},
    {0x007f, 0x009f},
    {0x00ad, 0x00ad},
    {0x034f, 0x034f},
    {0x061c, 0x061c},
    {0x115f, 0x1160},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0x3164, 0x3164},
    {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},
    {0xfff0, 0xfffb},
    {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a},
    {0xe0000, 0xe0fff},
});

std::string escaped(char32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\r') return "\\r";
  std::array<char, 8> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<std::uint32_t>(c), 16);
  return "\\u{" + std::string(digits.data(), end.ptr) + "}";
}

bool is_unseen(char32_t c) {
  return std::any_of(kUnseen.begin(), kUnseen.end(),
                     [c](const auto& run) { return run.first <= c && c <= run.second; });
}

}  // namespace

std::string visible(std::string_view text) {
  std::string seen;
  while (!text.empty()) {
    const auto [size, valid] = first_utf8_sequence(text);
    const auto sequence = text.substr(0, size);
    const char32_t value = first_code_point(text).value;
    if (!valid) {
      seen += "\xef\xbf\xbd";
    } else if (is_unseen(value)) {
      seen += escaped(value);
    } else {
      seen += sequence;
    }
    text.remove_prefix(size);
  }
  return seen;
}

std::string ends_of(std::string_view text, std::size_t most) {
  std::vector<std::size_t> starts;  // of each character
  for (std::size_t at = 0; at < text.size(); at += first_utf8_sequence(text.substr(at)).size)
    starts.push_back(at);
  if (starts.size() <= most) return std::string(text);
  const std::size_t head = most * 2 / 3;
  const std::size_t tail = most - head;
  const std::size_t missing = starts.size() - most;
  std::string ends(text.substr(0, starts[head]));
  ends.append(" … (").append(std::to_string(missing)).append(" characters are not shown here) … ");
  return ends.append(text.substr(tail == 0 ? text.size() : starts[starts.size() - tail]));
}

}  // namespace smcp
