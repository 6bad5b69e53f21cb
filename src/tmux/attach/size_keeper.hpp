// Keeps the sizes of windows as they are while a client that is to have no say in them is attached.
//
// tmux heeds an ignore-size client all the same when no other client is attached anywhere on the server
// (resize.c, ignore_client_size). A client in control mode is another one, and its size does not count as
// long as it names none: with it there, the windows stay as they are and follow only the people who are
// attached.
//
// It has to be the last to go, and the server has to know so: it heeds what is ready in any order, and would
// note a new size if it saw the keeper go first. So a keeper that is sent away says nothing until the guarded
// client has left, and one whose server does not answer is left to a process of its own until it does.
//
// Two things are out of reach. A detach-client from a shell that sends the keeper away and not its client
// (-a, or -t): tmux looks at the sizes when the shell's own client ends, which may be before ours can. And
// killed by SIGKILL, both clients go at once, and where tmux happens to see the keeper go first, it notes a
// new size, which it forgets unless the next client to attach is an ignore-size one again.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/uv.hpp"
#include "text/line_splitter.hpp"
#include "tmux/attach/attachment.hpp"
#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// A client in control mode that does nothing. For servers from kDescribedTerminals on.
class SizeKeeper {
 public:
  using OnReady = UniqueFunction<void()>;
  /// Why it does not, or does no longer, keep the sizes. session_ended also if tmux has moved it to another
  /// session instead of ending it (detach-on-destroy off), and the client that it guards alike.
  using OnEnd = UniqueFunction<void(Result<Departure>)>;

  /// Neither is called from within a member function; both may destroy this. Until then the server counts it,
  /// or, if it has sent it away, has no reason yet to look at the sizes again.
  SizeKeeper(uv::Loop& loop, OnReady on_ready, OnEnd on_end);

  /// Attaches to `session`. The guarded client may be connected when this is ready, and not before: when we
  /// are killed, Linux lets go of a process's descriptors from the highest down, and the keeper must go last.
  [[nodiscard]] Status begin(const std::string& socket_path, ServerVersion server, SessionId session);

  /// Ends the guarded client's connection `guarded`, and keeps the keeper, in a process of its own, until the
  /// server has taken note, however long that takes. For when it has not answered a goodbye.
  void outlive(int guarded) const;

 private:
  /// The first of `ends` is taken over.
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
  int end_ = -1;  ///< stream_'s
  std::string session_;
  bool shown_ = false;  ///< it has been told that it is attached
  bool moved_ = false;
  bool over_ = false;
  bool ready_ = false;
};

}  // namespace smcp::tmux
