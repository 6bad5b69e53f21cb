// The text of `capture-pane -e`: its lines with sequences of their own, or with none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/sgr_state.hpp"

namespace smcp::tmux {

/// Passes over one escape sequence, a byte at a time: CSI …, the strings (OSC, DCS, …) up to BEL or ST, or
/// ESC and one byte more.
class EscapeSequence {
 public:
  /// The byte after what has come; ESC for the first. True: it was the last one. Not for a newline, which is
  /// never part of a sequence.
  bool ended_by(char c);
  /// Of one that has ended: its parameters, if it is an SGR sequence (nullptr if not). One with more of them
  /// than tmux ever writes counts as none.
  [[nodiscard]] const std::string* sgr() const { return is_sgr_ ? &parameters_ : nullptr; }
  /// Some of it has come, and not yet all.
  [[nodiscard]] bool open() const { return part_ != Part::none; }
  void abandon() { part_ = Part::none; }

  /// Of the whole sequence that `bytes` begins with; as far as a newline, if there is one in it.
  [[nodiscard]] static std::size_t size_at(std::string_view bytes);

 private:
  enum class Part { none, escape, csi, string, string_escape };

  void begin(Part part);
  bool ended_after_escape(char c);
  bool end(bool is_sgr = false);

  Part part_ = Part::none;
  bool is_sgr_ = false;
  std::string parameters_;
};

/// Appends `line` without escape sequences and shifts (SO, SI): what a capture without -e has. Newlines stay:
/// several lines will do, if the first one begins outside a sequence.
void strip_sgr(std::string_view line, std::string& out);
/// The same of a line of a capture with -e, `colors`, or without.
[[nodiscard]] std::string plain_line(std::string_view line, bool colors);

/// tmux carries colours and attributes over from one line to the next; here each line stands by itself: it
/// begins in the default state, whatever came before, and ends in it, with ESC[0m if need be. Pure.
///
/// - Spaces and tabs at the end of a line are left out, painted ones too, as from a plain capture. So a line
///   without its sequences is the plain line, with one exception:
/// - Line drawing characters, which tmux prints as letters between SO and SI, come as UTF-8: lqk is ┌─┐.
/// - Hyperlinks (OSC 8, from 3.4 on) are left out: tmux prints them on the first of their lines only.
/// - Neighbouring sequences become one; a sequence that changes nothing is left out.
class SelfContainedLines {
 public:
  /// Appends to `out` what can be said after `bytes`, cut anywhere.
  void feed(std::string_view bytes, std::string& out);
  /// End of the input: ends a last line without newline, adding none. What is fed next is another capture.
  void finish(std::string& out);

 private:
  std::size_t pass_sequence(std::string_view bytes);
  void text(std::string_view run, std::string& out);
  void write(std::string_view run, std::string& out);
  void hold(std::string_view blanks);
  void end_line(std::string& out);

  EscapeSequence sequence_;
  SgrState wanted_;  ///< what the input says
  SgrState shown_;   ///< as `out` is, in its last line
  SgrState shown_after_held_;
  bool line_drawing_ = false;
  std::string held_;  ///< blanks, with their sequences, which are the line's only if text follows
  std::string drawn_;
};

}  // namespace smcp::tmux
