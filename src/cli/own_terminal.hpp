// The terminal in which we were started: used for another screen, and restored afterwards.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_pty.hpp"

namespace smcp::cli {

/// There must be only one at a time.
class OwnTerminal {
 public:
  /// Maximum time, in milliseconds, for which a blocking write waits for a terminal that accepts nothing.
  static constexpr int kPatienceMs = 500;

  /// Errc::invalid_argument if standard input or output is not a terminal, or the terminal cannot be drawn
  /// on. Changes nothing yet.
  [[nodiscard]] static Result<std::unique_ptr<OwnTerminal>> open();
  OwnTerminal(const OwnTerminal&) = delete;
  OwnTerminal& operator=(const OwnTerminal&) = delete;
  /// Calls leave().
  ~OwnTerminal();

  /// Delivers keys as enter() does, but does not change the screen.
  void listen();
  /// Every key is delivered as it is, and none is echoed. The screen is empty; the terminal keeps what was on
  /// it. No descriptor blocks. A signal that ends the process first restores everything, except for SIGKILL.
  /// It may be called again when already entered: after a stop, when other programs may have changed the
  /// terminal.
  void enter();
  /// Restores everything: modes, cursor, colours, screen. If enter() was called, typed keys that were not
  /// read are discarded.
  void leave();

  /// $TERM, never empty.
  [[nodiscard]] const std::string& term() const { return term_; }
  /// The terminal's name, such as /dev/pts/3; empty if it has no name here.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] uv::TerminalSize size() const;
  /// The descriptors for reading and writing, which are ours: the terminal opened anew if the system allows
  /// it, else standard input and output themselves, whose flags are shared with other processes.
  [[nodiscard]] int input() const { return input_; }
  [[nodiscard]] int output() const { return output_; }
  /// Writes `text` at once, or not at all.
  void say(std::string_view text) const;

 private:
  OwnTerminal(int input, int output);

  int input_;
  int output_;
  std::string term_;
  std::string name_;
};

}  // namespace smcp::cli
