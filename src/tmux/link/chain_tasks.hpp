// The requests of a RequestChain as steps of a Task (task.hpp). Cancelling the chain drops the flow that
// waits for it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Awaits RequestChain::run().
inline auto run(const Chain& chain, Command command,
                RequestChain::OnCancel on_cancel = RequestChain::OnCancel::end) {
  return called_back<Result<std::string>>(
      [chain, command = std::move(command), on_cancel](RequestChain::OnText done) mutable {
        chain->run(std::move(command), {}, on_cancel, std::move(done));
      });
}

/// Awaits RequestChain::look_at(): until the flow waits again, processes() sees that.
inline auto look_at(const Chain& chain, shell::LookAt what) {
  return called_back<Ok>([chain, what = std::move(what)](UniqueFunction<void(Ok)> done) mutable {
    chain->look_at(what, [done = std::move(done)]() mutable { done(Ok{}); });
  });
}
inline auto look(const Chain& chain, std::vector<std::string> ttys) {
  return look_at(chain, {std::move(ttys)});
}

/// Resumes after `delay`, unless the chain has been cancelled by then.
inline auto pause(uv::Loop& loop, const Chain& chain, std::chrono::milliseconds delay) {
  return called_back<Ok>([&loop, chain, delay](UniqueFunction<void(Ok)> done) {
    auto timer = std::make_shared<std::unique_ptr<uv::Timer>>();
    *timer =
        std::make_unique<uv::Timer>(loop, [timer, requests = Chain(chain), done = std::move(done)]() mutable {
          const auto fired = std::move(*timer);  // freed, with this callback, once the flow has gone on
          auto go_on = std::move(done);
          if (!requests->cancelled()) go_on(Ok{});
        });
    (*timer)->start(delay);
  });
}

/// Ends the flow here, without calling anyone back.
inline auto abandon() {
  return called_back<Ok>([](const UniqueFunction<void(Ok)>&) {});
}

}  // namespace smcp::tmux
