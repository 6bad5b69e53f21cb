#include "text/shell_word.hpp"

#include <algorithm>

namespace smcp {
namespace {

/// Has no meaning to a shell, wherever in a word it stands.
bool is_plain_in_shells(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("_./+-,@").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain_in_shells)) return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    // fish takes `\\` and `\'` for escapes inside single quotes, so that both stand outside, in double quotes
    // or escaped.
    if (c == '\'') {
      word += "'\"'\"'";
    } else if (c == '\\') {
      word += "'\\\\'";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string shell_words(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

}  // namespace smcp
