// What a job has printed so far, read while it runs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tmux/jobs/job.hpp"
#include "tmux/read/polled.hpp"
#include "tools/server.hpp"
#include "tools/waits/job_report.hpp"

namespace smcp::cli {

/// Reads on behalf of one that also waits for the job's end: whatever goes wrong here, that will tell.
class OutputSoFar {
 public:
  struct Output {
    tools::JobReport report;
    bool complete = false;  ///< the program has ended its last line: it writes below that
  };
  using Done = UniqueFunction<void(std::optional<Output>)>;

  /// `before`: where the pane's output stood before the job. `server` must outlive this. At most `lines` lines are read.
  OutputSoFar(tools::Server& server, std::string session, tmux::JobId id, tmux::Cursor before,
              std::size_t lines);
  OutputSoFar(const OutputSoFar&) = delete;
  OutputSoFar& operator=(const OutputSoFar&) = delete;
  ~OutputSoFar() { stop(); }

  /// Gives all of its output. Nothing if there is no more than at the last reading, if a full-screen program shows its
  /// screen, or if the job has ended meanwhile, so that what was read may be more than its output. One at a time.
  void read(Done done);
  /// Nobody is called any more.
  void stop();

 private:
  void poll(const tmux::Cursor& since, std::size_t lines,
            UniqueFunction<void(const Result<tmux::Polled>&)> polled);
  void read_all();
  void check_that_it_runs(tmux::Polled polled);
  void give(std::optional<Output> output);

  tools::Server& server_;
  std::string session_;
  tmux::JobId id_;
  tmux::Cursor before_;
  tmux::Cursor last_;
  std::size_t lines_;
  tmux::Chain chain_;
  Done done_;
};

}  // namespace smcp::cli
