// A session that was made for something that has not been done yet.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "base/task.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Removes the session when it is destroyed, which covers failure, the deadline and cancellation at once; not after
/// keep(). Part of a flow: it lives in one of its frames.
class UnfinishedSession {
 public:
  /// `held` is given up when the session is gone: whoever waits for the end of this call does not find it any more.
  UnfinishedSession(Chain chain, SessionId id, const ServerId& server, std::shared_ptr<void> held);
  UnfinishedSession(const UnfinishedSession&) = delete;
  UnfinishedSession& operator=(const UnfinishedSession&) = delete;
  ~UnfinishedSession();

  /// It is finished, or not there any more.
  void keep() { kept_ = true; }
  /// Removes it and gives `error` back once it is gone; the error says so if it could not be removed.
  [[nodiscard]] Task<Error> undo(Error error);

 private:
  void kill(Client::Done done);

  Chain chain_;
  SessionId id_;
  ServerId server_;
  std::shared_ptr<void> held_;
  bool kept_ = false;
};

}  // namespace smcp::tmux
