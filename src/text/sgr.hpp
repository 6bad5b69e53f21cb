// The text of `capture-pane -e`: making its lines self-contained, or removing their escape sequences.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/sgr_state.hpp"

namespace smcp::tmux {

inline constexpr char kEscape = '\x1b';
inline constexpr char kShiftOut = '\x0e';  ///< line drawing begins
inline constexpr char kShiftIn = '\x0f';   ///< and ends

/// Parses one escape sequence, byte by byte: CSI …, a string (OSC, DCS, …) up to BEL or ST, or ESC and one
/// more byte.
class EscapeSequence {
 public:
  /// Takes the next byte; the first one is ESC. Returns whether it was the last one of the sequence. Not for
  /// a newline, which is never part of a sequence.
  bool ended_by(char c);
  /// For a sequence that has ended: its parameters if it is an SGR sequence, else nullptr. A sequence with
  /// more parameters than tmux ever writes does not count as one.
  [[nodiscard]] const std::string* sgr() const { return is_sgr_ ? &parameters_ : nullptr; }
  /// Whether a sequence has begun and not yet ended.
  [[nodiscard]] bool open() const { return part_ != Part::none; }
  void abandon() { part_ = Part::none; }

  /// The size of the sequence with which `bytes` begins, up to a newline if there is one in it.
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

/// Appends `line` without escape sequences and shifts (SO, SI), as in a capture without -e. Newlines are
/// kept, so `line` may be several lines, if the first one begins outside a sequence.
void strip_sgr(std::string_view line, std::string& out);
/// The plain text of a line from a capture with -e (`colors`) or without.
[[nodiscard]] std::string plain_line(std::string_view line, bool colors);

/// tmux carries colours and attributes over from one line to the next. This makes each line self-contained:
/// it begins in the default state, whatever came before, and ends in it, with ESC[0m if necessary. Pure.
///
/// - Spaces and tabs at the end of a line are removed, even coloured ones, as in a plain capture. So a line
/// without its
///   sequences is the plain line, with one exception:
/// - Line drawing characters, which tmux prints as letters between SO and SI, become UTF-8: lqk is ┌─┐.
/// - Hyperlinks (OSC 8, from 3.4 on) are removed, because tmux prints them only on the first of their lines.
/// - Adjacent sequences become one, and a sequence that changes nothing is removed.
class SelfContainedLines {
 public:
  /// Takes `bytes`, which may be cut anywhere, and appends to `out` what is certain by then.
  void feed(std::string_view bytes, std::string& out);
  /// Ends the input and a last line without a newline, and adds none. What is fed next is another capture.
  void finish(std::string& out);

 private:
  std::size_t pass_sequence(std::string_view bytes);
  void text(std::string_view run, std::string& out);
  void write(std::string_view run, std::string& out);
  void hold(std::string_view blanks);
  void end_line(std::string& out);

  EscapeSequence sequence_;
  SgrState wanted_;  ///< the state that the input wants
  SgrState shown_;   ///< the state at the end of `out`
  SgrState shown_after_held_;
  bool line_drawing_ = false;
  std::string held_;  ///< blanks with their sequences, which belong to the line only if text follows
  std::string drawn_;
};

}  // namespace smcp::tmux
