// A call that waits for panes, and how it answers: what wait_for and send_keys have in common.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "json/writer.hpp"
#include "tools/tool.hpp"
#include "tools/waits/pane_wait.hpp"

namespace smcp::tools {

struct WaitRequest {
  struct Session {
    std::string name;
    WaitFrom from{};
  };
  std::vector<Session> sessions;  ///< one at least
  PaneWait::Conditions conditions;
  std::chrono::seconds timeout{};
  /// Goes on until each session has ended its wait; otherwise until the first has.
  bool all = false;
  /// What was typed just before: its echo is left out of the answer's text.
  std::vector<TypedLine> typed{};
  /// Whether a job of run_command ran when the wait began, or it is not known: then its end is told.
  bool may_end_job = true;
  /// Writes what the answer's object begins with, the pane included. May be empty.
  UniqueFunction<void(transport::JsonWriter&)> about{};
};

/// Waits, and answers the call with what came and with how the wait has ended. The call's pass, if it has
/// one, must have been given up.
void wait_in_panes(Toolbox& tools, const CallPtr& call, WaitRequest request);

}  // namespace smcp::tools
