// What a job has printed: its lines and nothing else, from the marks that its shell has made.
#pragma once

#include <cstddef>
#include <memory>

#include "text/tail.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct JobOutputRequest {
  JobId id;
  JobMarks marks;         ///< with its end
  PaneState state;        ///< as it was lately
  std::size_t lines = 0;  ///< the newest, at the most; at least 1
  std::size_t max_bytes = 0;
};

struct JobOutput {
  std::shared_ptr<Tail> text;  ///< finished; Tail::passed() counts the lines that do not fit, too
  /// The beginning is not there any more (it is over the history's limit, or was cleared), or, with no text
  /// at all, nobody can tell where it is.
  bool lost = false;
};

/// Of a job that has ended. It begins at the mark of the start, if the typed line is still
/// right above that; else below the typed line, wherever it is now, which is found by what is written in no
/// other. It ends at the mark of the end, which holds as long as it can be proved that rows have not moved
/// since. One request, if the pane has not changed since the look, else another one. Errc::not_found if the
/// pane is gone.
void read_job_output(const Chain& chain, JobOutputRequest request,
                     UniqueFunction<void(Result<JobOutput>)> done);

/// The row of a mark as rows are counted now (from the oldest that there is); nothing if that cannot be told.
/// Where tmux does not count them, rows have been dropped `drops` times since.
[[nodiscard]] std::optional<std::uint64_t> row_of_mark(const JobMark& mark, const PaneState& now,
                                                       std::uint64_t drops = 0);

}  // namespace smcp::tmux
