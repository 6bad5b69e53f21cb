// Whether a job of run_command has ended while a call waited for its pane by other means. Pure.
#pragma once

#include <optional>
#include <string>

#include "json/writer.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tools {

struct EndedJob {
  std::string id;             ///< JobId::text()
  std::optional<int> status;  ///< its exit code, if it could tell

  /// The members `job` and `exit_code`.
  void write(transport::JsonWriter& writer) const;
};

/// The newest job of the pane that `look` shows, if it has ended since `start`, where a wait began: it was started
/// there, or its output ended further down. Nothing in doubt, since the exit code of an earlier command would be taken
/// for that of a later one.
[[nodiscard]] std::optional<EndedJob> ended_since(const tmux::JobLook& look, const tmux::Cursor& start);

}  // namespace smcp::tools
