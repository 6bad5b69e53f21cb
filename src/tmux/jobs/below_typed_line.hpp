// The line that is typed for a job, in the output of a pane: whether one is it, and what comes below it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

/// Whether a whole line of a history holds the end of a line that was typed for a job, of whichever server of ours.
/// A line editor that wraps lines itself makes several lines of one; of these, only the last is known.
[[nodiscard]] bool is_typed_line(std::string_view line);

/// Passes on the text below a job's typed line, however a line editor has wrapped that line, and below the command,
/// which the shell prints there (job_script.hpp). Pure.
class BelowTypedLine {
 public:
  /// `shown` is the command as the shell prints it; if it is not known, what it prints is passed on. `on_text`
  /// receives what follows, in chunks that may be cut anywhere.
  BelowTypedLine(const JobId& id, std::string_view shown, UniqueFunction<void(std::string_view)> on_text);

  void feed(std::string_view chunk);
  [[nodiscard]] bool found() const { return matched_ == wanted_.size(); }

 private:
  void take(char c);
  void take_shown(char c);

  std::string wanted_;  ///< text that no other line contains
  UniqueFunction<void(std::string_view)> on_text_;
  std::size_t matched_ = 0;
  std::string rest_;  ///< the rest of the line so far, without white space
  bool below_ = false;
  std::string shown_;   ///< without white space; empty once it has been passed, or is not there
  std::string passed_;  ///< what may be it, so far
  std::size_t same_ = 0;
};

}  // namespace smcp::tmux
