#include "tools/missing_session.hpp"

#include <algorithm>

#include "base/contains.hpp"
#include "text/nearest.hpp"
#include "text/shortened.hpp"
#include "tmux/find/sessions.hpp"

namespace smcp::tools {
namespace {

bool is_about(const Error& error, const std::string& name) {
  return error.code == Errc::not_found && error.message == tmux::no_such_session(name).message;
}

/// In capital and small letters the same; of other scripts, byte by byte.
bool same_but_for_case(std::string_view one, std::string_view other) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [small](char a, char b) { return small(a) == small(b); });
}

std::string_view meant(std::string_view name, const std::vector<std::string_view>& there) {
  const auto same = std::find_if(there.begin(), there.end(),
                                 [name](std::string_view other) { return same_but_for_case(name, other); });
  return same != there.end() ? *same : nearest(name, there);
}

std::string list_of(const std::vector<std::string_view>& there, std::string_view prefix) {
  std::string list;
  for (std::size_t i = 0; i < std::min(there.size(), kMaxNamedSessions); ++i)
    list.append(i == 0 ? "" : ", ").append(prefix).append(shortened(there[i]));
  if (there.size() > kMaxNamedSessions) list += ", … (" + std::to_string(there.size()) + " in all)";
  return list;
}

}  // namespace

std::optional<std::string> missing_in(const Arguments& arguments, const Error& error) {
  if (is_about(error, arguments.text("name"))) return arguments.text("name");
  const auto& names = arguments.texts("names");
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return is_about(error, name); });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

std::string missing_session(const std::string& name, const std::vector<std::string_view>& there,
                            std::string_view start, std::string_view prefix) {
  std::string message = tmux::no_such_session(std::string(prefix) + name).message;
  if (there.empty()) return message + "; there are no sessions: " + std::string(start);
  if (contains(there, name)) return message;
  const std::string_view similar = meant(name, there);
  message += similar.empty()
                 ? "; sessions: "
                 : "; did you mean \"" + std::string(prefix) + shortened(similar) + "\"? Sessions: ";
  return message + list_of(there, prefix) + " (" + std::string(start) + ")";
}

}  // namespace smcp::tools
