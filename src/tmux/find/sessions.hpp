// Sessions: what there is, and finding one by its exact name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct Session {
  SessionId id;
  std::uint32_t windows = 0;
  std::int64_t created = 0;    ///< seconds since 1970, UTC
  std::int64_t activity = 0;   ///< the same: last output or input
  std::uint32_t attached = 0;  ///< clients
  std::string name;            ///< as tmux stores it
};

/// All sessions in tmux's order. No server running is no error: the list is empty.
void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done);

/// The session of exactly this name; nothing if there is none, or no server. tmux's own matching knows
/// prefixes, globs, ids and client names, even behind `=`: where a name can be a target, it is asked for the
/// name of what it finds (which costs the same with any number of sessions), otherwise for the list of all.
void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done);

/// The same, where a session that is not there is an error: no_such_session().
void require_session(const Chain& chain, std::string name, UniqueFunction<void(Result<SessionId>)> done);

[[nodiscard]] Error no_such_session(const std::string& name);

/// Ends the session of exactly this name with all that runs in it; tmux compares the name at the moment when
/// it ends it. no_such_session() if there is none, or no server. Errc::refused if one of the panes of `own`
/// would end with it: tmux looks at that moment whether another session holds its window, too.
void kill_session(const Chain& chain, const std::string& name, const OwnPanes& own,
                  UniqueFunction<void(Status)> done);

}  // namespace smcp::tmux
