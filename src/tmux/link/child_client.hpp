// The Client that runs one tmux child a request, over pipes.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/uv.hpp"
#include "io/uv_process.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::tmux {

/// Children are started by argv as `tmux -u [-S PATH] COMMAND …`; each is ended at its request's deadline, or
/// when the request is cancelled, with TERM and then KILL, and always reaped. Requests over kMaxChildren wait
/// in order.
class ChildClient final : public Client {
 public:
  /// Children at once, those being ended included: enough to keep two cores busy, few enough to be a good
  /// neighbour.
  static constexpr std::size_t kMaxChildren = 16;
  /// Between attempts to start one while descriptors or processes are short.
  static constexpr std::chrono::milliseconds kStartAgainAfter{5};

  ChildClient(uv::Loop& loop, Endpoint endpoint);
  ~ChildClient() override;
  ChildClient(const ChildClient&) = delete;
  ChildClient& operator=(const ChildClient&) = delete;

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override;
  void shorten_deadlines(std::chrono::milliseconds left) override;
  [[nodiscard]] const shell::ProcessView& processes() const override { return processes_; }

 private:
  struct PendingRequest;

  void start_waiting();
  void start(PendingRequest& pending);
  void exited(PendingRequest& pending, uv::ProcessExit exit);
  [[nodiscard]] bool may_live_on(const PendingRequest& pending) const;
  [[nodiscard]] uv::ProcessOptions options_for(PendingRequest& pending) const;
  void finish(RequestId id, Result<Reply> result);
  std::unique_ptr<PendingRequest> take(RequestId id);
  /// Gives the request's child, if any, to be ended; its place is free once it is gone.
  void end_child(PendingRequest& pending);

  shell::LocalProcesses processes_;  ///< first: what is dropped at the end may look at it
  uv::Loop& loop_;
  Endpoint endpoint_;
  std::vector<std::string> environment_;
  std::map<RequestId, std::unique_ptr<PendingRequest>> pending_;
  std::deque<RequestId> waiting_;
  std::unique_ptr<uv::Timer> starter_;
  std::size_t children_ = 0;
  bool closing_ = false;
  /// Expires with us, for what may call back later.
  std::shared_ptr<ChildClient*> alive_ = std::make_shared<ChildClient*>(this);
  RequestId last_id_ = 0;
};

}  // namespace smcp::tmux
