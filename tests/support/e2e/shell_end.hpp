// How it is told that the shell of a new session has ended.
#pragma once

#include <string>
#include <string_view>

#include "support/private_tmux.hpp"

namespace smcp::test {

/// Whether `error` says of the new session's shell that it has ended, and, where tmux knows it by then, with `code`: up
/// to 3.3 it may know late.
[[nodiscard]] inline bool tells_end(const PrivateTmux& tmux, const std::string& error, int code) {
  const std::string_view begin = "the shell of the new session ended ";
  const bool known = error.starts_with(begin) &&
                     error.substr(begin.size()).starts_with("with exit code " + std::to_string(code) + " ");
  const bool late = tmux.version() < TmuxVersion{3, 4} &&
                    (error.starts_with("the shell of the new session ended at once") ||
                     error.starts_with("the shell of the new session ended before it took the command"));
  return known || late;
}

}  // namespace smcp::test
