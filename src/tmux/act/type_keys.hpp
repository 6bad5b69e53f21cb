// Typing into a pane: in turn with everybody else of ours, and telling what became of it.
#pragma once

#include <chrono>
#include <vector>

#include "tmux/act/keys.hpp"
#include "tmux/find/panes.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

struct TypedKeys {
  Cursor before;               ///< where the output stood
  std::vector<PaneId> others;  ///< synchronised panes that got the keys as well, or some of them
  /// What was typed is nobody's business: the terminal does not show it, or it answers the question for a
  /// secret (terminal_echo.hpp). Looked at before and after the typing; a program that asks and is answered
  /// in between is not noticed.
  bool hidden = false;
};

/// For a pane into which another call types: so long we wait for our turn, or until the call's time is nearly
/// over. A lock that nobody renews does not stand for longer.
inline constexpr std::chrono::seconds kTurnTime{10};
/// Of the call's time, what is left for typing after that.
inline constexpr std::chrono::milliseconds kTimeToType{1000};

/// Types into one pane, in order, in one or several requests. Nobody else of ours types into it in between:
/// see TypingLock. Text that is hidden is kept out of tmux's log, unless other panes get it as well.
///   Errc::refused if it is not our turn in time, or something is not as KeyBatches::type() has it;
///   Errc::not_found if the pane is gone. If that happens half-way, the error says how much was typed.
void type_keys(uv::Loop& loop, const Chain& chain, Pane pane, Keys keys,
               UniqueFunction<void(Result<TypedKeys>)> done);

}  // namespace smcp::tmux
