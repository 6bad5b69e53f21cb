// What belongs to one tmux server, and is shared by all calls on it.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "io/uv_loop.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/pane_ticker.hpp"
#include "tmux/status/status_tokens.hpp"
#include "tools/confirm/grants.hpp"
#include "tools/gate.hpp"
#include "tools/policy/policy.hpp"

namespace smcp::tools {

/// Captures at once. A tmux server makes one at a time, so that more only contend for it, and each may hold
/// up to 8 MiB twice, as text and as JSON.
inline constexpr std::size_t kMaxCaptures = 4;

/// Outlives the calls on it. What is asked of the machine on which it runs belongs here as well: that need
/// not be this one.
struct Server {
  Server(uv::Loop& on_loop, tmux::Client& by_client, std::chrono::milliseconds call_timeout)
      : loop(on_loop),
        client(by_client),
        timeout(call_timeout),
        writes(on_loop),
        captures(on_loop, kMaxCaptures),
        ticker(on_loop, by_client, call_timeout) {}

  /// For requests that have the whole time of a call, from now on. `pinned`: what names mean to the call that they are for.
  [[nodiscard]] tmux::Chain new_chain(tmux::PinnedSessions pinned = {}) {
    auto chain = std::make_shared<tmux::RequestChain>(client, timeout, prefix);
    chain->pinned() = std::move(pinned);
    return chain;
  }

  /// What callers are told of something here: a session, a job, a cursor, a token.
  [[nodiscard]] std::string shown(std::string text) const {
    if (!prefix.empty()) text.insert(0, prefix);
    return text;
  }
  /// "" for the default one.
  [[nodiscard]] std::string_view name() const {
    return std::string_view(prefix).substr(0, prefix.size() - (prefix.empty() ? 0 : 1));
  }

  std::string prefix{};  ///< its name and a colon; "" for the default server
  uv::Loop& loop;
  tmux::Client& client;
  std::chrono::milliseconds timeout;  ///< for a whole call
  tmux::OwnPane own_pane;             ///< which is left alone; nowhere with --allow-self
  tmux::OwnPane home;                 ///< the same, but for that: it is marked in lists whatever is allowed
  Policy policy;                      ///< what calls may do here
  Grants grants;                      ///< what a person has allowed here
  std::string tmux_command = "tmux";  ///< how a user at a shell reaches this tmux server
  WriteOrder writes;
  Gate captures;                     ///< held while the client does not read what we have for it already
  tmux::StatusTokens status_tokens;  ///< of session_status, for its `since`
  tmux::PaneTicker ticker;
};

/// Gives `go` a place among the captures of `server` as soon as there is one, at once if there is; it is given up
/// with the pass. Everything that reads lines of a pane for a caller does so in such a place, and nobody asks
/// for a second one while holding one. Nothing is called once `chain`, with which it will ask, is cancelled.
/// The time of the chain runs meanwhile, but for that in which the client did not read: with WhileHeld::enter
/// that keeps nobody from going in, which is for those who answer with little of what they read.
void in_captures(Server& server, tmux::Chain chain, Gate::WhileHeld while_client_does_not_read,
                 Gate::Enter go);

}  // namespace smcp::tools
