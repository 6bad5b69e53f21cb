#include "tmux/attach/server_version.hpp"

#include <charconv>

namespace smcp::tmux {
namespace {

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

/// Removes and parses a number such as "3.3" at the front of `text`.
std::optional<ServerVersion> take_version(std::string_view& text) {
  const auto major = take_number(text);
  if (!major || !take(text, ".")) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  return ServerVersion{*major, *minor};
}

/// OpenBSD 6.9 introduced the terminal's description (as in 3.2), and 7.7 the newer mark.
ServerVersion of_openbsd(ServerVersion system) {
  if (system >= ServerVersion{7, 7}) return kNewDescriptorMark;
  if (system >= ServerVersion{6, 9}) return kDescribedTerminals;
  return {3, 0};
}

bool is_correction(std::string_view rest) {
  return rest.empty() || (rest.size() == 1 && rest.front() >= 'a' && rest.front() <= 'z');
}

}  // namespace

std::optional<ServerVersion> parse_server_version(std::string_view text) {
  if (text == "master") return ServerVersion{3, 0};
  const bool openbsd = take(text, "openbsd-");
  if (!openbsd) take(text, "next-");
  const auto version = take_version(text);
  if (!version) return std::nullopt;
  if (openbsd) return text.empty() ? std::optional(of_openbsd(*version)) : std::nullopt;
  if (is_correction(text)) return version;
  if (!take(text, "-rc")) return std::nullopt;
  if (!text.empty() && !take_number(text)) return std::nullopt;
  return text.empty() ? version : std::nullopt;
}

}  // namespace smcp::tmux
