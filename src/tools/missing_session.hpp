// What a model is told that named a session which is not there. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tools/arguments.hpp"

namespace smcp::tools {

/// Upper bound on the sessions that such an error names: enough to recognise one's own, and a model pays for each.
inline constexpr std::size_t kMaxNamedSessions = 10;

inline constexpr std::string_view kStartOne = "start one with new_session";
/// For a tool with an argument `create`.
inline constexpr std::string_view kCreateIt = "create=true makes it";

/// The session named in `arguments` that `error` says does not exist (tmux::no_such_session()); nothing for
/// any other error.
[[nodiscard]] std::optional<std::string> missing_in(const Arguments& arguments, const Error& error);

/// tmux::no_such_session() of `name` and what there is instead: the session that was meant, if one is called
/// nearly so, and the first kMaxNamedSessions of `there`. Only the former if the session has appeared since.
/// `start` is how one is started, such as "start one with new_session", and `prefix` what stands in front of each
/// session's name where it is told: that of its server.
[[nodiscard]] std::string missing_session(const std::string& name, const std::vector<std::string_view>& there,
                                          std::string_view start = kStartOne, std::string_view prefix = {});

}  // namespace smcp::tools
