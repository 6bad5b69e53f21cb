#include "tmux/windows.hpp"

#include <optional>
#include <utility>

#include "tmux/exact_target.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// A row, if it belongs to `session`; the session's name stands before the window's, and we know its length.
std::optional<Window> parse_window(std::string_view line, const std::string& session) {
  const auto row = split_row(line, 4);
  if (!row) return std::nullopt;
  const auto index = parse_number<std::uint32_t>((*row)[0]);
  const auto panes = parse_number<std::uint32_t>((*row)[2]);
  auto names = (*row)[3];
  const std::string prefix = session + kFieldSeparator;
  if (!index || !panes || !names.starts_with(prefix)) return std::nullopt;
  names.remove_prefix(prefix.size());
  return Window{*index, (*row)[1] == "1", *panes, std::string(names)};
}

std::optional<std::vector<Window>> parse_windows(std::string_view text, const std::string& session) {
  std::vector<Window> windows;
  for (const auto line : split_lines(text)) {
    auto window = parse_window(line, session);
    if (!window) return std::nullopt;
    windows.push_back(std::move(*window));
  }
  if (windows.empty()) return std::nullopt;  // a session has one at the least
  return windows;
}

}  // namespace

void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done) {
  const auto command = [](const std::string& target) {
    Command list("list-windows");
    list.flag("-t").arg(target).flag("-F").arg(
        row_format({"window_index", "window_active", "window_panes", "session_name", "window_name"}));
    return list;
  };
  ask_exactly<std::vector<Window>>(
      chain, session, command, [session](std::string_view text) { return parse_windows(text, session); },
      std::move(done));
}

}  // namespace smcp::tmux
