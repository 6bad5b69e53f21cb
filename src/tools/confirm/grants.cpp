#include "tools/confirm/grants.hpp"

#include <algorithm>

namespace smcp::tools {

void Grants::allow(const tmux::ServerId& server, tmux::SessionId session, bool destroys) {
  if (covers(server, session, destroys)) return;
  if (grants_.size() >= kMost) grants_.pop_front();
  grants_.push_back({server, session, destroys});
}

bool Grants::covers(const tmux::ServerId& server, tmux::SessionId session, bool destroys) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
    return grant.server.pid == server.pid && grant.server.start_time == server.start_time &&
           grant.session == session && grant.destroys == destroys;
  });
}

}  // namespace smcp::tools
