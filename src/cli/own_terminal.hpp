// The terminal that we were started in, lent to somebody else's screen and put back as it was.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_pty.hpp"

namespace smcp::cli {

/// One at a time.
class OwnTerminal {
 public:
  /// What is written at once waits no longer than this for a terminal that takes nothing.
  static constexpr int kPatienceMs = 500;

  /// Errc::invalid_argument if standard input and output are no terminal, or one that cannot be drawn on.
  /// Changes nothing yet.
  [[nodiscard]] static Result<std::unique_ptr<OwnTerminal>> open();
  OwnTerminal(const OwnTerminal&) = delete;
  OwnTerminal& operator=(const OwnTerminal&) = delete;
  /// Leaves.
  ~OwnTerminal();

  /// Keys come as enter() has them, and the screen stays what it is.
  void listen();
  /// Every key comes as it is, none is echoed; an empty screen, with what was there kept by the terminal; no
  /// descriptor blocks. A signal that ends the process at once puts all back before it does, SIGKILL alone
  /// excepted. Again if it was entered already: for after a stop, when somebody else may have changed it.
  void enter();
  /// Puts all back: modes, cursor, colours, screen. What was typed and not read is forgotten, if the screen
  /// was taken.
  void leave();

  /// $TERM, never empty.
  [[nodiscard]] const std::string& term() const { return term_; }
  /// Such as /dev/pts/3; empty if it has no name here.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] uv::TerminalSize size() const;
  /// To read from and to write to, ours: an opening of its own where the system allows it, else standard
  /// input and output themselves, whose flags other processes share.
  [[nodiscard]] int input() const { return input_; }
  [[nodiscard]] int output() const { return output_; }
  /// Writes now, or not at all.
  void say(std::string_view text) const;

 private:
  OwnTerminal(int input, int output);

  int input_;
  int output_;
  std::string term_;
  std::string name_;
};

}  // namespace smcp::cli
