// The Client that runs one tmux child process per request and talks to it over pipes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/uv_loop.hpp"
#include "io/uv_process.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/request_table.hpp"
#include "tmux/link/server_start.hpp"

namespace smcp::tmux {

/// Children are started by argv as `tmux -u [-S PATH] COMMAND …`. A child whose request passes its deadline
/// or is cancelled gets SIGTERM, then SIGKILL, and is always reaped. While kMaxChildren run, further requests
/// wait in order. A request that has to start a server waits until it is known with what (server_start.hpp); on another
/// machine (Endpoint::far) that machine's own settings are what there is.
class ChildClient final : public Client {
 public:
  /// Maximum number of children at once, including those being ended: enough to keep two cores busy, and few
  /// enough to leave room for other users of the machine.
  static constexpr std::size_t kMaxChildren = 16;
  /// The same on another machine: sshd allows ten sessions a connection by default, one of which is taken, and has some
  /// that are ending.
  static constexpr std::size_t kMaxFarChildren = 6;
  /// Pause between attempts to start a child while the system is short of descriptors or processes.
  static constexpr std::chrono::milliseconds kStartAgainAfter{5};

  ChildClient(uv::Loop& loop, Endpoint endpoint);
  ~ChildClient() override;
  ChildClient(const ChildClient&) = delete;
  ChildClient& operator=(const ChildClient&) = delete;

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override { requests_.cancel(id); }
  void shorten_deadlines(std::chrono::milliseconds left) override { requests_.shorten_deadlines(left); }
  [[nodiscard]] const shell::ProcessView& processes() const override;
  [[nodiscard]] const std::vector<std::string>& environment() const override {
    return endpoint_.far != nullptr ? no_environment_ : server_start_.environment();
  }

 private:
  struct Child;

  void start(Child& child);
  void launch(Child& child, bool starts_server);
  void launch_held();
  void exited(Child& child, uv::ProcessExit exit);
  [[nodiscard]] bool may_live_on(const Child& child) const;
  [[nodiscard]] Result<uv::ProcessOptions> options_for(const Child& child, bool starts_server) const;
  /// Argv of a tmux on this machine.
  [[nodiscard]] std::vector<std::string> near_argv(bool starts_server) const;
  /// Starts ending the request's process, if there is one. Its place becomes free once that is gone.
  void end(Child& child);

  shell::LocalProcesses processes_;  ///< first: what is dropped at the end may look at it
  uv::Loop& loop_;
  Endpoint endpoint_;
  ServerStart server_start_;
  std::vector<std::string> no_environment_;
  std::vector<Child*> held_;  ///< those that wait for server_start_
  /// Expires together with this client; callbacks that may come later check it.
  std::shared_ptr<ChildClient*> alive_ = std::make_shared<ChildClient*>(this);
  RequestTable requests_;
};

}  // namespace smcp::tmux
