// A terminal of our own with a tmux client in it, but without a tmux process: for programs that need to see
// and type what a person at a terminal would.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "io/uv_pty.hpp"
#include "io/uv_timer.hpp"
#include "tmux/attach/attachment.hpp"
#include "tmux/attach/size_keeper.hpp"
#include "tmux/attach/terminal_description.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct TerminalClientOptions {
  SessionId session;
  uv::TerminalSize size;
  std::string term{kTerminalName};
  bool read_only = false;
  /// Leaves the sizes of windows unchanged, whoever else is attached. Has no effect up to tmux 3.1, whose
  /// windows follow every client. While this client is attached, tmux counts a second one (size_keeper.hpp).
  bool ignore_size = false;
};

class TerminalClient {
 public:
  struct Events {
    UniqueFunction<void()> on_attached;
    /// What tmux shows, in chunks that may be cut anywhere. May be called before on_attached.
    UniqueFunction<void(std::string_view)> on_screen;
    /// Called once, at the end. An error means that it was never attached, or that tmux ended it in an
    /// unexpected way.
    UniqueFunction<void(Result<Departure>)> on_end;
  };

  /// `client`, which must outlive this, is used to ask for the server's version. No event is called from
  /// within a member function, and only on_end may destroy this. Destroying it detaches without waiting for
  /// the server.
  TerminalClient(uv::Loop& loop, Client& client, std::string socket_path, TerminalClientOptions options,
                 Events events);
  TerminalClient(const TerminalClient&) = delete;
  TerminalClient& operator=(const TerminalClient&) = delete;
  ~TerminalClient();

  /// Attaches; to be called once. on_end gets Errc::timed_out if the server has not answered within
  /// `allowed`.
  void attach(std::chrono::milliseconds allowed);

  /// Types. Returns false, with nothing typed, before on_attached, or if too much waits for the server
  /// (uv::PseudoTerminal::kMaxTyped).
  [[nodiscard]] bool write(std::string_view bytes);
  /// Makes tmux redraw everything, even if the size is the same.
  void resize(uv::TerminalSize size);
  /// Between these two, on_screen is not called. tmux drops what a slow terminal does not take, and redraws
  /// later.
  void pause();
  void resume();
  /// Detaches. on_end follows soon, with Departure::left unless something else happened first.
  void detach();

  /// The name by which tmux knows this client, such as /dev/pts/3; empty before it is attached.
  [[nodiscard]] std::string_view name() const;

 private:
  void begin(ServerVersion server);
  [[nodiscard]] Status begin_with_keeper(ServerVersion server);
  [[nodiscard]] Status identify(ServerVersion server);
  void attached();
  /// Closes the connection, and only then releases the keeper.
  void let_go();
  void end(Result<Departure> result);

  uv::Loop& loop_;
  std::string socket_path_;
  TerminalClientOptions options_;
  Events events_;
  Chain chain_;
  Client& client_;
  uv::Timer deadline_;
  std::unique_ptr<uv::PseudoTerminal> terminal_;
  Attachment attachment_;
  std::unique_ptr<SizeKeeper> keeper_;  ///< must be the last to leave: see ~TerminalClient
  bool attached_ = false;
  bool leaving_ = false;  ///< detach() was called before it was attached
  bool over_ = false;     ///< on_end has been called, or is about to be
};

}  // namespace smcp::tmux
