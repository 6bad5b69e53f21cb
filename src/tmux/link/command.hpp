// Typed tmux commands: the argv of one request, which may be a batch. This is the only place where arguments
// are escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// A tmux command line as argv, without the leading `tmux`. Several commands form one batch: tmux runs them
/// in order, processes no pane output in between, and stops at the first error.
class Command {
 public:
  explicit Command(std::string_view name);

  /// A flag such as "-p", chosen by us: it is passed as it is.
  Command& flag(std::string_view text);
  /// Any text as one argument: tmux gets exactly these bytes (a trailing `;`, which it would take for a
  /// separator, is escaped). Text that may begin with `-` needs flag("--") or a flag that takes a value
  /// before it.
  Command& arg(std::string_view text);
  /// Starts the next command of the batch.
  Command& then(std::string_view name);
  /// The panes that it makes get the PATH of their session, not ours: tmux gives new panes that of the client that
  /// asks for them, in place even of one given by `-e`.
  Command& keep_path() {
    keeps_path_ = true;
    return *this;
  }

  [[nodiscard]] const std::vector<std::string>& argv() const { return argv_; }
  /// Whether the tmux program would start a server to run this.
  [[nodiscard]] bool starts_server() const { return starts_server_; }
  /// Whether it may leave anything other than it was. False only for commands that do nothing but tell.
  [[nodiscard]] bool changes() const;
  /// Whether it does nothing but tell, and may tell it in one row.
  [[nodiscard]] bool tells_one_row() const;
  /// Whether one of its commands starts a process, which inherits parts of the client's environment.
  [[nodiscard]] bool starts_process() const { return starts_process_; }
  /// Whether they must not inherit the client's PATH (keep_path()).
  [[nodiscard]] bool keeps_path() const { return keeps_path_; }

 private:
  std::vector<std::string> argv_;
  bool starts_server_;
  bool starts_process_;
  bool keeps_path_ = false;
};

/// Escapes `text` for an argument that tmux expands as a format (`new-session -s`, `-c`): `#` is doubled, so
/// that neither `#{…}` nor `#(…)`, which would run a command, means anything. (tmux's format_expand1: a run
/// of `#` before `[` is kept as it is when it is longer than one; a single one is kept too, as `#[` is no
/// expansion.)
[[nodiscard]] std::string format_literal(std::string_view text);
/// The same for an operand of `#{!=:…,…}`, where a comma and a brace have a meaning, too.
[[nodiscard]] std::string format_operand(std::string_view text);

}  // namespace smcp::tmux
