#include "tmux/find/panes.hpp"

#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {
namespace {

/// Gives nothing if the answer is about another session.
std::optional<Pane> parse_answer(std::string_view text, const std::string& session) {
  if (!text.ends_with('\n')) return std::nullopt;
  const auto row = split_record(text.substr(0, text.size() - 1), kPaneFields + 1);
  if (!row || row->back() != session) return std::nullopt;
  return parse_pane(*row);
}

}  // namespace

std::string pane_row_format() {
  // Anyone may set this option, and a tab in it would be taken for the end of the field.
  const std::string typing = "s/\t/ /:" + std::string(kTypingOption);
  return record_format(
             {"session_id", "pid", "start_time", "pane_dead", "pane_mode", "pane_input_off", typing}) +
         kFieldSeparator + std::string(PaneTerminal::kFormat) + kFieldSeparator + synchronised_format();
}

std::optional<Pane> parse_pane(const std::vector<std::string_view>& row) {
  const auto session = SessionId::parse(row[0]);
  const auto server = ServerId::parse(row[1], row[2]);
  auto terminal = PaneTerminal::parse(row[7]);
  auto synchronised = parse_synchronised(row[8]);
  if (!session || !server || !terminal || !synchronised) return std::nullopt;
  Pane pane{*session, terminal->id, std::string(row[4]), row[3] == "1", *server};
  pane.input_off = row[5] == "1";
  pane.typing = row[6];
  pane.terminal = std::move(*terminal);
  pane.synchronised = std::move(*synchronised);
  return pane;
}

void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done) {
  const auto command = [](const std::string& target) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg(target + ":");
    display.arg(pane_row_format() + kFieldSeparator + record_format({"session_name"}));
    return display;
  };
  // display-message does not fail for a target that does not exist: it prints blanks.
  ask_exactly<Pane>(
      chain, session, command, [session](std::string_view text) { return parse_answer(text, session); },
      std::move(done));
}

}  // namespace smcp::tmux
