// What a client keeps of one request (request_table.hpp).
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "io/uv_loop.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

class RequestTable;

/// One request. Engines derive from it what they need for theirs. The table keeps a few of these objects for
/// later requests, with their memory and timers.
class PendingRequest {
 public:
  /// `table` must outlive this.
  PendingRequest(uv::Loop& loop, RequestTable& table);
  PendingRequest(const PendingRequest&) = delete;
  PendingRequest& operator=(const PendingRequest&) = delete;
  virtual ~PendingRequest() = default;

  /// Sends the request on its way. It may call wait_again() and answer_later(), but not finish().
  virtual void start() = 0;
  /// The request is over, or was never started: lets go of what works for it, and forgets its state. From now
  /// on, nothing may call back on its behalf.
  virtual void release() = 0;

  std::optional<Request> request;  ///< empty only between two requests

 private:
  friend class RequestTable;

  Client::RequestId id_ = 0;
  Client::Done done_;
  uv::Timer deadline_timer_;
  std::string held_up_;                        ///< why it has not begun yet, for the timeout's message
  std::optional<Result<Reply>> early_answer_;  ///< an answer that was known while it was started
};

}  // namespace smcp::tmux
