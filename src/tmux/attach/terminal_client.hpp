// A terminal of our own with a tmux client in it, and no tmux process: what a person at a terminal sees and
// types, for programs.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "io/uv_pty.hpp"
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
  /// Leaves the sizes of windows alone, whoever else is attached. Nothing up to tmux 3.1, whose windows
  /// follow every client. tmux counts a second client while this one is attached (size_keeper.hpp).
  bool ignore_size = false;
};

class TerminalClient {
 public:
  struct Events {
    UniqueFunction<void()> on_attached;
    /// What tmux shows, in chunks cut anywhere; may come before on_attached.
    UniqueFunction<void(std::string_view)> on_screen;
    /// An error if it was never attached, or tmux broke off in an odd way. Once; nothing comes after it.
    UniqueFunction<void(Result<Departure>)> on_end;
  };

  /// `client`, which must outlive this, asks what version the server is of. No event comes from within a
  /// member function; on_end alone may destroy this. Destroying it detaches, without waiting for the server.
  TerminalClient(uv::Loop& loop, Client& client, std::string socket_path, TerminalClientOptions options,
                 Events events);
  TerminalClient(const TerminalClient&) = delete;
  TerminalClient& operator=(const TerminalClient&) = delete;
  ~TerminalClient();

  /// Once: attaches, with Errc::timed_out if the server has not answered after `allowed`.
  void attach(std::chrono::milliseconds allowed);

  /// Types. False, with nothing typed, before on_attached or if too much waits for the server
  /// (uv::PseudoTerminal::kMaxTyped).
  [[nodiscard]] bool write(std::string_view bytes);
  /// Also with the same size: tmux draws all anew.
  void resize(uv::TerminalSize size);
  /// No screen between these two; tmux drops what a slow terminal does not take, and draws anew later.
  void pause();
  void resume();
  /// Leaves; on_end follows soon, with Departure::left if nothing else came first.
  void detach();

  /// What tmux calls this client, such as /dev/pts/3; empty before it is attached.
  [[nodiscard]] std::string_view name() const;

 private:
  void begin(ServerVersion server);
  [[nodiscard]] Status begin_with_keeper(ServerVersion server);
  [[nodiscard]] Status identify(ServerVersion server);
  void attached();
  /// Closes the connection, and only then lets the keeper go.
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
  std::unique_ptr<SizeKeeper> keeper_;  ///< is to be the last to leave: see ~TerminalClient
  bool attached_ = false;
  bool leaving_ = false;  ///< asked for before it was attached
  bool over_ = false;     ///< on_end has been called, or is about to be
};

}  // namespace smcp::tmux
