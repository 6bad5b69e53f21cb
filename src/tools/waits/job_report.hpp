// What an answer tells of a job: its output, and how much of that there is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tmux/jobs/job.hpp"
#include "tmux/jobs/job_output.hpp"
#include "tmux/read/polled.hpp"
#include "transport/tool_result.hpp"

namespace smcp::tools {

struct JobReport {
  transport::TextBlock text{};  ///< shared with what was read
  std::uint64_t lines = 0;
  std::uint64_t skipped = 0;
  bool lost = false;
  bool screen = false;   ///< the text ends with the screen of a full-screen program
  std::string last{};    ///< the last line that is not blank, of a job that has not ended
  std::string cursor{};  ///< behind the text; "" if that place is not known
};

/// Where nothing is known of the output.
[[nodiscard]] JobReport lost_report();

/// The report on a job that has ended. Makes the text fit into a reply.
[[nodiscard]] JobReport report_of(const tmux::JobOutput& output);

/// The report on a job that has not ended, or whose pane is dead: what has come since it was started, without
/// the typed line and what is above it. At most `lines` lines; `polled` has up to one more. Makes the text fit
/// into a reply.
[[nodiscard]] JobReport report_of(const tmux::JobId& id, std::string_view shown, const tmux::Polled& polled,
                                  std::size_t lines, bool dead);

}  // namespace smcp::tools
