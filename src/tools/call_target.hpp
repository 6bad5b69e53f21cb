// Which sessions a call is about, as far as its arguments say it: for all who judge, ask about or record calls.
#pragma once

#include <string>
#include <vector>

#include "tools/tool.hpp"

namespace smcp::tools {

/// The sessions that it names, each once.
[[nodiscard]] std::vector<std::string> named_sessions(const Arguments& arguments);

/// Whether it makes the session that it names if there is none.
[[nodiscard]] bool may_make_session(const Tool& tool, const Arguments& arguments);

/// What it does to the sessions that it names and that are there. A new session does nothing to the one that has its name
/// already: that is another refusal.
[[nodiscard]] Effect effect_on_existing(const Tool& tool);

}  // namespace smcp::tools
