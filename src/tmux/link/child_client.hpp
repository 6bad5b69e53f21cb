// The Client that runs one tmux child process per request and talks to it over pipes.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::tmux {

/// Children are started by argv as `tmux -u [-S PATH] COMMAND …`. A child whose request passes its deadline
/// or is cancelled gets SIGTERM, then SIGKILL, and is always reaped. While kMaxChildren run, further requests
/// wait in order.
class ChildClient final : public Client {
 public:
  /// Maximum number of children at once, including those being ended: enough to keep two cores busy, and few
  /// enough to leave room for other users of the machine.
  static constexpr std::size_t kMaxChildren = 16;
  /// Pause between attempts to start a child while the system is short of descriptors or processes.
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
  /// Starts ending the request's child, if there is one. Its slot becomes free once it is gone.
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
  /// Expires together with this client; callbacks that may come later check it.
  std::shared_ptr<ChildClient*> alive_ = std::make_shared<ChildClient*>(this);
  RequestId last_id_ = 0;
};

}  // namespace smcp::tmux
