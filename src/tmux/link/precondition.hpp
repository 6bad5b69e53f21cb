// What must hold in the server at the moment when a batch acts. Between two requests the server may be
// another one, in which `$0` and `%0` are somebody else's; a name may pass on; a pane may be scrolled in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/pane_terminal.hpp"

namespace smcp::tmux {

/// One life of a server. Ids mean something within it alone.
struct ServerId {
  std::int64_t pid = 0;
  std::int64_t start_time = 0;  ///< seconds since 1970: a pid may come again

  /// What `#{pid}` and `#{start_time}` give.
  [[nodiscard]] static std::optional<ServerId> parse(std::string_view pid, std::string_view start_time);
};

/// A check in a batch, made by tmux itself: nothing can happen between it and the commands behind it, as long
/// as none of them waits. If it does not hold, the batch ends there, without a trace, with the error named;
/// so it does if tmux has not come to an end with the check (in_time()).
class Precondition {
 public:
  /// It is this server: Errc::no_server.
  [[nodiscard]] static Precondition server(const ServerId& server);
  /// The session that `target`, a pane's form of one (`=NAME:`, `$1:`, `%2`), leads to has exactly this name:
  /// Errc::not_found.
  [[nodiscard]] static Precondition session(std::string target, std::string_view name);
  /// The pane `target` is alive and in no mode, so that what runs in it gets what is typed: Errc::refused.
  /// One that is not there passes: what follows fails on it with tmux's own words.
  [[nodiscard]] static Precondition takes_keys(std::string target);
  /// The pane's job_option::kTyping is still `known`: Errc::busy, as another has begun to type, or has ended.
  [[nodiscard]] static Precondition our_turn(PaneId pane, std::string_view known);
  /// No other pane shares what is typed into this one (synchronised.hpp): Errc::refused. Goes behind
  /// takes_keys(): of a pane that is dead it says nothing.
  [[nodiscard]] static Precondition not_synchronised(PaneId pane);
  /// Still exactly these panes take part in its synchronisation: Errc::refused.
  [[nodiscard]] static Precondition synchronised_as(PaneId pane, const std::vector<PaneTerminal>& panes);
  /// Ending the session of this name leaves the pane alive, or does not concern it, as another session holds
  /// its window (a link, a group): Errc::refused, as it is our own (own_pane.hpp).
  [[nodiscard]] static Precondition outlives_session(PaneId pane, std::string_view name);
  /// `format` still gives `known` there: Errc::refused, as something was typed or printed meanwhile.
  [[nodiscard]] static Precondition unmoved(std::string target, std::string_view format,
                                            std::string_view known);

  /// A batch that begins with the check.
  [[nodiscard]] Command begin() const;
  /// The check as the batch's next step.
  void append_to(Command& batch) const;

 private:
  Precondition(std::string target, std::string condition, std::string_view refusal);
  void complete(Command& batch) const;

  std::string target_;        ///< empty: none
  std::string condition_;     ///< true if it holds
  std::string_view refusal_;  ///< what tmux is told to run when it does not hold, and does not know
};

/// The error behind what tmux wrote to standard error, if that is a precondition's doing.
[[nodiscard]] std::optional<Error> precondition_refusal(std::string_view error_output);

}  // namespace smcp::tmux
