// What kill_session and kill_pane say of what has ended, and of what has not.
#pragma once

#include <cstddef>
#include <string>

#include "json/writer.hpp"
#include "tmux/act/kill.hpp"

namespace smcp::tools {

/// Upper bound on the entries of each list: a session with more panes, or one that leaves more processes behind, is
/// no longer read one by one.
inline constexpr std::size_t kMaxToldOfKill = 20;

/// Writes `ended`, and `lives_on` and `left_running` if there is anything in them, each cut to kMaxToldOfKill and then
/// with a last entry that says how many there are in all. `prefix` stands in front of each session.
void write_killed(transport::JsonWriter& writer, const tmux::Killed& killed, const std::string& prefix = "");

/// Adds what another kill has done. What is there already is not added again, but for programs that ended: each of
/// them ran in a pane of its own.
void add(tmux::Killed& all, const tmux::Killed& one);

}  // namespace smcp::tools
