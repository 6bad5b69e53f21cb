// Sessions: listing them, and finding one by its exact name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct Session {
  SessionId id;
  std::uint32_t windows = 0;
  std::int64_t created = 0;    ///< seconds since 1970, UTC
  std::int64_t activity = 0;   ///< last output of its windows, or input of a client, in the same units
  std::uint32_t attached = 0;  ///< number of attached clients
  std::optional<std::string> made_by{};  ///< the program for which we have made it (link/made_by.hpp)
  std::string name;                      ///< as tmux stores it
};

/// All sessions in tmux's order. If no server is running, the list is empty.
void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done);

/// The session with exactly this name, or nothing if there is none or no server. tmux's own matching accepts
/// prefixes, globs, ids and client names, even after `=`. So, if the name can be a target, tmux is asked for
/// the name of what it finds, which costs the same with any number of sessions; otherwise for the list of all.
void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done);

/// The same, but a missing session is an error: no_such_session().
[[nodiscard]] Task<Result<SessionId>> require_session(Chain chain, std::string name);
void require_session(const Chain& chain, std::string name, UniqueFunction<void(Result<SessionId>)> done);

[[nodiscard]] Error no_such_session(const std::string& name);

}  // namespace smcp::tmux
