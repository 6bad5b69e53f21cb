#include "tmux/find/panes.hpp"

#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {
namespace {

bool take_terminal(std::string_view printed, Pane& pane) {
  if (!take_value(printed, pane.terminal)) return false;
  pane.id = pane.terminal.id;
  return true;
}

bool take_synchronised(std::string_view printed, std::vector<PaneTerminal>& panes) {
  auto parsed = parse_synchronised(printed);
  if (parsed) panes = std::move(*parsed);
  return parsed.has_value();
}

const RowTable<PlacedPane>& active_pane_rows() {
  static const RowTable<PlacedPane> table = pane_rows({
      {"#{session_name}", [](std::string_view printed, PlacedPane& row) { return printed == row.session; }},
  });
  return table;
}

/// Gives nothing if the answer is about another session.
std::optional<Pane> parse_answer(std::string_view text, const std::string& session) {
  if (!text.ends_with('\n')) return std::nullopt;
  PlacedPane known;
  known.session = session;
  auto row = active_pane_rows().parse(text.substr(0, text.size() - 1), std::move(known));
  if (!row) return std::nullopt;
  return std::move(row->pane);
}

}  // namespace

RowTable<PlacedPane> pane_rows(const std::vector<Field<PlacedPane>>& place) {
  // Anyone may set these options, and a tab in one would be taken for the end of the field.
  const std::string typing = "#{s/\t/ /:" + std::string(kTypingOption) + "}";
  const std::string last_typed = "#{s/\t/ /:" + std::string(kLastTypedOption) + "}";
  std::vector<Field<PlacedPane>> fields{
      field<&PlacedPane::pane, &Pane::session>("#{session_id}"),
      field<&PlacedPane::pane, &Pane::server, &ServerId::pid>("#{pid}"),
      field<&PlacedPane::pane, &Pane::server, &ServerId::start_time>("#{start_time}"),
      field<&PlacedPane::pane, &Pane::dead>("#{pane_dead}"),
      field<&PlacedPane::pane, &Pane::mode>("#{pane_mode}"),
      field<&PlacedPane::pane, &Pane::input_off>("#{pane_input_off}"),
      field<&PlacedPane::pane, &Pane::typing>(typing),
      field<&PlacedPane::pane, &Pane::last_typed>(last_typed),
      field_by<take_terminal, &PlacedPane::pane>(std::string(PaneTerminal::kFormat)),
      field_by<take_synchronised, &PlacedPane::pane, &Pane::synchronised>(synchronised_format()),
  };
  fields.insert(fields.end(), place.begin(), place.end());
  return RowTable<PlacedPane>(fields);
}

void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done) {
  const auto command = [](const std::string& target) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg(target + ":");
    display.arg(active_pane_rows().format());
    return display;
  };
  // display-message does not fail for a target that does not exist: it prints blanks.
  const auto parse = [session](std::string_view text) { return parse_answer(text, session); };
  start(ask_exactly<Pane>(chain, session, command, parse), std::move(done));
}

}  // namespace smcp::tmux
