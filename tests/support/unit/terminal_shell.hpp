// An interactive shell on a terminal of its own, as a pane's shell and its programs appear in /proc.
#pragma once

#include <string>
#include <string_view>
#include <unistd.h>

#include "shell/foreground.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/fd.hpp"

namespace smcp::test {

class TerminalShell {
 public:
  TerminalShell() { REQUIRE(at_prompt()); }

  [[nodiscard]] unsigned pid() const { return static_cast<unsigned>(shell_.pid()); }
  [[nodiscard]] const std::string& tty() const { return tty_; }

  /// Runs a program that continues until finish().
  void run() {
    type("cat\n");
    REQUIRE(wait_until([this] { return !prompts(); }));
  }
  void finish() {
    type("\x04");
    REQUIRE(at_prompt());
  }

 private:
  void type(std::string_view keys) {
    REQUIRE(::write(terminal_.ours.get(), keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }
  [[nodiscard]] bool prompts() const {
    return tmux::foreground_of(shell_.pid(), tty_, {}) == tmux::Foreground::at_prompt;
  }
  [[nodiscard]] bool at_prompt() const {
    return wait_until([this] { return prompts(); });
  }

  FdPair terminal_ = pseudo_terminal();
  std::string tty_ = ::ttyname(terminal_.theirs.get());
  Child shell_{{{"sh", "-i"}, {{"PATH", "/usr/bin:/bin"}}, terminal_.theirs.get(), -1, -1, true}};
};

}  // namespace smcp::test
