#include "tmux/prompt_line.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "tmux/blank.hpp"

namespace smcp::tmux {
namespace {

/// zshmisc(1), `%_`: what the parser is in, as zsh's PS2 shows it.
constexpr auto kZshConstructs = std::to_array<std::string_view>(
    {"quote", "dquote",  "bquote", "heredoc",   "heredocd", "cmdsubst", "mathsubst", "subsh",  "cursh",
     "then",  "else",    "elif",   "elif-then", "if",       "for",      "foreach",   "repeat", "select",
     "until", "while",   "case",   "function",  "always",   "try",      "array",     "brace",  "braceparam",
     "pipe",  "errpipe", "cmdand", "cmdor",     "cond",     "math",     "nocorrect"});

/// What is farther away from the prompt stands at the right margin, and is none of what was typed.
constexpr std::size_t kRightPromptGap = 8;

constexpr bool is_white(char c) {
  return is_space(c) || c == '\n';
}

struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The last place of `wanted`'s characters in `text`, white space aside.
std::optional<Place> find_last_squeezed(std::string_view text, std::string_view wanted) {
  std::string squeezed;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_white(text[i])) continue;
    squeezed.push_back(text[i]);
    places.push_back(i);
  }
  std::string needle;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(needle), [](char c) { return !is_white(c); });
  const auto found = squeezed.rfind(needle);
  if (found == std::string::npos) return std::nullopt;
  return Place{places[found], places[found + needle.size() - 1] + 1};
}

/// `text` without what stands at the right margin.
std::string_view without_right_prompt(std::string_view text) {
  const auto gap = text.find_first_not_of(' ');
  return gap == std::string_view::npos || gap >= kRightPromptGap ? text.substr(0, 0) : text;
}

std::string_view last_line_of(std::string_view text) {
  return text.substr(text.rfind('\n') + 1);  // npos + 1 is 0
}

/// Whether `line` can begin with another form of `prompt`, which shows the mode of vi's keys or the time.
bool is_same_width(std::string_view line, std::string_view prompt) {
  return line.size() > prompt.size() && line[prompt.size()] == ' ';
}

/// What stood behind the prompt in `before`, if that can be told: up to the cursor, or else all of it, as
/// suggestions of line editors stand behind a cursor, but not if nothing stands before it.
std::string erased_from(const CursorLine& before, std::string_view above, bool with_rest) {
  const auto row = last_line_of(above);
  auto prompt = row;
  if (prompt.ends_with(' ')) prompt.remove_suffix(1);  // the typed line's own
  const std::string to_cursor = before.to_cursor();
  if (to_cursor.empty() && before.text.empty()) return {};
  if (trimmed(prompt).empty()) {
    // The prompt may be a full row of its own.
    const auto row_above =
        last_line_of(above.substr(0, above.size() - std::min(above.size(), row.size() + 1)));
    if (before.cursor == std::size_t{0} || trimmed(row_above) == trimmed(before.text)) return {};
  } else if (!before.text.starts_with(trimmed(prompt)) && !is_same_width(before.text, trimmed(prompt))) {
    return {};  // another prompt than before: nothing tells
  }
  const auto typed_in = [&](std::string_view line) {
    return without_right_prompt(line.substr(std::min(line.size(), prompt.size())));
  };
  auto text = typed_in(to_cursor);
  if (text.empty() && with_rest) text = typed_in(before.text);
  if (text.empty()) return {};
  // A line editor that takes characters for wider than they are erases a part of the prompt, too.
  if (!prompt.ends_with(' ')) text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::string(text);
}

bool holds_probe(const CursorLine& before, std::string_view row) {
  row = trimmed(row);
  if (!row.ends_with(kEraseProbe)) return false;
  row = trimmed(row.substr(0, row.size() - kEraseProbe.size()));
  return row == trimmed(before.text) || row == trimmed(before.to_cursor());
}

}  // namespace

bool is_continuation_prompt(std::string_view line) {
  line = trimmed(line);
  if (!line.ends_with('>')) return false;
  line.remove_suffix(1);
  if (line.empty()) return true;
  const auto last = line.substr(line.rfind(' ') + 1);  // npos + 1 is 0
  return std::find(kZshConstructs.begin(), kZshConstructs.end(), last) != kZshConstructs.end();
}

std::string CursorLine::to_cursor() const {
  std::string part = text;
  if (cursor) part.resize(*cursor, ' ');
  return part;
}

TypedEcho find_echo(const CursorLine& before, std::string_view after, std::string_view typed) {
  const auto place = find_last_squeezed(after, typed);
  if (!place) return {};
  const auto line_end = std::min(after.find('\n', place->end), after.size());
  const auto behind = without_right_prompt(trimmed(after.substr(place->end, line_end - place->end)));
  const auto above = after.substr(0, place->begin);
  if (holds_probe(before, last_line_of(above))) return {TypedEcho::Kind::not_erased, {}};
  std::string erased = erased_from(before, above, behind.empty());
  if (!behind.empty()) return {TypedEcho::Kind::before_text, std::string(behind), std::move(erased)};
  if (erased.empty()) return {TypedEcho::Kind::at_prompt, {}};
  const auto cursor = std::min(before.cursor.value_or(before.text.size()), before.text.size());
  const auto rest = without_right_prompt(std::string_view(before.text).substr(cursor));
  return {TypedEcho::Kind::behind_text, erased, erased, std::string(rest)};
}

}  // namespace smcp::tmux
