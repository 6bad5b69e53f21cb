// The talk of one attached client with its server: from the first word to the goodbye. Knows no terminal.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_socket.hpp"
#include "tmux/attach/identify.hpp"
#include "tmux/link/wire_decoder.hpp"

namespace smcp::tmux {

/// Why a client that was attached is so no longer.
enum class Departure {
  left,           ///< it wanted to
  detached,       ///< somebody detached it
  session_ended,  ///< and with it what there was to be seen
  server_ended,   ///< with all its sessions
  locked,         ///< the server wants the terminal locked, by a command of its choice, which we do not run
};

class Attachment {
 public:
  /// The server has taken the client; never for one in control mode, which is told on its terminal.
  using OnReady = UniqueFunction<void()>;
  /// An error if it was not taken, or the server did what it should not. Once, and nothing comes after it.
  /// The connection is still open if the server may still take the client for attached: see descriptor().
  using OnEnd = UniqueFunction<void(Result<Departure>)>;

  /// How long the server may take to answer a goodbye before it is left without.
  static constexpr std::chrono::milliseconds kGoodbye{500};

  /// Neither is called from within a member function, nor after close(). Only on_end may destroy or close
  /// this.
  Attachment(uv::Loop& loop, OnReady on_ready, OnEnd on_end);

  /// The connection alone, with nothing said on it; an error names the socket.
  [[nodiscard]] Status connect(const std::string& path);
  /// Says who we are and asks to be attached. `descriptor` is standard input and output; it stays the
  /// caller's, who may close it at once. An error of the words; nothing is sent then.
  [[nodiscard]] Status begin(const Identification& identification, int descriptor);
  /// It is attached, as one in control mode is told on its terminal.
  void set_attached() { attached_ = true; }
  /// From now on nothing is answered when the server sends it away: on_end comes at once, and until close()
  /// the server takes it for one that is about to go.
  void stay_when_sent_away() { stays_ = true; }
  /// The terminal has got another size.
  void resized();
  /// Says goodbye for `reason`, which on_end then gets; at the latest after kGoodbye.
  void leave(Departure reason = Departure::left);
  /// Without a word; nothing comes after it.
  void close();
  /// Of the connection, and stays ours; -1 if it is closed.
  [[nodiscard]] int descriptor() const { return socket_.descriptor(); }

 private:
  // Whether to go on; if not, all is over and this may be gone.
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
  std::string message_;  ///< the one that is being made
  std::string printed_;  ///< why the server does not take us
  bool attached_ = false;
  bool stays_ = false;
  bool leaving_ = false;
  bool over_ = false;  ///< on_end has been called, or is about to be
  Departure departure_ = Departure::left;
};

}  // namespace smcp::tmux
