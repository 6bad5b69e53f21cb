// Typed tmux commands: argv for one request, which may be a batch. The one place where arguments are escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// A tmux command line as argv, without the `tmux` in front. Several commands make one batch, which tmux runs
/// in order, atomically as far as pane output goes; the first error ends it.
class Command {
 public:
  explicit Command(std::string_view name);

  /// A flag of ours such as "-p": passed as it is.
  Command& flag(std::string_view text);
  /// Any text as one argument: tmux gets exactly these bytes (it would take a `;` at the end for a
  /// separator). A text that may begin with `-` needs a flag("--") or a flag that takes a value before it.
  Command& arg(std::string_view text);
  /// Begins the next command of the batch.
  Command& then(std::string_view name);

  [[nodiscard]] const std::vector<std::string>& argv() const { return argv_; }
  /// Whether the tmux program would start a server for it.
  [[nodiscard]] bool starts_server() const { return starts_server_; }
  /// Whether one of its commands starts a process, which inherits from the client's environment.
  [[nodiscard]] bool starts_process() const { return starts_process_; }

 private:
  std::vector<std::string> argv_;
  bool starts_server_;
  bool starts_process_;
};

/// `text` for an argument that tmux expands as a format (`new-session -s`, `-c`): `#` is doubled, so that
/// neither
/// `#{…}` nor `#(…)`, which would run a command, means anything. (tmux's format_expand1: a run of `#` before
/// `[` is kept as it is when it is longer than one; a single one is kept too, as `#[` is no expansion.)
[[nodiscard]] std::string format_literal(std::string_view text);
/// The same within `#{!=:…,…}`, where a comma and a brace mean something, too.
[[nodiscard]] std::string format_operand(std::string_view text);

}  // namespace smcp::tmux
