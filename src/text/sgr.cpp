#include "text/sgr.hpp"

#include <algorithm>

#include "text/line_drawing.hpp"
#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

constexpr char kBell = '\a';

/// Maximum length of parameters: tmux writes each colour and attribute in a sequence of its own, the longest
/// of which is 58;2;255;255;255.
constexpr std::size_t kMaxParameters = 128;

/// Upper bound on held blanks, in bytes: no reply holds more text. Further blanks within one line are
/// dropped.
constexpr std::size_t kMaxHeld = 8 * 1024 * 1024;

/// How much memory a line of many blanks may leave for the next line.
constexpr std::size_t kRestingHeld = 64 * 1024;

bool is_special(char c) {
  return c == kEscape || c == kShiftOut || c == kShiftIn;
}

/// The end of plain text: a newline, an escape sequence or a shift.
std::size_t text_size(std::string_view bytes) {
  const auto* const end =
      std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || is_special(c); });
  return static_cast<std::size_t>(end - bytes.begin());
}

}  // namespace

bool EscapeSequence::ended_by(char c) {
  const bool in_string = part_ == Part::string || part_ == Part::string_escape;
  if (c == kEscape) {
    begin(in_string ? Part::string_escape : Part::escape);
    return false;
  }
  switch (part_) {
    case Part::none:
      return true;
    case Part::escape:
      return ended_after_escape(c);
    case Part::csi:
      if (c >= '@' && c <= '~') return end(c == 'm' && parameters_.size() <= kMaxParameters);
      if (parameters_.size() <= kMaxParameters) parameters_ += c;
      return false;
    case Part::string:
      return c == kBell && end();
    case Part::string_escape:
      return c == '\\' ? end() : ended_after_escape(c);
  }
  return end();
}

/// ESC begins a new sequence, whatever came before; in a string, it may be the beginning of the string's end.
void EscapeSequence::begin(Part part) {
  part_ = part;
  is_sgr_ = false;
  parameters_.clear();
}

bool EscapeSequence::ended_after_escape(char c) {
  constexpr std::string_view kStrings = "]PX^_";
  if (c == '[') {
    part_ = Part::csi;
  } else if (kStrings.find(c) != std::string_view::npos) {
    part_ = Part::string;
  } else if (c >= ' ' && c <= '/') {
    part_ = Part::escape;  // an intermediate byte
  } else {
    return end();
  }
  return false;
}

bool EscapeSequence::end(bool is_sgr) {
  part_ = Part::none;
  is_sgr_ = is_sgr;
  return true;
}

std::size_t EscapeSequence::size_at(std::string_view bytes) {
  EscapeSequence sequence;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') return i;
    if (sequence.ended_by(bytes[i])) return i + 1;
  }
  return bytes.size();
}

void strip_sgr(std::string_view line, std::string& out) {
  while (!line.empty()) {
    const auto size =
        static_cast<std::size_t>(std::find_if(line.begin(), line.end(), is_special) - line.begin());
    out += line.substr(0, size);
    line.remove_prefix(size);
    if (line.empty()) return;
    line.remove_prefix(line.front() == kEscape ? EscapeSequence::size_at(line) : 1);
  }
}

std::string plain_line(std::string_view line, bool colors) {
  if (!colors) return std::string(line);
  std::string plain;
  strip_sgr(line, plain);
  return plain;
}

void SelfContainedLines::feed(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    if (sequence_.open()) {
      bytes.remove_prefix(pass_sequence(bytes));
      continue;
    }
    const auto size = text_size(bytes);
    text(bytes.substr(0, size), out);
    if (size == bytes.size()) return;
    const char c = bytes[size];
    bytes.remove_prefix(size + 1);
    if (c == kEscape) {
      sequence_.ended_by(c);
    } else if (c == '\n') {
      end_line(out);
      out += '\n';
    } else {
      line_drawing_ = c == kShiftOut;
    }
  }
}

void SelfContainedLines::finish(std::string& out) {
  end_line(out);
  sequence_.abandon();
  wanted_ = {};
  line_drawing_ = false;
}

/// How many bytes belong to the open sequence.
std::size_t SelfContainedLines::pass_sequence(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      sequence_.abandon();
      return i;
    }
    if (!sequence_.ended_by(bytes[i])) continue;
    if (const auto* const parameters = sequence_.sgr()) wanted_.apply(*parameters);
    return i + 1;
  }
  return bytes.size();
}

void SelfContainedLines::text(std::string_view run, std::string& out) {
  if (!line_drawing_) return write(run, out);
  drawn_.clear();
  append_line_drawing(run, drawn_);
  write(drawn_, out);
}

void SelfContainedLines::write(std::string_view run, std::string& out) {
  const auto kept = trimmed(run);
  if (!kept.empty()) {
    out += held_;
    held_.clear();
    shown_ = shown_after_held_;
    append_change(shown_, wanted_, out);
    shown_ = shown_after_held_ = wanted_;
    out += kept;
  }
  if (kept.size() < run.size()) hold(run.substr(kept.size()));
}

void SelfContainedLines::hold(std::string_view blanks) {
  if (held_.size() >= kMaxHeld) return;
  append_change(shown_after_held_, wanted_, held_);
  shown_after_held_ = wanted_;
  held_ += blanks;
}

/// Ends a line, without its newline.
void SelfContainedLines::end_line(std::string& out) {
  if (held_.capacity() > kRestingHeld) held_ = std::string();
  held_.clear();
  append_change(shown_, {}, out);
  shown_ = shown_after_held_ = {};
}

}  // namespace smcp::tmux
