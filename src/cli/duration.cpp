#include "cli/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace smcp::cli {
namespace {

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array<Unit, 4> kUnits = {{{'d', 86'400}, {'h', 3'600}, {'m', 60}, {'s', 1}}};

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || number < 1) return std::nullopt;
  const std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
  for (const auto& [letter, seconds] : kUnits) {
    const bool is_it = unit.empty() ? letter == 's' : unit.size() == 1 && unit.front() == letter;
    if (!is_it) continue;
    if (number > most / seconds) return std::nullopt;
    return number * seconds;
  }
  return std::nullopt;
}

std::string duration_words(std::int64_t seconds) {
  seconds = std::max<std::int64_t>(seconds, 0);
  const auto unit =
      std::find_if(kUnits.begin(), kUnits.end() - 1, [&](const Unit& one) { return seconds >= one.seconds; });
  return std::to_string(seconds / unit->seconds) + unit->letter;
}

}  // namespace smcp::cli
