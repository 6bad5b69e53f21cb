// Where the output of a job begins, in a text that has the typed line above it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

/// Passes on what comes below a job's typed line, however a line editor has wrapped that. Pure.
class BelowTypedLine {
 public:
  /// `on_text` gets what follows the line, in chunks cut anywhere.
  BelowTypedLine(const JobId& id, UniqueFunction<void(std::string_view)> on_text);

  void feed(std::string_view chunk);
  [[nodiscard]] bool found() const { return matched_ == wanted_.size(); }

 private:
  void take(char c);

  std::string wanted_;  ///< what no other line holds
  UniqueFunction<void(std::string_view)> on_text_;
  std::size_t matched_ = 0;
  std::string rest_;  ///< of the line, as far as it has come, without white space
  bool below_ = false;
};

}  // namespace smcp::tmux
