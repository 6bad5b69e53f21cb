// The way to a tmux server: each request gets one reply, asynchronously, and its output is streamed as it
// arrives.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_clock.hpp"
#include "shell/process_view.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

struct Request {
  Command command;
  /// What the command reads from its standard input (as `load-buffer -` does); may be empty.
  std::string input;
  /// When the answer must have arrived; time spent in the queue counts.
  uv::TimePoint deadline;
  /// Receives standard output, in chunks that may be cut anywhere.
  UniqueFunction<void(std::string_view)> on_output;
  /// A clean-up, which undoes something half done: it skips the queue and ignores the connection limit.
  bool urgent = false;
};

/// How a request ended if tmux itself answered it.
struct Reply {
  int exit_status = 0;       ///< not 0 if tmux refused, whichever status it used to say so
  std::string error_output;  ///< what tmux wrote to standard error, at most kMaxErrorOutput bytes, trimmed
};

/// Upper bound on kept standard error, in bytes; the rest is ignored, since tmux's messages are one line.
inline constexpr std::size_t kMaxErrorOutput = 16 * 1024;

/// A request's deadline counts from run(), time in a queue included. What a server may have taken is never sent twice. How
/// many requests are under way at once is bounded.
class Client {
 public:
  /// An Error means that tmux was not reached or did not answer (not_installed, timed_out, io, …). Whatever
  /// tmux answered, including an error of its own, is a Reply; so is the stock client's `no server running on …`, by
  /// which errors.hpp knows that there is none.
  using Done = UniqueFunction<void(Result<Reply>)>;
  /// Never 0.
  using RequestId = std::uint64_t;

  virtual ~Client() = default;
  /// `done` is called once, after the last output, and never before run() has returned. A client that is
  /// being destroyed drops its requests without calling back and accepts no new ones.
  virtual RequestId run(Request request, Done done) = 0;
  /// Cancels a request: neither its on_output nor its done is called any more. What tmux has already been
  /// told may still take effect. Does nothing if the request is over.
  virtual void cancel(RequestId id) = 0;
  /// Moves the deadlines of all requests under way to at most `left` from now. For a server that is about to
  /// shut down.
  virtual void shorten_deadlines(std::chrono::milliseconds left) = 0;
  /// What the machine says on which the server runs: whoever knows the way to the one knows it to the other.
  /// Lives as long as the client.
  [[nodiscard]] virtual const shell::ProcessView& processes() const = 0;
  /// What tmux gets of our environment, as "NAME=value", with a command that starts a process
  /// (environment.hpp). It may change when a server has to be started.
  [[nodiscard]] virtual const std::vector<std::string>& environment() const = 0;

  /// The argument of shorten_deadlines() after a signal: MCP clients expect a server to exit within 2 s.
  static constexpr std::chrono::milliseconds kLastRequests{1200};
};

}  // namespace smcp::tmux
