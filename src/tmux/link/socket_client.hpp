// The Client that speaks tmux's own protocol on the server's socket, without a child process and with one
// connection per request.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/uv_loop.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/exchange.hpp"
#include "tmux/link/far_side.hpp"
#include "tmux/link/request_table.hpp"
#include "tmux/link/spare_connection.hpp"

namespace smcp::tmux {

/// Each request identifies us and sends its command in one write, answers what the server asks in return, and
/// closes. No connection is kept open for long: an idle one keeps a server alive that has nothing left to serve.
///
/// What this client cannot do goes to `fallback`, if there is one: starting a server, a command too long for
/// a message, a server with another protocol version, or one that sends something unexpected before it has
/// the whole command. In each of these cases the server has not run anything. A command that a server may
/// have run is never sent again. Only if the system reports that the connection ended before the server had
/// read it, as happens when a server is exiting, the request is repeated for up to kLostFor.
///
/// A server on another machine (Endpoint::far) is reached through a socket that always accepts, so that nothing follows
/// from that: whatever it has certainly not heard goes to the fallback, which must be there and gives tmux's own words.
class SocketClient final : public Client {
 public:
  /// Maximum number of connections at once. A server accepts them one by one, and up to 128 wait in its queue.
  static constexpr std::size_t kMaxConnections = 16;
  /// Pause between attempts to connect to a server whose queue is full.
  static constexpr std::chrono::milliseconds kConnectAgainAfter{5};

  /// How long a server may keep closing connections unread before the request fails.
  static constexpr std::chrono::milliseconds kLostFor{1000};
  /// How long to wait before checking a socket again: a dying server may close connections a moment before it.
  static constexpr std::chrono::milliseconds kLookAgainAfter{50};
  /// How often in a row a server on another machine is there for the fallback, but not through the socket, until that is
  /// useless: once may be a server that has just been started.
  static constexpr int kUselessAfter = 2;

  /// `fallback` must outlive this.
  SocketClient(uv::Loop& loop, const Endpoint& endpoint, Client* fallback);
  ~SocketClient() override;
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override { requests_.cancel(id); }
  void shorten_deadlines(std::chrono::milliseconds left) override;
  [[nodiscard]] const shell::ProcessView& processes() const override;
  [[nodiscard]] const std::vector<std::string>& environment() const override {
    return fallback_ != nullptr ? fallback_->environment() : environment_;
  }

  /// Why the last request that went to the fallback did; empty if none did.
  [[nodiscard]] const std::string& fallback_reason() const { return fallback_reason_; }
  /// Whether the socket leads to no server of another machine although one is there.
  [[nodiscard]] bool useless() const { return failed_ >= kUselessAfter; }

 private:
  struct Connection;

  [[nodiscard]] std::string identity_with(const std::vector<std::string>& environment) const;
  void start(Connection& connection);
  /// Writes the identities with an environment, for the environment as it is now.
  void tell_environment();
  [[nodiscard]] Status encode(const Command& command, bool first_row);
  void not_connected(Connection& connection, int status);
  void ended(Connection& connection, Exchange::Ending ending);
  void lost(Connection& connection, bool unread);
  void lost_after_reading(Connection& connection);
  void unheard(Connection& connection, Error error);
  void fall_back(Connection& connection, std::string reason);
  void release(Connection& connection);

  shell::LocalProcesses processes_;  ///< first: what is dropped at the end may look at it
  uv::Loop& loop_;
  std::string binary_;
  std::string socket_path_;
  std::string own_folder_;
  Client* fallback_;
  const FarSide* far_;
  std::string query_identity_;            ///< who we are, for commands that start nothing
  std::string process_identity_;          ///< the same with `told_`, for those that do
  std::string pathless_identity_;         ///< with `told_` but PATH (Command::keep_path())
  std::vector<std::string> environment_;  ///< without a fallback
  std::vector<std::string> told_;         ///< the environment that is in these two
  std::string message_;                   ///< the message that is being built
  std::string fallback_reason_;
  SpareConnection spare_;  ///< to another machine's server
  int failed_ = 0;         ///< how often in a row the socket has not led to a server that was there
  RequestTable requests_;
};

}  // namespace smcp::tmux
