#include "tmux/find/windows.hpp"

#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/log_option.hpp"
#include "tmux/link/row_safe.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// One pane and its window. The session that was asked about is known beforehand.
struct Row {
  Window window;
  WindowPane pane;
  std::string session;
};

/// A window's name may contain separators, so it goes last; the session's is known.
bool take_names(std::string_view printed, Row& row) {
  const auto name = without_session(printed, row.session);
  if (name) row.window.name = *name;
  return name.has_value();
}

bool take_log(std::string_view printed, Row& row) {
  if (!printed.empty()) row.pane.log = from_row_safe(printed);
  return true;
}

const RowTable<Row>& rows() {
  static const RowTable<Row> table{
      field<&Row::window, &Window::index>("#{window_index}"),
      field<&Row::window, &Window::active>("#{window_active}"),
      field<&Row::window, &Window::panes>("#{window_panes}"),
      field<&Row::pane, &WindowPane::id>("#{pane_id}"),
      field<&Row::pane, &WindowPane::index>("#{pane_index}"),
      field<&Row::pane, &WindowPane::active>("#{pane_active}"),
      field<&Row::pane, &WindowPane::dead>("#{pane_dead}"),
      field<&Row::pane, &WindowPane::pid>("#{pane_pid}"),
      field<&Row::pane, &WindowPane::width>("#{pane_width}"),
      field<&Row::pane, &WindowPane::height>("#{pane_height}"),
      field<&Row::pane, &WindowPane::left>("#{pane_left}"),
      field<&Row::pane, &WindowPane::top>("#{pane_top}"),
      field<&Row::pane, &WindowPane::command>(one_line("pane_current_command")),
      field<&Row::pane, &WindowPane::title>(one_line("pane_title")),
      field<&Row::pane, &WindowPane::cwd>(one_line("pane_current_path")),
      {"#{" + std::string(kLogOption) + "}", take_log},
      {names_format(), take_names},
  };
  return table;
}

Command list_panes(const std::string& target) {
  Command list("list-panes");
  list.flag("-s").flag("-t").arg(target + ":").flag("-F").arg(rows().format());
  return list;
}

std::optional<std::vector<Window>> parse_windows(std::string_view text, const std::string& session) {
  Row known;
  known.session = session;
  auto parsed = rows().parse_all(text, known);
  if (!parsed || parsed->empty()) return std::nullopt;  // a session has at least one
  std::vector<Window> windows;
  for (auto& [window, pane, name] : *parsed) {
    if (!pane.pid && !pane.dead) return std::nullopt;
    if (pane.dead) pane.pid.reset();
    if (windows.empty() || windows.back().index != window.index) windows.push_back(std::move(window));
    windows.back().pane_list.push_back(std::move(pane));
  }
  return windows;
}

}  // namespace

void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done) {
  const auto parse = [session](std::string_view text) { return parse_windows(text, session); };
  start(ask_exactly<std::vector<Window>>(chain, session, list_panes, parse), std::move(done));
}

std::string names_format() {
  return "#{session_name}" + (kFieldSeparator + std::string("#{s/\n/\\\\n/:window_name}"));
}

std::optional<std::string_view> without_session(std::string_view fields, std::string_view session) {
  if (!fields.starts_with(session)) return std::nullopt;
  fields.remove_prefix(session.size());
  if (fields.empty() || fields.front() != kFieldSeparator) return std::nullopt;
  return fields.substr(1);
}

}  // namespace smcp::tmux
