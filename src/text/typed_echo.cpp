#include "text/typed_echo.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <string>

#include "text/cells.hpp"
#include "text/fingerprint.hpp"
#include "text/trim.hpp"

namespace smcp::tools {
namespace {

/// What prompts end with, before a blank or without one.
constexpr auto kPromptEnds =
    std::to_array<std::string_view>({"$", "#", "%", ">", ")", "]", "❯", "»", "λ", "➜", "▶", "⟩", "›"});

/// A prompt is not longer than this, in bytes.
constexpr std::size_t kMaxBefore = 1024;

bool is_plain_line(std::string_view line) {
  return std::none_of(line.begin(), line.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::uint32_t fingerprint(std::string_view line) {
  tmux::Fingerprint print;
  print.row(line);
  return static_cast<std::uint32_t>(print.value());
}

/// Whether a line of a text of several may stand behind this: the prompt of a REPL for further lines (Python and node,
/// IPython), or nothing but blanks, with which fish indents them.
bool goes_on_behind(std::string_view before) {
  before = tmux::trimmed(before);
  return before.empty() || before.ends_with("...") || before.ends_with("...:");
}

/// Removes from `text`, and gives, the line that `typed` ends: the first one and, as long as they fill their
/// rows, those below it. `lines` is how many.
std::string take_rows(std::string_view& text, const TypedLine& typed, std::size_t width, std::size_t& lines) {
  std::string line;
  for (bool full = true; full && !text.empty() && line.size() <= typed.size + kMaxBefore;) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(row.size() + 1, text.size()));
    line += row;
    ++lines;
    const auto cells = cells_of(row);
    full = width > 0 && cells.value_or(0) > 0 && *cells % width == 0 && !typed.is_end_of(line);
  }
  return line;
}

}  // namespace

bool ends_like_prompt(std::string_view before) {
  before = tmux::trimmed(before);
  return std::any_of(kPromptEnds.begin(), kPromptEnds.end(),
                     [before](std::string_view end) { return before.ends_with(end); });
}

TypedLine TypedLine::of(std::string_view line) {
  line = tmux::trimmed(line);
  return {static_cast<std::uint32_t>(line.size()), tools::fingerprint(line)};
}

bool TypedLine::is_end_of(std::string_view line) const {
  return line.size() >= size && tools::fingerprint(line.substr(line.size() - size)) == fingerprint;
}

std::vector<TypedLine> typed_lines(std::string_view text) {
  std::vector<TypedLine> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = tmux::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && is_plain_line(line) && line.size() <= std::numeric_limits<std::uint32_t>::max())
      lines.push_back(TypedLine::of(line));
  }
  return lines;
}

bool shows_typed(std::string_view line, const std::vector<TypedLine>& typed) {
  constexpr auto kBorders = std::to_array<std::string_view>({" ", "|", "│", "┃", "║", "▕", "▐"});
  const auto drop_border = [&line](std::string_view border) {
    if (!line.ends_with(border)) return false;
    line.remove_suffix(border.size());
    return true;
  };
  while (std::any_of(kBorders.begin(), kBorders.end(), drop_border)) {
  }
  return std::any_of(typed.begin(), typed.end(), [line](const TypedLine& one) {
    if (!one.is_end_of(line)) return false;
    if (line.size() == one.size) return true;
    const auto before = static_cast<unsigned char>(line[line.size() - one.size - 1]);
    return before >= 0x80 || std::isalnum(before) == 0;
  });
}

std::size_t echoed_lines(std::string_view text, const std::vector<TypedLine>& typed, std::size_t width) {
  std::size_t count = 0;
  for (const TypedLine& one : typed) {
    std::size_t lines = 0;
    const std::string line = take_rows(text, one, width, lines);
    if (!one.is_end_of(line)) break;
    const std::string_view before = std::string_view(line).substr(0, line.size() - one.size);
    if (count > 0 && !ends_like_prompt(before) && !goes_on_behind(before)) break;
    count += lines;
  }
  return count;
}

TypedEcho::TypedEcho(const std::vector<TypedLine>& lines, bool at_prompt)
    : lines_(lines), at_prompt_(at_prompt), used_(lines.size()), committed_(lines.size()) {}

bool TypedEcho::take(std::string_view line, At at) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!lines_[i].is_end_of(line)) continue;
    Used& used = used_[i];
    if (line.size() == lines_[i].size) {
      if (used.alone) continue;
      used.alone = true;
      return true;
    }
    const std::string_view before = line.substr(0, line.size() - lines_[i].size);
    if (at == At::cursor || (at == At::next && is_newest_unseen(lines_[i]))) {
      used.alone = true;
      used.behind_prompt = used.behind_prompt || at_prompt_;
      return true;
    }
    if (used.behind_prompt || !(ends_like_prompt(before) || (i > 0 && goes_on_behind(before)))) continue;
    used.alone = used.behind_prompt = true;
    return true;
  }
  return false;
}

/// Whether this text was typed last, and none of its echoes has come.
bool TypedEcho::is_newest_unseen(const TypedLine& line) const {
  if (!(line == lines_.back())) return false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i] == line && used_[i].alone) return false;
  }
  return true;
}

}  // namespace smcp::tools
