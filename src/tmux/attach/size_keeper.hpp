// Keeps the sizes of windows unchanged while a client is attached that must not affect them.
//
// tmux heeds the size even of an ignore-size client if no other client is attached anywhere on the server
// (resize.c, ignore_client_size). A client in control mode counts as another client, and its own size does
// not count unless it sets one. While it is attached, windows keep their sizes and follow only the people who
// are attached.
//
// The keeper must be the last to leave, also from the server's point of view: the server handles ready
// connections in any order, and would set a new size if it saw the keeper leave first. So a keeper that is
// detached does not answer until the guarded client has left. If the server does not answer, the keeper is
// handed to a process of its own until it does.
//
// Two cases cannot be helped. First, a detach-client from a shell that detaches the keeper and not the
// guarded client (-a, or -t): tmux evaluates the sizes when the shell's own client ends, which may be before
// ours can leave. Second, SIGKILL ends both clients at once. If tmux happens to see the keeper leave first,
// it sets a new size, which it forgets unless the next client to attach is an ignore-size one again.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/uv_stream.hpp"
#include "text/line_splitter.hpp"
#include "tmux/attach/attachment.hpp"
#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// A client in control mode that does nothing. For servers of kDescribedTerminals and later.
class SizeKeeper {
 public:
  using OnReady = UniqueFunction<void()>;
  /// Why it does not, or does no longer, keep the sizes. session_ended is also used if tmux has moved it, and
  /// the guarded client, to another session (detach-on-destroy off).
  using OnEnd = UniqueFunction<void(Result<Departure>)>;

  /// Neither callback is called from within a member function; both may destroy this. Until it is destroyed,
  /// the server counts it or, if the server has detached it, has no reason yet to evaluate the sizes.
  SizeKeeper(uv::Loop& loop, OnReady on_ready, OnEnd on_end);

  /// Attaches to `session`. Connect the guarded client when this is ready, and not before: when we are
  /// killed, Linux closes our descriptors from the highest down, and the keeper's must be closed last.
  [[nodiscard]] Status begin(const std::string& socket_path, ServerVersion server, SessionId session);

  /// Closes the guarded client's connection `guarded` and keeps the keeper's open, in a process of its own,
  /// until the server has noticed, however long that takes. For a server that has not answered a goodbye.
  void outlive(int guarded) const;

 private:
  /// Takes over the first of `ends`.
  [[nodiscard]] Status begin_on(const int (&ends)[2], ServerVersion server);
  void heard(std::string_view bytes);
  void attachment_ended(Result<Departure> result);

  uv::Loop& loop_;
  OnReady on_ready_;
  OnEnd on_end_;
  Attachment attachment_;
  std::unique_ptr<uv::Stream> stream_;
  LineSplitter lines_;
  LineSplitter::Sink sink_;
  int end_ = -1;  ///< the descriptor of stream_
  std::string session_;
  bool shown_ = false;  ///< the server has said that it is attached
  bool moved_ = false;
  bool over_ = false;
  bool ready_ = false;
};

}  // namespace smcp::tmux
