#include "transport/stdio_server.hpp"

#include <utility>

#include "base/log.hpp"
#include "io/uv_error.hpp"
#include "io/uv_stream.hpp"

namespace smcp::transport {

StdioServer::StdioServer(uv::Loop& loop, ServerIdentity identity, ToolHost host, Options options)
    : loop_(loop),
      options_(options),
      lines_{[this](std::string_view line) {
               if (!over()) dispatcher_.receive(line);
             },
             [this] {
               if (!over()) dispatcher_.receive_oversize();
             }},
      ticks_(loop, [this] { dispatcher_.tick(); }),
      deadline_(loop, [this] { deadline_passed(); }),
      dispatcher_(
          std::move(identity), std::move(host),
          {[this](std::string& line) { send(line); }, [this] { update(); }, [this] { return room(); }}) {}

Status StdioServer::start() {
  auto input = Input::open(loop_, options_.input_fd);
  if (!input) return input.error();
  auto output = Output::open(loop_, options_.output_fd,
                             {[this] { update(); }, [this](int status) { output_failed(status); }});
  if (!output) return output.error();
  input_ = std::move(*input);
  output_ = std::move(*output);
  state_ = State::serving;
  if (uv::kind_of(options_.input_fd) == uv::FdKind::terminal)
    log("waiting for MCP messages, one JSON-RPC message per line (Ctrl-D ends; --help lists other commands)");
  input_->start(
      [this](std::string_view chunk) {
        splitter_.feed(chunk, lines_);
        update();
      },
      [this] { input_ended(); });
  return Ok{};
}

void StdioServer::input_ended() {
  if (state_ != State::serving) return;
  splitter_.finish(lines_);
  if (over()) return;
  state_ = State::draining;
  taken_at_last_look_ = output_->taken();
  deadline_.start(options_.give_up);
  if (on_input_end_) on_input_end_();
  update();
}

void StdioServer::shut_down() {
  if (state_ == State::idle) return finish(0);
  if (over() || state_ == State::shutting_down) return;
  state_ = State::shutting_down;
  deadline_.start(kShutDownFlush);
  drop_calls();
  update();
}

void StdioServer::drop_calls() {
  if (on_drop_) on_drop_();
  dispatcher_.cancel_all();
}

void StdioServer::send(std::string& line) {
  if (over()) return;
  output_->send(line);
  weigh_backlog();
}

void StdioServer::output_failed(int status) {
  const bool gone = status == UV_EPIPE || status == UV_ECONNRESET;
  if (!gone) log("cannot write to standard output: " + uv::error_text(status));
  finish(gone ? 0 : 1);
}

/// Adapts everything to the current state: whether to read, which timers run, whether the server is done.
void StdioServer::update() {
  if (over() || state_ == State::idle) return;
  weigh_backlog();
  const bool full = backlogged_ || dispatcher_.overloaded();
  state_ == State::serving && !full ? input_->resume() : input_->pause();
  if (dispatcher_.wants_ticks() != ticking_) {
    ticking_ = !ticking_;
    ticking_ ? ticks_.start(kTick, kTick) : ticks_.stop();
  }
  const bool idle = dispatcher_.calls_in_flight() == 0 && output_->unwritten() == 0;
  if (state_ != State::serving && idle) finish(0);
}

void StdioServer::weigh_backlog() {
  const auto unwritten = output_->unwritten();
  const bool was_backlogged = backlogged_;
  if (unwritten >= kHighBacklog) backlogged_ = true;
  if (unwritten <= kLowBacklog) backlogged_ = false;
  if (backlogged_ == was_backlogged) return;
  dispatcher_.hold_progress(backlogged_);
  if (on_backlog_) on_backlog_(backlogged_);
}

std::size_t StdioServer::room() const {
  const std::size_t unwritten = output_ ? output_->unwritten() : 0;
  return unwritten < kMaxBacklog ? kMaxBacklog - unwritten : 0;
}

void StdioServer::deadline_passed() {
  if (over()) return finished();
  if (state_ == State::shutting_down) return finish(0);
  const auto taken = output_->taken();
  const bool stuck = output_->unwritten() > 0 && taken == taken_at_last_look_;
  taken_at_last_look_ = taken;
  if (!stuck) return deadline_.start(options_.give_up);
  log("the client does not read what is ready for it: giving up");
  finish(1);
}

/// Ends in a turn of its own, because our caller may be inside an object that on_done destroys.
void StdioServer::finish(int exit_status) {
  if (over()) return;
  state_ = State::finishing;
  exit_status_ = exit_status;
  deadline_.start(std::chrono::milliseconds{0});
}

void StdioServer::finished() {
  ticks_.stop();
  drop_calls();
  input_.reset();
  output_.reset();
  auto done = std::move(on_done_);  // it may destroy us
  if (done) done(exit_status_);
}

}  // namespace smcp::transport
