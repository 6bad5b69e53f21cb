// Typing into a pane: taking turns with all other calls of ours, and reporting what happened.
#pragma once

#include <chrono>
#include <vector>

#include "text/typed_echo.hpp"
#include "tmux/act/keys.hpp"
#include "tmux/find/panes.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

struct TypedKeys {
  Cursor before;               ///< where the output ended before anything was typed
  std::vector<PaneId> others;  ///< synchronised panes that received all or some of the keys as well
  /// What was typed is a secret: the terminal does not show it, or it answers a question for a secret
  /// (terminal_echo.hpp). This is checked before and after typing, but after one line that the terminal showed, or that
  /// was typed at a shell's prompt, and Enter no more: what is asked then is the next question. A program that asks and is answered in between
  /// goes unnoticed.
  bool hidden = false;
  std::vector<tools::TypedLine>
      lines{};  ///< the lines of the text, by which their echo is known; none if hidden
  /// Text went as a paste: the program got it as a bracketed one if it has asked for that.
  bool pasted = false;
};

/// How long to wait for our turn while another call types into the pane; less if the call's time is nearly
/// over. A lock that is not renewed expires by then.
inline constexpr std::chrono::seconds kTurnTime{10};
/// The part of the call's time that is reserved for typing after that.
inline constexpr std::chrono::milliseconds kTimeToType{1000};

/// Types into one pane, in order, in one or more requests. No other call of ours types into it in between
/// (see TypingLock). Hidden text is kept out of tmux's log, unless other panes receive it as well.
/// How they are cut into requests, and what lies between these, is said in typing_plan.hpp.
///   Errc::refused if it is not our turn in time, if a condition of KeyBatches::type() does not hold, or if
///   not all of it would arrive (check_arrives());
///   Errc::not_found if the pane is gone. If that happens half-way, the error says how much was typed.
void type_keys(uv::Loop& loop, const Chain& chain, Pane pane, Keys keys,
               UniqueFunction<void(Result<TypedKeys>)> done);

}  // namespace smcp::tmux
