// What a job has printed, and nothing else, found by the marks that its shell has made.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "text/tail.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct JobOutputRequest {
  JobId id;
  std::string shown{};    ///< the command as its shell prints it (JobRecord::command), if that is known
  JobMarks marks;         ///< including that of its end
  PaneState state;        ///< as it was at the last look
  std::size_t lines = 0;  ///< maximum number of lines (the newest), at least 1
  std::size_t max_bytes = 0;
};

struct JobOutput {
  std::shared_ptr<Tail> text;  ///< finished; Tail::passed() also counts the lines that did not fit
  /// The beginning is gone (discarded at the history's limit, or cleared); or, if there is no text at all,
  /// the place of the output is not known.
  bool lost = false;
  /// Where the output ends: all that came later, the prompt included, is new to it. Nothing if that place is not
  /// known.
  std::optional<Cursor> end{};
};

/// Reads the output of a job that has ended. The output begins at the start mark, if the typed line is still
/// right above it; otherwise below the typed line, wherever that is now (it contains text that no other line
/// does). It ends at the end mark, which is valid as long as it can be proved that rows have not moved since.
/// Makes one request if the pane has not changed since the look, else more. Errc::not_found if the pane is
/// gone.
void read_job_output(const Chain& chain, JobOutputRequest request,
                     UniqueFunction<void(Result<JobOutput>)> done);

/// The row of a mark in the current numbering (from the oldest row that there is); nothing if it is not
/// known. If tmux does not count discarded rows, the result assumes that it has discarded rows `drops` times
/// since.
[[nodiscard]] std::optional<std::uint64_t> row_of_mark(const JobMark& mark, const PaneState& now,
                                                       std::uint64_t drops = 0);

}  // namespace smcp::tmux
