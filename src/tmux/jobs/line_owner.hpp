// Whose command line a line is typed on. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

struct LineOwner {
  std::optional<ShellKind> shell{};  ///< nothing: not known
  std::int64_t pid = 0;              ///< of the shell, or of what it is behind
  bool behind = false;               ///< behind a carrier, so that its terminal cannot be seen
  bool canonical = false;            ///< behind one: its terminal is known to collect the line itself
  bool may_be_canonical = false;     ///< behind one: there is a shell for sure, with or without a line editor
};

}  // namespace smcp::tmux
