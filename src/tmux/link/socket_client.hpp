// The Client that speaks tmux's own protocol on the server's socket: no process, one connection a request.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "io/uv.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::tmux {

/// Each request says who we are and what we want in one write, answers what the server asks in return, and
/// closes. No connection is kept: an idle one would keep a server alive that has nothing left to serve.
///
/// What this cannot do goes to `fallback`, if there is one: starting a server, a command that is too long for
/// a message, a server of another protocol, one that sends what it should not before it has been asked.
/// Nothing of that has been heard by the server by then. A command that a server may have run is never sent
/// again: only if the system says that the connection ended before the server had read it, as with one on its
/// way out, it is tried anew for kLostFor.
class SocketClient final : public Client {
 public:
  /// Connections at once: a server takes them one by one, and up to 128 wait in its queue before connect(2)
  /// fails.
  static constexpr std::size_t kMaxConnections = 16;
  /// Between attempts at a server whose queue is full.
  static constexpr std::chrono::milliseconds kConnectAgainAfter{5};

  /// How long a server may go on to take connections and end them unread.
  static constexpr std::chrono::milliseconds kLostFor{1000};
  /// A server that has died may let go of its clients a moment before it lets go of its socket.
  static constexpr std::chrono::milliseconds kLookAgainAfter{50};

  /// `fallback` must outlive this.
  SocketClient(uv::Loop& loop, const Endpoint& endpoint, Client* fallback);
  ~SocketClient() override;
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override;
  void shorten_deadlines(std::chrono::milliseconds left) override;
  [[nodiscard]] const shell::ProcessView& processes() const override { return processes_; }

  /// Why the last request that went to the fallback did so; empty if none did.
  [[nodiscard]] const std::string& fallback_reason() const { return fallback_reason_; }

 private:
  struct PendingRequest;
  using PendingPtr = std::unique_ptr<PendingRequest>;

  PendingPtr fresh_request();
  void start_waiting();
  void start(PendingPtr pending);
  [[nodiscard]] Status encode(const Command& command);
  void not_connected(PendingRequest& pending, int status);
  void wait_and_connect_again(PendingRequest& pending, std::string reason);
  void lost(PendingRequest& pending, bool unread);
  void lost_after_reading(PendingRequest& pending);
  void unheard(PendingRequest& pending, Error error);
  void fall_back(PendingRequest& pending, std::string reason);
  void answer_later(PendingRequest& pending, Result<Reply> result);
  void give_early_answer();
  void finish(PendingRequest& pending, Result<Reply> result);
  PendingPtr take(RequestId id);
  void retire(PendingPtr pending);

  shell::LocalProcesses processes_;  ///< first: what is dropped at the end may look at it
  uv::Loop& loop_;
  std::string binary_;
  std::string socket_path_;
  std::string own_folder_;
  Client* fallback_;
  std::string query_identity_;      ///< who we are, for commands that start nothing
  std::string process_identity_;    ///< the same with our environment, for those that do
  std::string message_;             ///< the one that is being made
  std::vector<PendingPtr> active_;  ///< connected, answered but not yet called back, or with the fallback
  std::deque<PendingPtr> waiting_;
  std::vector<PendingPtr> idle_;  ///< for the next requests: their memory and timers
  std::size_t connections_ = 0;
  std::unique_ptr<uv::Timer> early_answers_;
  std::unique_ptr<uv::Timer> connect_again_;
  std::string fallback_reason_;
  bool closing_ = false;
  RequestId last_id_ = 0;
};

}  // namespace smcp::tmux
