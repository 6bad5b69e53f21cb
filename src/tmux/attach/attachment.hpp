// The dialogue of one attached client with its server, from the first message to the goodbye. It knows
// nothing about terminals.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_socket.hpp"
#include "io/uv_timer.hpp"
#include "tmux/attach/identify.hpp"
#include "tmux/link/wire_decoder.hpp"

namespace smcp::tmux {

/// Why an attached client is no longer attached.
enum class Departure {
  left,           ///< it left by itself
  detached,       ///< another client detached it
  session_ended,  ///< its session ended
  server_ended,   ///< the server ended, with all its sessions
  locked,         ///< the server asked to lock the terminal with a command of its choice; we do not run it
};

class Attachment {
 public:
  /// The server has attached the client. Not called in control mode, where the server says so on the
  /// terminal.
  using OnReady = UniqueFunction<void()>;
  /// Called once, at the end. An error means that the client was not attached, or that the server broke the
  /// protocol. The connection is still open if the server may still consider the client attached: see
  /// descriptor().
  using OnEnd = UniqueFunction<void(Result<Departure>)>;

  /// How long to wait for the server's answer to a goodbye before leaving without it.
  static constexpr std::chrono::milliseconds kGoodbye{500};

  /// Neither callback is called from within a member function, nor after close(). Only on_end may destroy or
  /// close this.
  Attachment(uv::Loop& loop, OnReady on_ready, OnEnd on_end);

  /// Only connects, without sending anything. An error names the socket.
  [[nodiscard]] Status connect(const std::string& path);
  /// Identifies us and asks to be attached. `descriptor` is standard input and output; the caller keeps it
  /// and may close it at once. An error means that the identification cannot be encoded, and that nothing was
  /// sent.
  [[nodiscard]] Status begin(const Identification& identification, int descriptor);
  /// Notes that a client in control mode has been told on its terminal that it is attached.
  void set_attached() { attached_ = true; }
  /// From now on, a detach by the server is not answered: on_end is called at once, and until close() the
  /// server considers the client about to leave.
  void stay_when_sent_away() { stays_ = true; }
  /// Tells the server that the terminal's size has changed.
  void resized();
  /// Says goodbye. on_end then gets `reason`, after kGoodbye at the latest.
  void leave(Departure reason = Departure::left);
  /// Closes the connection without a goodbye; no callback is called any more.
  void close();
  /// The connection's descriptor, which stays ours; -1 if it is closed.
  [[nodiscard]] int descriptor() const { return socket_.descriptor(); }

 private:
  // These return whether to go on; if not, the dialogue has ended and this may have been destroyed.
  bool handle(const wire::Message& message);
  bool handle_departure(const wire::Message& message);
  bool exited(std::string_view payload);
  bool write_opened(std::string_view payload);
  bool read_opened(std::string_view payload);
  bool printed(std::string_view bytes);
  bool malformed();
  bool end(Result<Departure> result);
  void answer(wire::Type type);

  void received(std::string_view bytes);
  void lost();

  OnReady on_ready_;
  OnEnd on_end_;
  uv::LocalSocket socket_;
  uv::Timer goodbye_;
  wire::Decoder decoder_;
  std::string message_;  ///< the message that is being built
  std::string printed_;  ///< the server's reason for not attaching us
  bool attached_ = false;
  bool stays_ = false;
  bool leaving_ = false;
  bool over_ = false;  ///< on_end has been called, or is about to be
  Departure departure_ = Departure::left;
};

}  // namespace smcp::tmux
