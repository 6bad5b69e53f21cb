#include "tools/confirm/hidden_keys.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/called_back.hpp"
#include "shell/terminal_echo.hpp"
#include "tmux/act/receiver.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tools {
namespace {

/// Upper bound on the line of the cursor, in bytes: a question for a secret is short.
constexpr std::size_t kMaxLine = 4096;

}  // namespace

Task<bool> would_hide_keys(CallPtr call, tmux::Pane pane) {
  const auto ttys = tmux::ttys_of(pane);
  co_await tmux::look(call->chain, ttys);
  std::vector<shell::TerminalEcho> echoes;
  echoes.reserve(ttys.size());
  for (const std::string& tty : ttys)
    echoes.push_back(shell::echo_of(call->chain->processes().terminal_modes(tty)));
  const auto hides = [&](bool asked) {
    return std::any_of(echoes.begin(), echoes.end(),
                       [&](shell::TerminalEcho echo) { return shell::hides(echo, asked); });
  };
  if (hides(false)) co_return true;
  if (!hides(true)) co_return false;
  const auto captured =
      co_await called_back<Result<tmux::Captured>>([&](UniqueFunction<void(Result<tmux::Captured>)> done) {
        tmux::CaptureRequest request;
        request.session = call->name();
        request.pane = pane.id;
        request.lines = 1;
        request.max_bytes = kMaxLine;
        tmux::capture_pane(call->chain, std::move(request), std::move(done));
      });
  co_return !captured || hides(shell::asks_for_secret(captured->text->text()));
}

}  // namespace smcp::tools
