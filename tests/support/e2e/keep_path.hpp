// A login shell that finds the tmux of the test.
#pragma once

#include "support/fd.hpp"
#include "support/private_tmux.hpp"

namespace smcp::test {

/// The machine's start-up files set another PATH, on which another tmux may be.
inline void keep_path(const PrivateTmux& tmux) {
  write_file(tmux / ".bash_profile", "PATH='" + tmux.environment().at("PATH") + "'\nPS1='$ '\n");
}

}  // namespace smcp::test
