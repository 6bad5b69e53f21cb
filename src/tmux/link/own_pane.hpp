// The pane in which this process itself was started by the user's agent. Killing it ends the agent's
// conversation, and keys sent to it are typed into the agent's own terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/process_view.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// The beginning of every refusal to act on the own pane.
inline constexpr std::string_view kThatIsTheOwnPane = "that is the pane this assistant itself runs in";
/// The end of every such refusal: what the user, and nobody else, can do.
inline constexpr std::string_view kAllowSelf =
    "The user can allow it: start sessions-mcp with --allow-self, or SESSIONS_MCP_ALLOW_SELF=1.";

/// The contents of $TMUX and $TMUX_PANE.
struct InsidePane {
  std::int64_t server_pid = 0;
  PaneId pane;
  std::string socket_path{};  ///< of the server

  /// Nothing if they are not set.
  [[nodiscard]] static std::optional<InsidePane> parse(std::string_view tmux, std::string_view tmux_pane);
  /// Whether the socket of the server is the one at `path`, whatever it is called there.
  [[nodiscard]] bool is_reached_by(const std::string& path) const;
};

class OwnPane {
 public:
  /// For a process that runs in no pane, or that is allowed to act on its own pane.
  OwnPane() = default;
  /// `terminals` are the numbers, as `processes` has them, of the controlling terminals of this process and its
  /// ancestors. `processes` must outlive this.
  OwnPane(std::optional<InsidePane> inside, std::vector<std::int64_t> terminals,
          const shell::ProcessView& processes)
      : inside_(std::move(inside)), terminals_(std::move(terminals)), processes_(&processes) {}
  /// The pane of this process, on a server of this machine. Call it early: later, our ancestors may be gone. The pane
  /// is found by the environment or, since many clients pass on none of it, by the terminals of our ancestors, which
  /// needs a /proc that shows them. `processes` is of the machine that we run on.
  [[nodiscard]] static OwnPane of_this_process(const std::string& socket_path,
                                               const shell::ProcessView& processes);
  /// The same on a server of the machine that `far` shows, which is this one if ssh comes back to where it was started. On
  /// another one no pane is ours. `far` must outlive this, too.
  [[nodiscard]] static OwnPane of_this_process(const shell::ProcessView& far,
                                               const shell::ProcessView& processes);

  /// Whether certainly no pane is our own.
  [[nodiscard]] bool nowhere() const { return (!inside_ && terminals_.empty()) || is_elsewhere(); }
  /// Whether `pane` of `server` is our own.
  [[nodiscard]] bool is(const ServerId& server, const PaneTerminal& pane) const;

 private:
  /// Whether the server is on another machine, or on one that cannot tell which it is.
  [[nodiscard]] bool is_elsewhere() const;
  /// Whether processes have the same numbers for the server and for us.
  [[nodiscard]] bool shares_numbers() const;

  std::optional<InsidePane> inside_;
  std::vector<std::int64_t> terminals_;
  const shell::ProcessView* processes_ = nullptr;  ///< not null if there are terminals
  const shell::ProcessView* far_ = nullptr;        ///< null if the server is on this machine
  shell::MachineId machine_{};                     ///< ours, if there is a `far_`
};

/// The panes of our server that are our own: at most one, unless environment and terminals disagree.
struct OwnPanes {
  ServerId server;
  std::vector<PaneId> panes;
  std::vector<SessionId>
      sessions{};  ///< those that hold one of them: several, if its window is in a group or linked
};
/// Gives no panes, and no error, if none is found or no server is running.
void find_own_panes(const Chain& chain, const OwnPane& own, UniqueFunction<void(Result<OwnPanes>)> done);

}  // namespace smcp::tmux
