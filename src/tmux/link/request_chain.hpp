// The requests of one tool call: they run one after the other, share one deadline, and are cancelled together.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmux/link/client.hpp"
#include "tmux/link/pinned_sessions.hpp"

namespace smcp::tmux {

/// Shared by the callbacks of its steps. A cancelled chain calls nobody back.
class RequestChain : public std::enable_shared_from_this<RequestChain> {
 public:
  using OnText = UniqueFunction<void(Result<std::string>)>;
  using OnReply = UniqueFunction<void(Result<Reply>)>;

  /// Upper bound on an answer that is kept whole, in bytes: no tmux sends as many rows of sessions or windows.
  static constexpr std::size_t kMaxAnswer = 4 * 1024 * 1024;

  /// All requests together may take `allowed` from now on, also in queues. `prefix`, for shown(), must outlive this.
  RequestChain(Client& client, std::chrono::milliseconds allowed, std::string_view prefix = {})
      : client_(client), allowed_(allowed), deadline_(uv::Clock::now() + allowed), prefix_(prefix) {}

  /// What cancel() does to a request: end it, or let it finish and call back all the same, with cancelled()
  /// being true. The latter is for requests that make something which must then be undone.
  enum class OnCancel { end, finish };

  /// Runs one command and gives its whole standard output. A refusal by tmux is an Error (errors.hpp).
  void run(Command command, OnText done) { run(std::move(command), {}, OnCancel::end, std::move(done)); }
  void run(Command command, std::string input, OnCancel on_cancel, OnText done);
  /// The same, but the output is streamed to `on_output`. A refusal by tmux is an Error here, too.
  void stream(Command command, UniqueFunction<void(std::string_view)> on_output, OnReply done) {
    stream(std::move(command), std::move(on_output), OnCancel::end, std::move(done));
  }
  void stream(Command command, UniqueFunction<void(std::string_view)> on_output, OnCancel on_cancel,
              OnReply done);

  /// A chain for what is asked beside the requests of this one: with the same client and deadline, but cancelled by itself.
  [[nodiscard]] std::shared_ptr<RequestChain> beside() const;
  /// How long it takes to ask another machine's tmux, by the fastest answer so far; 0 if there was none yet, and on
  /// this machine. What tmux was told one round trip after an answer comes at least that much later there than what
  /// was answered.
  [[nodiscard]] std::chrono::milliseconds round_trip() const { return round_trip_; }

  /// What a session or a job is called where people and models read of it: where there are several servers, with that
  /// of the server in front. no_such_session() is the exception: it has the name that was asked for.
  [[nodiscard]] std::string shown(std::string text) const {
    if (!prefix_.empty()) text.insert(0, prefix_);
    return text;
  }

  /// The error to give when the deadline has passed before tmux answered; `told` is what the client said.
  [[nodiscard]] Error timed_out(std::string_view told = {}) const;

  /// Calls `then` when processes() sees that; at once if it needs no look.
  void look_at(const shell::LookAt& what, UniqueFunction<void()> then);
  /// The same, for terminals.
  void look(const std::vector<std::string>& ttys, UniqueFunction<void()> then) {
    look_at({ttys}, std::move(then));
  }

  /// Keeps alive what a step waits for other than a request, until the step calls wait_for(nullptr). cancel()
  /// drops it, and with it the callback.
  void wait_for(std::shared_ptr<void> other) { waits_for_ = cancelled_ ? nullptr : std::move(other); }
  /// Ends the current request; run() and stream() do nothing from now on.
  void cancel();

  /// Restarts the allowed time, for a chain whose caller made it wait.
  void restart_deadline() { deadline_ = uv::Clock::now() + allowed_; }

  /// What find/ takes the names of sessions for.
  [[nodiscard]] PinnedSessions& pinned() { return pinned_; }
  [[nodiscard]] bool expired() const { return uv::Clock::now() >= deadline_; }
  [[nodiscard]] bool cancelled() const { return cancelled_; }
  [[nodiscard]] Client& client() { return client_; }
  [[nodiscard]] const shell::ProcessView& processes() const { return client_.processes(); }
  [[nodiscard]] uv::TimePoint deadline() const { return deadline_; }

 private:
  void send(Request request, OnCancel on_cancel, OnReply done);
  void answered_after(std::chrono::milliseconds time);

  Client& client_;
  std::chrono::milliseconds allowed_;
  uv::TimePoint deadline_;
  std::string_view prefix_;
  Client::RequestId current_ = 0;
  std::shared_ptr<void> waits_for_;
  std::chrono::milliseconds round_trip_{0};
  bool cancelled_ = false;
  PinnedSessions pinned_;
};

using Chain = std::shared_ptr<RequestChain>;

}  // namespace smcp::tmux
