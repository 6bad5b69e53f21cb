// How long the parts of CommandLine wait for what they type to show.
#pragma once

#include <chrono>

namespace smcp::tmux {

/// Time for the line editor, or the terminal, to show what was typed.
inline constexpr std::chrono::milliseconds kEchoTime{3000};
/// What that takes on most machines, and then some: what is to show it is asked for so much later where tmux is far away.
inline constexpr std::chrono::milliseconds kSoonShown{20};
/// Time for it to show the line as it was before.
inline constexpr std::chrono::milliseconds kUndoTime{1000};

}  // namespace smcp::tmux
