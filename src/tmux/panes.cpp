#include "tmux/panes.hpp"

#include <optional>
#include <utility>

#include "tmux/exact_target.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

std::optional<Pane> parse_pane(std::string_view text, const std::string& session) {
  if (!text.ends_with('\n')) return std::nullopt;
  const auto row = split_row(text.substr(0, text.size() - 1), 7);
  if (!row || (*row)[6] != session) return std::nullopt;
  const auto session_id = SessionId::parse((*row)[0]);
  const auto pane_id = PaneId::parse((*row)[1]);
  const auto server = ServerId::parse((*row)[2], (*row)[3]);
  if (!session_id || !pane_id || !server) return std::nullopt;
  return Pane{*session_id, *pane_id, std::string((*row)[5]), (*row)[4] == "1", *server};
}

}  // namespace

void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done) {
  const auto command = [](const std::string& target) {
    Command display("display-message");
    display.flag("-p")
        .flag("-t")
        .arg(target + ":")
        .arg(row_format(
            {"session_id", "pane_id", "pid", "start_time", "pane_dead", "pane_mode", "session_name"}));
    return display;
  };
  // display-message says nothing of a target that is not there: it prints blanks.
  ask_exactly<Pane>(
      chain, session, command, [session](std::string_view text) { return parse_pane(text, session); },
      std::move(done));
}

}  // namespace smcp::tmux
