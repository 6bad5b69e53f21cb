// What a person has allowed for a session, for as long as this process lives.
#pragma once

#include <cstddef>
#include <deque>

#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tools {

/// By the session's id, which belongs to one run of one server and is never used again: another session of the same name
/// has no part in it.
class Grants {
 public:
  /// How many are kept; the oldest one goes if there is another. Each is an answer of a person.
  static constexpr std::size_t kMost = 256;

  /// `destroys`: to end what is in it. The one does not include the other.
  void allow(const tmux::ServerId& server, tmux::SessionId session, bool destroys);
  [[nodiscard]] bool covers(const tmux::ServerId& server, tmux::SessionId session, bool destroys) const;

 private:
  struct Grant {
    tmux::ServerId server;
    tmux::SessionId session;
    bool destroys = false;
  };
  std::deque<Grant> grants_;
};

}  // namespace smcp::tools
