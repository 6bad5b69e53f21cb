#include "tmux/find/windows.hpp"

#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

/// A process may have any name, so tabs and line breaks in it are replaced by blanks.
constexpr std::string_view kPaneCommand = "s/[\t\n]/ /:pane_current_command";

/// Numbers come first. The session's name, whose length is known, precedes the window's. The last field
/// contains no tab.
Command list_panes(const std::string& target) {
  Command list("list-panes");
  list.flag("-s")
      .flag("-t")
      .arg(target + ":")
      .flag("-F")
      .arg(record_format({"window_index", "window_active", "window_panes", "pane_id", "pane_index",
                          "pane_active", "pane_dead", "pane_pid", "pane_width", "pane_height", "session_name",
                          kWindowName, kPaneCommand}));
  return list;
}

using Row = std::vector<std::string_view>;

std::optional<Window> parse_window(const Row& row) {
  const auto index = parse_number<std::uint32_t>(row[0]);
  const auto panes = parse_number<std::uint32_t>(row[2]);
  if (!index || !panes) return std::nullopt;
  return Window{*index, row[1] == "1", *panes, {}, {}};
}

std::optional<WindowPane> parse_pane(const Row& row) {
  const auto id = PaneId::parse(row[3]);
  const auto index = parse_number<std::uint32_t>(row[4]);
  const auto pid = parse_number<std::int64_t>(row[7]);
  const auto width = parse_number<std::uint32_t>(row[8]);
  const auto height = parse_number<std::uint32_t>(row[9]);
  const bool dead = row[6] == "1";
  if (!id || !index || (!pid && !dead) || !width || !height) return std::nullopt;
  return WindowPane{*id, *index, row[5] == "1", dead, dead ? std::nullopt : pid, *width, *height, {}};
}

/// Adds one row, which is one pane: it begins a window or belongs to the last one. False if the row is not
/// about `session`.
bool add_row(std::vector<Window>& windows, std::string_view line, const std::string& session) {
  const auto row = split_record(line, 11);
  if (!row) return false;
  auto window = parse_window(*row);
  auto pane = parse_pane(*row);
  const auto names = without_session(row->back(), session);
  const auto end_of_name = names ? names->rfind(kFieldSeparator) : std::string_view::npos;
  if (!window || !pane || end_of_name == std::string_view::npos) return false;
  window->name = names->substr(0, end_of_name);
  pane->command = names->substr(end_of_name + 1);
  if (windows.empty() || windows.back().index != window->index) windows.push_back(std::move(*window));
  windows.back().pane_list.push_back(std::move(*pane));
  return true;
}

std::optional<std::vector<Window>> parse_windows(std::string_view text, const std::string& session) {
  std::vector<Window> windows;
  for (const auto line : split_lines(text)) {
    if (!add_row(windows, line, session)) return std::nullopt;
  }
  if (windows.empty()) return std::nullopt;  // a session has at least one
  return windows;
}

}  // namespace

void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done) {
  ask_exactly<std::vector<Window>>(
      chain, session, list_panes, [session](std::string_view text) { return parse_windows(text, session); },
      std::move(done));
}

std::optional<std::string_view> without_session(std::string_view fields, std::string_view session) {
  if (!fields.starts_with(session)) return std::nullopt;
  fields.remove_prefix(session.size());
  if (fields.empty() || fields.front() != kFieldSeparator) return std::nullopt;
  return fields.substr(1);
}

}  // namespace smcp::tmux
