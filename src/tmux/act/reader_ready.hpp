// Waiting until a program that has just been started reads what is typed.
#pragma once

#include <chrono>

#include "base/task.hpp"
#include "io/uv_loop.hpp"
#include "tmux/act/keys.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// How long: an interpreter needs a tenth of this. What does not read for longer is busy, and gets what is typed ahead.
inline constexpr std::chrono::milliseconds kMaxStart{2000};

/// Whether it matters to these keys: text of several lines, which a program that edits lines may take as it is only in a
/// bracketed paste (Python's REPL from 3.13 on indents anew what comes otherwise). It asks for that when it is ready.
[[nodiscard]] bool should_find_reader(const Keys& keys);

/// With the terminal in view. Gives `false` at once if a program reads from it, or that cannot be seen; else `true` when one
/// does and its output has come to rest, or time is up.
[[nodiscard]] Task<bool> await_reader(uv::Loop& loop, Chain chain, Pane pane);

}  // namespace smcp::tmux
