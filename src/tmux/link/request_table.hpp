// The requests of a client from run() to the end: their ids, their order, how many are under way at once, and
// their deadlines. What is done for a request is its engine's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_loop.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/pending_request.hpp"

namespace smcp::tmux {

class RequestTable {
 public:
  /// At most `max_busy` places are taken at once, except by clean-ups. `make` makes the engine's requests.
  RequestTable(uv::Loop& loop, std::size_t max_busy, UniqueFunction<std::unique_ptr<PendingRequest>()> make);
  RequestTable(const RequestTable&) = delete;
  RequestTable& operator=(const RequestTable&) = delete;
  /// Only after close().
  ~RequestTable() = default;

  /// These keep the promises of Client's functions. What enters waits for start_waiting().
  [[nodiscard]] Client::RequestId enter(Request request, Client::Done done);
  void cancel(Client::RequestId id);
  void shorten_deadlines(std::chrono::milliseconds left);
  /// Drops all requests without calling back, and from now on every new one.
  void close();

  /// Starts what waits, clean-ups first, as long as there are places.
  void start_waiting();
  /// Does so in a turn of the loop after `delay`.
  void start_waiting_in(std::chrono::milliseconds delay) { starter_.start(delay); }
  /// A place is taken when work begins for a request, and given back when that is gone, which may be later than
  /// the request.
  void take_place() { ++busy_; }
  void give_back_place() { --busy_; }

  /// Puts a request that could not be started back to the front of those that wait, until `delay` has passed.
  void wait_again(PendingRequest& pending, std::string reason, std::chrono::milliseconds delay);
  /// Says, for the timeout's message, what holds up a request: the rest of a sentence that begins with kTimedOut.
  void hold(PendingRequest& pending, std::string reason);
  /// Ends a request later, called by the loop.
  void answer_later(PendingRequest& pending, Result<Reply> result);
  /// Ends a request now: releases it, and calls back. That may destroy the client, and this with it.
  void finish(PendingRequest& pending, Result<Reply> result);

 private:
  friend class PendingRequest;
  using PendingPtr = std::unique_ptr<PendingRequest>;

  void timed_out(PendingRequest& pending);
  void give_early_answer();
  [[nodiscard]] PendingPtr take(Client::RequestId id);
  void retire(PendingPtr pending);

  std::size_t max_busy_;
  std::size_t busy_ = 0;
  UniqueFunction<PendingPtr()> make_;
  std::vector<PendingPtr> active_;  ///< started, and not yet called back
  std::deque<PendingPtr> waiting_;
  std::vector<PendingPtr> idle_;  ///< over, kept for the next requests
  uv::Timer starter_;
  uv::Timer early_answers_;
  bool closed_ = false;
  Client::RequestId last_id_ = 0;
};

}  // namespace smcp::tmux
