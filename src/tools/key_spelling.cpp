#include "tools/key_spelling.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/contains.hpp"
#include "text/shortened.hpp"
#include "tmux/act/key_names.hpp"

namespace smcp::tools {
namespace {

using tmux::find_special_key;
using tmux::is_key_name;

using Pair = std::pair<std::string_view, std::string_view>;

/// Other names of keys, in lower case.
constexpr auto kOtherNames = std::to_array<Pair>({
    {"esc", "Escape"},         {"return", "Enter"},    {"cr", "Enter"},        {"kp_enter", "Enter"},
    {"backspace", "BSpace"},   {"bksp", "BSpace"},     {"bs", "BSpace"},       {"del", "Delete"},
    {"ins", "Insert"},         {"pagedn", "PageDown"}, {"pgdown", "PageDown"}, {"page_down", "PageDown"},
    {"page down", "PageDown"}, {"page_up", "PageUp"},  {"page up", "PageUp"},  {"spacebar", "Space"},
    {"backtab", "BTab"},       {"arrowup", "Up"},      {"arrowdown", "Down"},  {"arrowleft", "Left"},
    {"arrowright", "Right"},   {"uparrow", "Up"},      {"downarrow", "Down"},  {"leftarrow", "Left"},
    {"rightarrow", "Right"},   {"up arrow", "Up"},     {"down arrow", "Down"}, {"left arrow", "Left"},
    {"right arrow", "Right"},  {"arrow up", "Up"},     {"arrow down", "Down"}, {"arrow left", "Left"},
    {"arrow right", "Right"},
});

constexpr auto kModifierWords = std::to_array<Pair>({
    {"ctrl", "C-"},
    {"control", "C-"},
    {"alt", "M-"},
    {"meta", "M-"},
    {"shift", "S-"},
});

/// Names of keys that are words of a text as well.
constexpr auto kWords = std::to_array<std::string_view>({
    "Up",
    "Down",
    "Left",
    "Right",
    "Delete",
    "End",
    "Enter",
    "Escape",
    "Home",
    "Insert",
    "Space",
    "Tab",
});

/// A sequence of more is a text.
constexpr std::size_t kMaxSequence = 32;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

template <typename Pairs>
std::string_view find_in(const Pairs& pairs, std::string_view name) {
  const auto found =
      std::find_if(pairs.begin(), pairs.end(), [name](const Pair& pair) { return pair.first == name; });
  return found == pairs.end() ? std::string_view() : found->second;
}

/// The special key of this name in any spelling; "" for none.
std::string_view loosely_named(std::string_view name) {
  if (const auto special = find_special_key(name)) return *special;
  return find_in(kOtherNames, lower(name));
}

/// `ctrl+`, `Alt-` and the like at the beginning of `text`, which is then shorter; "" for none.
std::string_view take_modifier_word(std::string_view& text) {
  const auto end = text.find_first_of("+-");
  if (end == std::string_view::npos || end + 1 >= text.size()) return {};
  const std::string_view modifier = find_in(kModifierWords, lower(text.substr(0, end)));
  if (!modifier.empty()) text.remove_prefix(end + 1);
  return modifier;
}

/// `prefix` and the key of this name; nothing if there is no such key. `Ctrl-C` is C-c: Shift has a word of its own.
std::optional<std::string> with_modifiers(const std::string& prefix, std::string_view name) {
  std::string key(loosely_named(name));
  if (key.empty() && name.size() == 1 && (is_upper(name.front()) || is_lower(name.front()))) {
    key = lower(name);
    if (prefix == "M-S-" || prefix == "S-M-")
      return std::string("M-") + static_cast<char>(key[0] - 'a' + 'A');
  }
  if (key.empty()) key = name;
  if (!is_key_name(prefix + key)) return std::nullopt;
  return prefix + key;
}

std::optional<std::string> by_modifier_words(std::string_view text) {
  std::string prefix;
  for (auto modifier = take_modifier_word(text); !modifier.empty(); modifier = take_modifier_word(text))
    prefix += modifier;
  if (prefix.empty()) return std::nullopt;
  return with_modifiers(prefix, text);
}

/// Whether it is written like the name of a key: `Return`, and not like something to type: `return`, `RETURN`.
bool is_like_a_name(std::string_view text) {
  return !text.empty() && is_upper(text.front()) && std::any_of(text.begin(), text.end(), is_lower);
}

/// As vim writes keys; `<end>` and the like could be a tag.
std::optional<std::string> in_angle_brackets(std::string_view text) {
  if (text.size() < 4 || text.front() != '<' || text.back() != '>') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (is_key_name(text)) return std::string(text);
  if (is_like_a_name(text) || text == "CR" || text == "BS") {
    if (const auto name = loosely_named(text); !name.empty()) return std::string(name);
  }
  return by_modifier_words(text);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty() && words.size() <= kMaxSequence) {
    const auto end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    if (word.size() > 1 && word.ends_with(',') && end < text.size()) word.remove_suffix(1);
    words.push_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// The keys that these words name, if all of them do.
std::vector<std::string> keys_of(const std::vector<std::string_view>& words) {
  std::vector<std::string> keys;
  if (words.size() < 2 || words.size() > kMaxSequence) return keys;
  for (const auto word : words) {
    auto key = meant_key(word);
    if (!key) return {};
    keys.push_back(std::move(*key));
  }
  return keys;
}

std::string quoted_list(const std::vector<std::string>& keys) {
  std::string list;
  for (const auto& key : keys) list.append(list.empty() ? "[\"" : ",\"").append(key).append("\"");
  return list + "]";
}

std::string hint(std::string_view typed, const std::string& keys) {
  return "\"" + shortened(typed) + "\" was typed as text. If keys were meant, pass keys=" + keys + ".";
}

/// A key that a text as a whole may mean; "" for none.
std::string perhaps_meant(std::string_view text) {
  if (text.size() > 2 && text.front() == '<' && text.back() == '>') text = text.substr(1, text.size() - 2);
  if (const auto name = loosely_named(text); !name.empty()) return std::string(name);
  const auto first = std::min(text.find_first_of(" -+"), text.size());
  if (first == text.size()) return {};
  const std::string_view rest = text.substr(first + 1);
  std::string modifier(find_in(kModifierWords, lower(text.substr(0, first))));
  if (first == 1 && text[first] == '-' && (text[0] == 'c' || text[0] == 'm' || text[0] == 's'))
    modifier = {static_cast<char>(text[0] - 'a' + 'A'), '-'};
  if (modifier.empty()) return {};
  return with_modifiers(modifier, rest).value_or("");
}

}  // namespace

std::optional<std::string> meant_key(std::string_view text) {
  // A caller that reads `^C` in an answer cannot tell whether a key was pressed or two letters were typed.
  if (is_key_name(text)) return (text.front() == '^' ? "C-" + lower(text.substr(1)) : std::string(text));
  if (auto key = in_angle_brackets(text)) return key;
  if (auto key = by_modifier_words(text)) return key;
  const auto name = is_like_a_name(text) ? loosely_named(text) : std::string_view();
  if (name.empty()) return std::nullopt;
  return std::string(name);
}

std::vector<std::string> meant_keys(std::string_view text) {
  auto keys = keys_of(words_of(text));
  const bool no_words =
      std::any_of(keys.begin(), keys.end(), [](const std::string& key) { return !contains(kWords, key); });
  const bool repeats = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  if (keys.empty() || no_words || repeats || keys.back() == "Enter") return keys;
  return {};
}

std::string hint_for(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(' '), text.size());
  const auto last = text.find_last_not_of(' ');
  const std::string_view bare = text.substr(first, last == std::string_view::npos ? 0 : last + 1 - first);
  if (bare.size() < text.size()) {
    if (const auto key = meant_key(bare)) return hint(text, "\"" + *key + "\"");
  }
  if (const auto key = perhaps_meant(bare); !key.empty()) return hint(text, "\"" + key + "\"");
  const auto words = words_of(bare);
  if (const auto keys = keys_of(words); !keys.empty()) return hint(text, quoted_list(keys));
  if (words.size() > 1 && words.size() <= kMaxSequence && bare.find('\n') == std::string_view::npos &&
      meant_key(words.back()) == "Enter")
    return "The word " + std::string(words.back()) +
           R"( was typed as text. To press the key, pass a list: ["TEXT","Enter"].)";
  return {};
}

}  // namespace smcp::tools
