// The Client for a tmux server on another machine, which a SshLink reaches.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tmux/link/child_client.hpp"
#include "tmux/link/request_table.hpp"
#include "tmux/link/socket_client.hpp"
#include "tmux/remote/ssh_link.hpp"

namespace smcp::tmux {

/// The first request makes the link come up. Each goes through the forwarded socket, or to a tmux that is run there: where
/// sockets are not forwarded, and where no server is, to be told so in tmux's own words or to start one.
///
/// A link that breaks ends all requests under way with Errc::unreachable; the next ones make it come up again. Only those
/// that do nothing but look, and have shown nothing yet, are asked again once it is up.
class RemoteClient final : public Client {
 public:
  RemoteClient(uv::Loop& loop, SshDestination destination, RemoteOptions options);
  ~RemoteClient() override;
  RemoteClient(const RemoteClient&) = delete;
  RemoteClient& operator=(const RemoteClient&) = delete;

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override { requests_.cancel(id); }
  void shorten_deadlines(std::chrono::milliseconds left) override;
  [[nodiscard]] const shell::ProcessView& processes() const override { return link_.processes(); }
  /// None of ours.
  [[nodiscard]] const std::vector<std::string>& environment() const override { return environment_; }

  /// From now on the link stays no longer than requests need it: a loop that nothing else keeps alive ends then.
  void hang_up_when_idle();

  [[nodiscard]] SshLink& link() { return link_; }
  /// Whether requests go through the forwarded socket.
  [[nodiscard]] bool forwards() const { return link_.forwards() && socket_ && !socket_->useless(); }
  /// Why the last request that did not go through the forwarded socket did not; "" if none did.
  [[nodiscard]] std::string fallback_reason() const;

 private:
  struct Sent;

  void start(Sent& sent);
  void hold(Sent& sent);
  void pass_on(Sent& sent);
  void answered(Sent& sent, Result<Reply> result);
  void came_up();
  void went_down(const Error& why);
  void connect_again();

  SshLink link_;  ///< first: what is dropped at the end may look at its view
  uv::Loop& loop_;
  std::vector<std::string> environment_;
  std::optional<ChildClient> child_;
  std::optional<SocketClient> socket_;  ///< destroyed first: it may have requests with child_
  std::vector<Sent*> under_way_;        ///< those that are not answered yet, in the order in which they came
  std::uint64_t last_serial_ = 0;
  RequestTable requests_;
  bool was_up_ = false;  ///< the link, at least once
  bool ending_ = false;
  uv::Timer hang_up_;
};

}  // namespace smcp::tmux
