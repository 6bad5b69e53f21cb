// The requests of one tool call: one after the other, under one deadline, cancelled together.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// Shared by the callbacks of the steps it takes; a cancelled chain calls nobody back.
class RequestChain : public std::enable_shared_from_this<RequestChain> {
 public:
  using OnText = UniqueFunction<void(Result<std::string>)>;
  using OnReply = UniqueFunction<void(Result<Reply>)>;

  /// Answers made of rows (sessions, windows) are small; a server that sends more than this is not one of
  /// ours.
  static constexpr std::size_t kMaxAnswer = 4 * 1024 * 1024;

  /// `allowed` from now on is the deadline of all of it, waiting in queues included.
  RequestChain(Client& client, std::chrono::milliseconds allowed)
      : client_(client), allowed_(allowed), deadline_(uv::Clock::now() + allowed) {}

  /// What cancel() does to a request: end it, or (where it makes something that must then be undone) let it
  /// finish and call back all the same, with cancelled() saying so.
  enum class OnCancel { end, finish };

  /// Runs one command and gives its standard output whole. What tmux refuses comes back as its Error
  /// (errors.hpp).
  void run(Command command, OnText done) { run(std::move(command), {}, OnCancel::end, std::move(done)); }
  void run(Command command, std::string input, OnCancel on_cancel, OnText done);
  /// The same with the output streamed to `on_output`; errors of tmux's are Errors here, too.
  void stream(Command command, UniqueFunction<void(std::string_view)> on_output, OnReply done) {
    stream(std::move(command), std::move(on_output), OnCancel::end, std::move(done));
  }
  void stream(Command command, UniqueFunction<void(std::string_view)> on_output, OnCancel on_cancel,
              OnReply done);

  /// What to say when the deadline has passed before tmux answered.
  [[nodiscard]] Error timed_out() const;

  /// Keeps what a step waits for that is no request, until the step calls wait_for(nullptr). cancel() drops
  /// it, and whoever it would have called back with it.
  void wait_for(std::shared_ptr<void> other) { waits_for_ = cancelled_ ? nullptr : std::move(other); }

  /// Ends what runs; run() and stream() do nothing from now on.
  void cancel();

  /// Counts the time allowed from now, for a chain that was kept waiting by the one who asked.
  void restart_deadline() { deadline_ = uv::Clock::now() + allowed_; }

  [[nodiscard]] bool expired() const { return uv::Clock::now() >= deadline_; }
  [[nodiscard]] bool cancelled() const { return cancelled_; }
  [[nodiscard]] Client& client() { return client_; }
  [[nodiscard]] uv::TimePoint deadline() const { return deadline_; }

 private:
  void send(Request request, OnCancel on_cancel, OnReply done);

  Client& client_;
  std::chrono::milliseconds allowed_;
  uv::TimePoint deadline_;
  Client::RequestId current_ = 0;
  std::shared_ptr<void> waits_for_;
  bool cancelled_ = false;
};

using Chain = std::shared_ptr<RequestChain>;

}  // namespace smcp::tmux
