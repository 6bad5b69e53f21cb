// Reaching a tmux server: one request, one reply, asynchronously, the output streamed as it comes.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv.hpp"
#include "shell/process_view.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

struct Request {
  Command command;
  /// What the command reads from its standard input (`load-buffer -`), if anything.
  std::string input;
  /// When the answer must be there; time in the queue counts.
  uv::TimePoint deadline;
  /// Takes standard output in chunks cut anywhere.
  UniqueFunction<void(std::string_view)> on_output;
  /// Puts something in order (undoes what was half done): goes before all that waits, whatever the bound.
  bool urgent = false;
};

/// How a request ended that tmux itself answered.
struct Reply {
  int exit_status = 0;       ///< not 0 if tmux refused, whatever status it says so with
  std::string error_output;  ///< what tmux wrote to standard error, at most kMaxErrorOutput bytes, trimmed
};

/// More than this of standard error is passed over: tmux's messages are one line.
inline constexpr std::size_t kMaxErrorOutput = 16 * 1024;

class Client {
 public:
  /// An error says that tmux was not reached or did not answer (not_installed, timed_out, io, …); what tmux
  /// answered, be it an error of its own, is a Reply.
  using Done = UniqueFunction<void(Result<Reply>)>;
  /// Never 0.
  using RequestId = std::uint64_t;

  virtual ~Client() = default;
  /// `done` is called once, after the last output, and never before run() has returned. A client that is
  /// being destroyed drops its requests uncalled and takes no new ones.
  virtual RequestId run(Request request, Done done) = 0;
  /// Ends a request: neither its on_output nor its done is called any more. What tmux has already been told
  /// may still take effect. No harm if the request is over.
  virtual void cancel(RequestId id) = 0;
  /// Brings the deadlines of all requests that are under way forward to `left` from now, for an end that is
  /// near.
  virtual void shorten_deadlines(std::chrono::milliseconds left) = 0;
  /// What the machine says on which the server runs: whoever knows the way to the one knows it to the other.
  /// Lives as long as the client.
  [[nodiscard]] virtual const shell::ProcessView& processes() const = 0;

  /// For shorten_deadlines() after a signal: a client expects the end of a server within 2 s.
  static constexpr std::chrono::milliseconds kLastRequests{1200};
};

}  // namespace smcp::tmux
