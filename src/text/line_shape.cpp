#include "text/line_shape.hpp"

#include <algorithm>
#include <array>

#include "base/contains.hpp"
#include "text/sgr.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

constexpr char kNumber = 1;
constexpr char kBar = 2;
/// Escapes a byte of the line that is one of these three.
constexpr char kQuote = 0;

constexpr std::string_view kBarMarks = "=>#-.*";
constexpr std::string_view kBracketedMarks = "=>#-.*<";
constexpr std::string_view kSpinner = "|/-\\";
/// The shortest bar without brackets; fewer marks may be punctuation: "->", "--", "==".
constexpr std::size_t kLeastBar = 3;
/// The shortest bar in brackets; a single mark may be a sign: "[*]", "[-]", "[ ]".
constexpr std::size_t kLeastBracketed = 2;

constexpr std::array<std::string_view, 27> kUnits = {"k",   "K",   "M",   "G",  "T",  "P",  "Ki", "Mi", "Gi",
                                                     "Ti",  "B",   "kB",  "KB", "MB", "GB", "TB", "PB", "KiB",
                                                     "MiB", "GiB", "TiB", "h",  "m",  "s",  "ms", "us", "ns"};
constexpr std::size_t kLongestUnit = 3;

struct Brackets {
  std::string_view open;
  std::string_view close;
  bool spinner;  ///< whether a spinner may stand alone in them
};
constexpr std::array<Brackets, 4> kBrackets = {
    {{"[", "]", true}, {"(", ")", true}, {"|", "|", false}, {"⸨", "⸩", false}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
/// Whether the byte belongs to a word, of any script.
bool is_word(char c) {
  return is_digit(c) || is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

/// A view of the line that can be read at any offset; past the end it gives '\0'.
struct Text {
  std::string_view bytes;

  char operator[](std::size_t at) const { return at < bytes.size() ? bytes[at] : '\0'; }
  [[nodiscard]] bool word_before(std::size_t at) const { return at > 0 && is_word(bytes[at - 1]); }
  [[nodiscard]] bool has(std::string_view part, std::size_t at) const {
    return bytes.substr(std::min(at, bytes.size()), part.size()) == part;
  }
};

/// The size of a character that is used only for bars and spinners, which is three bytes; 0 if it is not one.
std::size_t bar_character(const Text& line, std::size_t at) {
  if (line[at] != '\xe2') return 0;
  const auto second = static_cast<unsigned char>(line[at + 1]);
  const auto third = static_cast<unsigned char>(line[at + 2]);
  if (!continues_character(line[at + 1]) || !continues_character(line[at + 2])) return 0;
  const unsigned code = 0x2000U | (second & 0x3FU) << 6 | (third & 0x3FU);
  const auto between = [code](unsigned first, unsigned last) { return code >= first && code <= last; };
  const bool bar = between(0x2800, 0x28FF) || between(0x2578, 0x25A1) || between(0x25AA, 0x25AB) ||
                   between(0x25B0, 0x25B1) || between(0x25D0, 0x25D3) || code == 0x2501;
  return bar ? 3 : 0;
}

/// The end of a bar without brackets; `at` if there is none.
std::size_t end_of_bar(const Text& line, std::size_t at) {
  auto end = at;
  bool unmistakable = false;
  for (;;) {
    if (is_in(line[end], kBarMarks)) {
      ++end;
    } else if (const auto size = bar_character(line, end); size > 0) {
      end += size;
      unmistakable = true;
    } else {
      return unmistakable || end - at >= kLeastBar ? end : at;
    }
  }
}

/// The end of the contents of the brackets that open just before `at`, if they are a bar or a spinner; else
/// `at`.
std::size_t end_of_bracketed(const Text& line, std::size_t at, const Brackets& brackets) {
  if (brackets.spinner && is_in(line[at], kSpinner) && line.has(brackets.close, at + 1)) return at + 1;
  auto end = at;
  for (bool digit = false; !digit;) {
    digit = is_digit(line[end]) && end > at && line[end - 1] == '#';
    const auto size = bar_character(line, end);
    if (size == 0 && !digit && !is_in(line[end], kBracketedMarks) && !tmux::is_space(line[end])) break;
    end += std::max<std::size_t>(size, 1);
  }
  while (tmux::is_space(line[end])) ++end;
  return end - at >= kLeastBracketed && line.has(brackets.close, end) ? end : at;
}

std::size_t end_of_digits(const Text& line, std::size_t at) {
  while (is_digit(line[at])) ++at;
  return at;
}

std::size_t end_of_exponent(const Text& line, std::size_t at) {
  if (line[at] != 'e' && line[at] != 'E') return at;
  const auto digits = at + (is_in(line[at + 1], "+-") ? 2 : 1);
  const auto end = end_of_digits(line, digits);
  return end > digits && !is_word(line[end]) ? end : at;
}

std::size_t end_of_unit(const Text& line, std::size_t at) {
  auto end = at;
  while (is_letter(line[end]) && end - at <= kLongestUnit) ++end;
  if (line[end] == '_' || static_cast<unsigned char>(line[end]) >= 0x80) return at;
  const auto unit = line.bytes.substr(std::min(at, line.bytes.size()), end - at);
  return contains(kUnits, unit) ? end : at;
}

/// The end of the number whose first digit is at `at`.
std::size_t end_of_unsigned(const Text& line, std::size_t at) {
  if (line[at] == '0' && line[at + 1] == 'x' && is_hex(line[at + 2]) && !line.word_before(at)) {
    for (at += 2; is_hex(line[at]);) ++at;
    return at;
  }
  for (;;) {
    at = end_of_digits(line, at);
    if (is_in(line[at], ".,:/") && is_digit(line[at + 1])) {
      ++at;
      continue;
    }
    at = end_of_unit(line, end_of_exponent(line, at));
    if (!is_digit(line[at])) return at;  // otherwise it may be as in 1m02s
  }
}

}  // namespace

void LineShape::set(std::string_view line) {
  line_.clear();
  tmux::strip_sgr(line, line_);
  line_.resize(tmux::trimmed(line_).size());
  marks_.clear();
  space_ = false;
  bracket_ = 0;
  for (std::size_t at = 0; at < line_.size();) at = put(at);
}

/// Puts what begins at `at`, and returns where it ends.
std::size_t LineShape::put(std::size_t at) {
  const char c = line_[at];
  if (tmux::is_space(c)) {
    space_ = true;
    return at + 1;
  }
  if (!is_letter(c)) {
    if (const auto end = put_number(at); end > at) return end;
    if (const auto end = put_bar(at); end > at) return end;
  }
  put_byte(c);
  return at + 1;
}

/// Puts the bar at `at` and returns its end; `at` if there is none.
std::size_t LineShape::put_bar(std::size_t at) {
  const Text line{line_};
  for (const auto& brackets : kBrackets) {
    if (!line.has(brackets.open, at)) continue;
    const auto inside = at + brackets.open.size();
    const auto end = end_of_bracketed(line, inside, brackets);
    if (end == inside) continue;
    for (const char c : brackets.open) put_byte(c);
    put_bar_mark();
    bracket_ = end;
    return end;
  }
  auto end = end_of_bar(line, at);
  const bool alone = at == 0 || (at != bracket_ && tmux::is_space(line_[at - 1]));
  if (alone && at + 1 == line_.size() && is_in(line_[at], kSpinner)) end = at + 1;
  if (end > at) put_bar_mark();
  return end;
}

/// Puts the number at `at` and returns its end; `at` if there is none.
std::size_t LineShape::put_number(std::size_t at) {
  const Text line{line_};
  const bool has_sign = is_in(line[at], "+-") && !line.word_before(at);
  const auto digits = at + (has_sign ? 1 : 0);
  if (!is_digit(line[digits])) return at;
  if (marks_.empty() || is_in(marks_.back(), "[({<=:,/|")) space_ = false;
  put_space();
  marks_ += kNumber;
  return end_of_unsigned(line, digits);
}

void LineShape::put_bar_mark() {
  space_ = false;
  if (marks_.empty() || marks_.back() != kBar) marks_ += kBar;
}

void LineShape::put_space() {
  if (space_ && (marks_.empty() || marks_.back() != kBar)) marks_ += ' ';
  space_ = false;
}

void LineShape::put_byte(char c) {
  put_space();
  if (c == kNumber || c == kBar || c == kQuote) {
    marks_ += kQuote;
    c = static_cast<char>(c + '0');
  }
  marks_ += c;
}

}  // namespace smcp::tools
