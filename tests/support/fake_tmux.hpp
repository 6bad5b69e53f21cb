// A `tmux` that misbehaves: a shell script first on PATH that passes to the real tmux what it does not spoil.
#pragma once

#include <string>
#include <string_view>

#include "support/child.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

class FakeTmux {
 public:
  /// `script` is run by sh for every command line that holds the word `command` (`*`: for every one); in it,
  /// "$REAL_TMUX" "$@" is what the real one would do.
  FakeTmux(std::string_view command, std::string_view script);

  /// `environment` with this tmux first on its PATH.
  [[nodiscard]] Environment environment(Environment environment) const;

 private:
  TempDir dir_;
};

}  // namespace smcp::test
