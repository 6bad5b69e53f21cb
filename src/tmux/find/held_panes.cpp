#include "tmux/find/held_panes.hpp"

#include <utility>

#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/made_by.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kMark = "sessions-mcp-held";

const RowTable<HeldPane>& held_rows() {
  static const RowTable<HeldPane> table{
      field<&HeldPane::server, &ServerId::pid>("#{pid}"),
      field<&HeldPane::server, &ServerId::start_time>("#{start_time}"),
      field<&HeldPane::session>("#{session_id}"),
      field<&HeldPane::attached>("#{session_attached}"),
      field<&HeldPane::window>("#{window_id}"),
      field<&HeldPane::dead>("#{pane_dead}"),
      field<&HeldPane::ours>("#{!=:#{" + std::string(kMadeByOption) + "},}"),
      field<&HeldPane::terminal>(std::string(PaneTerminal::kFormat)),
      field<&HeldPane::command>(one_line("pane_current_command")),
      field<&HeldPane::session_name>("#{session_name}"),
  };
  return table;
}

std::string row_format() {
  return held_rows().marked_format(kMark) + std::string(kLastField);
}

Command list_command() {
  Command list("list-panes");
  list.flag("-a").flag("-F").arg(row_format());
  return list;
}

}  // namespace

Task<Result<std::vector<HeldPane>>> list_held_panes(Chain chain) {
  Command list = list_command();
  const auto text = co_await run(chain, std::move(list));
  if (!text && text.error().code == Errc::no_server) co_return std::vector<HeldPane>{};
  if (!text) co_return text.error();
  auto panes = parse_held_panes(*text);
  if (!panes || panes->empty()) co_return unexpected_answer("list-panes");
  co_return std::move(*panes);
}

void append_held_panes(Command& batch) {
  batch.then("list-panes").flag("-a").flag("-F").arg(row_format());
}

void append_held_pane(Command& batch, const std::string& target) {
  batch.then("display-message").flag("-p").flag("-t").arg(target).arg(row_format());
}

std::optional<std::vector<HeldPane>> parse_held_panes(std::string_view text) {
  const std::string begin = std::string(kMark) + kFieldSeparator;
  std::vector<HeldPane> panes;
  for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin)) {
    text.remove_prefix(at + begin.size());
    const auto end = text.find(kLastFieldText);
    if (end == std::string_view::npos) return std::nullopt;
    auto row = held_rows().parse(text.substr(0, end));
    if (!row) return std::nullopt;
    panes.push_back(std::move(*row));
    text.remove_prefix(end + kLastFieldText.size());
  }
  return panes;
}

}  // namespace smcp::tmux
