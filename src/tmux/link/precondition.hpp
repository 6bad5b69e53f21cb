// What must hold in the server at the moment when a batch acts. Between two requests the server may have been
// replaced by another, in which `$0` and `%0` belong to someone else; a name may have passed to another
// session; a user may have begun to scroll in a pane.
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

/// Identifies one run of a server. Ids are meaningful only within it.
struct ServerId {
  std::int64_t pid = 0;
  std::int64_t start_time = 0;  ///< seconds since 1970, since a pid may be reused
};

/// A check in a batch, made by tmux itself: nothing can happen between it and the commands after it, as long
/// as none of them waits. If it does not hold, or if tmux has not come to an end with it (in_time()), the batch
/// stops there without any effect, and precondition_refusal() gives the error that is named below.
class Precondition {
 public:
  /// The server is this one; else Errc::no_server.
  [[nodiscard]] static Precondition server(const ServerId& server);
  /// The session of `target`, a pane target (`=NAME:`, `$1:`, `%2`), has exactly this name; else
  /// Errc::not_found.
  [[nodiscard]] static Precondition session(std::string target, std::string_view name);
  /// The session of `target` is this one, whatever its name is by now; else Errc::not_found.
  [[nodiscard]] static Precondition same_session(std::string target, SessionId id);
  /// The pane `target` is alive, takes input (select-pane -d switches it off) and is in no mode, so that the program in it gets what is typed; else
  /// Errc::refused. A pane that does not exist passes: the next command fails on it in tmux's own words.
  [[nodiscard]] static Precondition takes_keys(std::string target);
  /// The pane's option kTypingOption is still `known`; else Errc::busy: another call has begun or ended
  /// typing.
  [[nodiscard]] static Precondition our_turn(PaneId pane, std::string_view known);
  /// No other pane receives what is typed into this one (synchronised.hpp); else Errc::refused. Use it after
  /// takes_keys(), because it always holds for a dead pane.
  [[nodiscard]] static Precondition not_synchronised(PaneId pane);
  /// Exactly these panes still take part in the pane's synchronisation; else Errc::refused.
  [[nodiscard]] static Precondition synchronised_as(PaneId pane, const std::vector<PaneTerminal>& panes);
  /// Killing the session of this name leaves `pane`, our own (own_pane.hpp), alive: the pane is not in that
  /// session, or another session holds its window, too (a link, a group); else Errc::refused.
  [[nodiscard]] static Precondition outlives_session(PaneId pane, std::string_view name);
  /// The session of exactly this name holds `pane`; else Errc::not_found.
  [[nodiscard]] static Precondition holds_pane(std::string_view session, PaneId pane);
  /// Every session that holds `pane` holds another one, too, so that none ends with it; else Errc::refused.
  [[nodiscard]] static Precondition is_not_the_last(PaneId pane);
  /// No window of this session is called `name`, but for `except`, if it is given; else Errc::already_exists.
  [[nodiscard]] static Precondition no_window_is_called(std::string_view session, std::string_view name,
                                                        std::optional<WindowId> except);
  /// No pane of the window of `pane` is zoomed; else Errc::refused.
  [[nodiscard]] static Precondition is_not_zoomed(PaneId pane);
  /// No client is attached to the session of `target`; else Errc::refused.
  [[nodiscard]] static Precondition nobody_is_attached(std::string target);
  /// `format` still gives `known` for `target`; else Errc::refused: something was typed or printed meanwhile.
  [[nodiscard]] static Precondition unmoved(std::string target, std::string_view format,
                                            std::string_view known);
  /// The active pane of `target`, a window, is the only one in it, and `condition` (a format) holds for it; else
  /// Errc::busy: a hook was faster (placeholder.hpp).
  [[nodiscard]] static Precondition alone(std::string target, std::string_view condition);

  /// tmux lives on if a session is made now; else Errc::refused. From 3.2 to 3.7 (3.3a and 3.5a were seen to) it crashes,
  /// and all sessions with it, while the global option window-size is manual.
  [[nodiscard]] static Precondition survives_new_session();

  /// A new batch that begins with the check.
  [[nodiscard]] Command begin() const;
  /// Appends the check to `batch`.
  void append_to(Command& batch) const;

 private:
  Precondition(std::string target, std::string condition, std::string_view refusal);
  void complete(Command& batch) const;

  std::string target_;        ///< empty: none
  std::string condition_;     ///< true if it holds
  std::string_view refusal_;  ///< an unknown command, which tmux is told to run if it does not hold
};

/// The error for what tmux wrote to standard error, if a precondition caused it.
[[nodiscard]] std::optional<Error> precondition_refusal(std::string_view error_output);

}  // namespace smcp::tmux
