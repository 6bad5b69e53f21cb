// The steps of a RequestChain for flows that are read from top to bottom (task.hpp). A cancelled chain drops
// the flow that waits for it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "base/task.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// RequestChain::run.
inline auto run(const Chain& chain, Command command,
                RequestChain::OnCancel on_cancel = RequestChain::OnCancel::end) {
  return called_back<Result<std::string>>(
      [chain, command = std::move(command), on_cancel](RequestChain::OnText done) mutable {
        chain->run(std::move(command), {}, on_cancel, std::move(done));
      });
}

/// Goes on after `delay`, unless the chain is cancelled by then.
inline auto pause(uv::Loop& loop, const Chain& chain, std::chrono::milliseconds delay) {
  return called_back<Ok>([&loop, chain, delay](UniqueFunction<void(Ok)> done) {
    auto timer = std::make_shared<std::unique_ptr<uv::Timer>>();
    *timer =
        std::make_unique<uv::Timer>(loop, [timer, requests = Chain(chain), done = std::move(done)]() mutable {
          const auto fired = std::move(*timer);  // goes, and with it all this, when the flow has gone on
          auto go_on = std::move(done);
          if (!requests->cancelled()) go_on(Ok{});
        });
    (*timer)->start(delay);
  });
}

/// Ends the flow here: nobody is told.
inline auto abandon() {
  return called_back<Ok>([](const UniqueFunction<void(Ok)>&) {});
}

}  // namespace smcp::tmux
