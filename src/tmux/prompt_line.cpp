#include "tmux/prompt_line.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "tmux/blank.hpp"

namespace smcp::tmux {
namespace {

/// zshmisc(1), `%_`: what the parser is in, as zsh's PS2 shows it.
constexpr auto kZshConstructs = std::to_array<std::string_view>(
    {"quote", "dquote", "bquote", "heredoc", "heredocd", "cmdsubst", "mathsubst", "subsh", "cursh", "then",
     "else", "elif", "elif-then", "if", "for", "foreach", "repeat", "select", "until", "while", "case",
     "function", "always", "try", "array", "brace", "braceparam", "pipe", "errpipe", "cmdand", "cmdor", "cond",
     "math", "nocorrect"});

constexpr bool is_white(char c) {
  return is_space(c) || c == '\n';
}

/// Where the last run of `wanted`'s characters in `text` begins, white space aside.
std::optional<std::size_t> find_last_squeezed(std::string_view text, std::string_view wanted) {
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
  return places[found];
}

std::string_view last_line_of(std::string_view text) {
  return text.substr(text.rfind('\n') + 1);  // npos + 1 is 0
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

TypedEcho find_echo(std::string_view before, bool empty, std::string_view after, std::string_view typed) {
  const auto at = find_last_squeezed(after, typed);
  if (!at) return {};
  const auto above = after.substr(0, *at);
  const auto prompt_row = last_line_of(above);
  auto prompt = prompt_row;
  if (typed.starts_with(' ') && prompt.ends_with(' ')) prompt.remove_suffix(1);
  before = trimmed(before);
  const TypedEcho clean{TypedEcho::Kind::at_prompt, {}};
  if (trimmed(prompt).empty()) {
    // The prompt may be a full row of its own.
    const auto row_above = last_line_of(above.substr(0, above.size() - std::min(above.size(), prompt_row.size() + 1)));
    if (empty || trimmed(row_above) == before) return clean;
  } else if (before.size() <= prompt.size() || !before.starts_with(prompt) || is_space(before[prompt.size()])) {
    return clean;
  }
  return {TypedEcho::Kind::behind_text, std::string(before.substr(std::min(before.size(), prompt.size())))};
}

}  // namespace smcp::tmux
