// The pane in which this process itself was started, by a person's agent: ending it ends the exchange,
// and keys for it are typed into the agent's own terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/process_view.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// How every refusal begins that is about it.
inline constexpr std::string_view kThatIsTheOwnPane = "that is the pane this assistant itself runs in";
/// How it ends: what its owner, and nobody else, can do.
inline constexpr std::string_view kAllowSelf =
    "The person can allow it: start sessions-mcp with --allow-self, or SESSIONS_MCP_ALLOW_SELF=1.";

/// What $TMUX and $TMUX_PANE say.
struct InsidePane {
  std::int64_t server_pid = 0;
  PaneId pane;

  /// Nothing if they say nothing, or speak of a server on another socket than the one at `socket_path`.
  [[nodiscard]] static std::optional<InsidePane> parse(std::string_view tmux, std::string_view tmux_pane,
                                                       const std::string& socket_path);
};

class OwnPane {
 public:
  /// Of a process that is in none, or may do to its own what it does to others.
  OwnPane() = default;
  /// `terminals`: numbers, as `processes` has them, of the controlling terminals of this process and those
  /// that have started it. `processes` must outlive this.
  OwnPane(std::optional<InsidePane> inside, std::vector<std::int64_t> terminals,
          const shell::ProcessView& processes)
      : inside_(inside), terminals_(std::move(terminals)), processes_(&processes) {}
  /// Of this process as it is now: later on, its parents may be gone. A pane is found in the environment; or,
  /// as many clients hand none on, by the terminals of our parents. The latter needs a /proc that shows them.
  /// `processes` is of the machine that we run on, and so must the server be: on another one no pane is ours.
  [[nodiscard]] static OwnPane of_this_process(const std::string& socket_path,
                                               const shell::ProcessView& processes);

  /// Certainly none is.
  [[nodiscard]] bool nowhere() const { return !inside_ && terminals_.empty(); }
  /// Whether this one is, of the panes of this server.
  [[nodiscard]] bool is(const ServerId& server, const PaneTerminal& pane) const;

 private:
  std::optional<InsidePane> inside_;
  std::vector<std::int64_t> terminals_;
  const shell::ProcessView* processes_ = nullptr;  ///< null if there are no terminals
};

/// The panes of our server that are our own: one at the most, unless environment and terminals disagree.
struct OwnPanes {
  ServerId server;
  std::vector<PaneId> panes;
};
/// Nothing found is no error, be it that no server runs.
void find_own_panes(const Chain& chain, const OwnPane& own, UniqueFunction<void(Result<OwnPanes>)> done);

}  // namespace smcp::tmux
