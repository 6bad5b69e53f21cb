// MCP on a pair of descriptors: passes lines to the Dispatcher and sends its lines, at the client's pace.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_timer.hpp"
#include "text/line_splitter.hpp"
#include "transport/dispatcher.hpp"
#include "transport/input.hpp"
#include "transport/limits.hpp"
#include "transport/output.hpp"
#include "transport/server_identity.hpp"
#include "transport/tool_host.hpp"

namespace smcp::transport {

class StdioServer {
 public:
  /// After the end of input: how long a client may go without reading a single byte of what is ready for it.
  static constexpr std::chrono::milliseconds kGiveUp{10'000};

  struct Options {
    int input_fd = 0;
    int output_fd = 1;
    std::chrono::milliseconds give_up = kGiveUp;
  };

  /// How long shut_down() waits for the client to read what is ready: well within the 2 s that clients allow.
  static constexpr std::chrono::milliseconds kShutDownFlush{500};
  /// The interval of Dispatcher::tick().
  static constexpr std::chrono::milliseconds kTick{1'000};

  StdioServer(uv::Loop& loop, ServerIdentity identity, ToolHost host, Options options);
  StdioServer(const StdioServer&) = delete;
  StdioServer& operator=(const StdioServer&) = delete;
  /// Cancels what is in flight.
  ~StdioServer() = default;

  /// Begins to serve and takes over both descriptors. Errc::io if one of them is unusable. SIGPIPE must be
  /// ignored, as a Loop does.
  Status start();
  /// The callback gets true when the client does not read, so that nothing bulky should be started, and false
  /// when it reads again. It may be called from inside ToolReply::answer().
  void on_backlog(UniqueFunction<void(bool)> callback) { on_backlog_ = std::move(callback); }
  /// Called when the client has closed its end: no more requests come, and pending ones are still answered.
  void on_input_end(UniqueFunction<void()> callback) { on_input_end_ = std::move(callback); }
  /// Called before calls are cancelled because nobody waits for them, and not because the client asks for it.
  void on_drop(UniqueFunction<void()> callback) { on_drop_ = std::move(callback); }
  /// Called once, in a turn of the loop of its own, with the exit status: 0 when the input has ended and
  /// every reply is written, when the client is gone, or after shut_down(); 1 when the client has read
  /// nothing for Options::give_up, or the output has failed otherwise. By then nothing of the server keeps
  /// the loop alive, and the callback may destroy it.
  void on_done(UniqueFunction<void(int exit_status)> callback) { on_done_ = std::move(callback); }
  /// Cancels all calls and stops reading. on_done follows when all ready replies are flushed, or after
  /// kShutDownFlush.
  void shut_down();

 private:
  enum class State : std::uint8_t { idle, serving, draining, shutting_down, finishing };

  [[nodiscard]] bool over() const { return state_ == State::finishing; }
  void input_ended();
  void send(std::string& line);
  void output_failed(int status);
  void drop_calls();
  void update();
  void weigh_backlog();
  [[nodiscard]] std::size_t room() const;
  void keep_time();
  void deadline_passed();
  void finish(int exit_status);
  void finished();

  uv::Loop& loop_;
  Options options_;
  State state_ = State::idle;
  UniqueFunction<void(bool)> on_backlog_;
  UniqueFunction<void()> on_input_end_;
  UniqueFunction<void()> on_drop_;
  UniqueFunction<void(int)> on_done_;
  std::unique_ptr<Input> input_;
  std::unique_ptr<Output> output_;
  LineSplitter splitter_{kMaxLine};
  LineSplitter::Sink lines_;
  uv::Timer ticks_;
  uv::Timer deadline_;  ///< ends draining and shutting down; finally starts the turn for on_done
  std::uint64_t taken_at_last_look_ = 0;
  int exit_status_ = 0;
  bool backlogged_ = false;
  bool ticking_ = false;
  Dispatcher dispatcher_;  ///< the last member, so that it and its calls are destroyed first
};

}  // namespace smcp::transport
