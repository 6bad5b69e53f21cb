#include "shell/stty.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace smcp::shell {
namespace {

enum Flag : std::size_t { icanon, echo, iexten, echoe, echok, echoke };
constexpr std::array<std::string_view, 6> kFlags{"icanon", "echo", "iexten", "echoe", "echok", "echoke"};

std::string_view take_stty_word(std::string_view& text) {
  constexpr std::string_view kBetween = " \t\r\n;";
  text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kBetween));
  text.remove_prefix(word.size());
  return word;
}

/// Of `^U`, `^?` or a plain character; nothing for one that is off, or has its highest bit set.
std::optional<char> parse_character(std::string_view word) {
  if (word.size() == 1 && word != "-") return word.front();
  if (word.size() != 2 || word.front() != '^' || word.back() == '-') return std::nullopt;
  return word.back() == '?' ? '\x7f' : static_cast<char>(word.back() & 0x1f);
}

/// Nothing if there is more, or no number.
std::optional<std::uint32_t> parse_count(std::string_view text) {
  const std::string_view word = take_stty_word(text);
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  const bool whole = end == word.data() + word.size() && take_stty_word(text).empty();
  return error == std::errc() && whole ? std::optional(count) : std::nullopt;
}

/// GNU's and busybox's stty say `rows 24;`, that of macOS and the BSDs `24 rows;`.
std::optional<std::uint32_t> count_of(std::string_view what, std::string_view text) {
  const auto at = text.find(what);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view behind = text.substr(at + what.size());
  const std::string_view before = text.substr(0, at);
  if (const auto count = parse_count(behind.substr(0, behind.find(';')))) return count;
  return parse_count(before.substr(before.rfind(';') + 1));  // npos + 1 is 0
}

std::optional<TerminalSize> parse_size(std::string_view text) {
  const auto rows = count_of("rows", text);
  const auto columns = count_of("columns", text);
  if (!rows || !columns) return std::nullopt;
  return TerminalSize{*rows, *columns};
}

}  // namespace

std::optional<TerminalModes> parse_stty(std::string_view text) {
  std::array<std::optional<bool>, kFlags.size()> flags{};
  TerminalModes modes;
  modes.size = parse_size(text);
  std::optional<char> kill;
  std::string_view name;
  while (!text.empty()) {
    std::string_view word = take_stty_word(text);
    if (word == "=") {
      const auto value = parse_character(take_stty_word(text));
      if (name == "kill") kill = value;
      if (name == "lnext") modes.literal_next = value.has_value();
    }
    name = word;
    const bool on = !word.starts_with('-');
    if (!on) word.remove_prefix(1);
    const auto flag = std::find(kFlags.begin(), kFlags.end(), word);
    if (flag != kFlags.end()) flags[static_cast<std::size_t>(flag - kFlags.begin())] = on;
  }
  if (!flags[icanon] || !flags[echo]) return std::nullopt;
  modes.canonical = *flags[icanon];
  modes.echo = *flags[echo];
  modes.literal_next = modes.literal_next && flags[iexten].value_or(true);
  const auto is_on = [&](Flag flag) { return flags[flag].value_or(false); };
  if (is_on(icanon) && is_on(echo) && is_on(echoe) && is_on(echok) && is_on(echoke)) modes.kill = kill;
  return modes;
}

}  // namespace smcp::shell
