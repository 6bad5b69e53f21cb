#include "tools/confirm/hidden_keys.hpp"

#include <algorithm>
#include <utility>

#include "base/called_back.hpp"
#include "shell/terminal_echo.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tools {
namespace {

/// Upper bound on the line of the cursor, in bytes: a question for a secret is short.
constexpr std::size_t kMaxLine = 4096;

}  // namespace

Task<bool> would_hide_keys(CallPtr call, tmux::Pane pane) {
  const auto echo = [&call](const tmux::PaneTerminal& terminal) {
    return shell::echo_of(call->chain->processes().terminal_modes(terminal.tty));
  };
  std::vector<tmux::PaneTerminal> all = pane.synchronised;
  all.push_back(pane.terminal);
  const auto hides = [&](const auto& one) { return echo(one) == shell::TerminalEcho::hidden; };
  if (std::any_of(all.begin(), all.end(), hides)) co_return true;
  const auto shows = [&](const auto& one) { return echo(one) == shell::TerminalEcho::shown; };
  if (std::all_of(all.begin(), all.end(), shows)) co_return false;
  const auto captured =
      co_await called_back<Result<tmux::Captured>>([&](UniqueFunction<void(Result<tmux::Captured>)> done) {
        tmux::CaptureRequest request;
        request.session = call->name();
        request.pane = pane.id;
        request.lines = 1;
        request.max_bytes = kMaxLine;
        tmux::capture_pane(call->chain, std::move(request), std::move(done));
      });
  co_return !captured || shell::asks_for_secret(captured->text->text());
}

}  // namespace smcp::tools
