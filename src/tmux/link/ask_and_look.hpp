// Asking tmux, and looking at the machine that it runs on at the same time.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tmux/link/ahead.hpp"

namespace smcp::tmux {

/// Calls `ask` with a chain and what it is to call back, and looks at these terminals at the same time. Gives the answer;
/// until the flow waits again, processes() sees what has them by then.
template <typename T, typename Ask>
Task<T> ask_and_look(uv::Loop& loop, Chain chain, std::vector<std::string> ttys, Ask ask) {
  if (!chain->processes().needs_look())
    co_return co_await called_back<T>([&](UniqueFunction<void(T)> done) { ask(chain, std::move(done)); });
  Ahead<T> asked(loop, chain, std::chrono::milliseconds{0}, ask);
  co_await look(chain, ttys);
  const bool is_there = asked.is_there();
  T answer = co_await asked.take();
  // What has been seen is gone if the answer was waited for.
  if (!is_there) co_await look(chain, ttys);
  co_return answer;
}

}  // namespace smcp::tmux
