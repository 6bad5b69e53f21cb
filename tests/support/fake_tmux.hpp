// A `tmux` that misbehaves: a shell script, first on PATH, that passes everything else on to the real tmux.
#pragma once

#include <string>
#include <string_view>

#include "support/child.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

class FakeTmux {
 public:
  /// sh runs `script` for every command line that contains the word `command` (`*`: for all); in it,
  /// "$REAL_TMUX" "$@" calls the real tmux.
  FakeTmux(std::string_view command, std::string_view script);

  /// `environment` with this tmux first on its PATH.
  [[nodiscard]] Environment environment(Environment environment) const;

 private:
  TempDir dir_;
};

}  // namespace smcp::test
