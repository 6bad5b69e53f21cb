#include "tmux/link/command.hpp"

#include <algorithm>

#include "base/contains.hpp"

namespace smcp::tmux {

namespace {

bool makes_pane(std::string_view name) {
  return name == "new-session" || name == "new-window" || name == "split-window" || name == "respawn-pane" ||
         name == "respawn-window";
}

/// As this program uses them: what they find goes to standard output.
bool only_tells(std::string_view name) {
  return name.starts_with("list-") || name.starts_with("show-") || name == "has-session" ||
         name == "capture-pane" || name == "display-message";
}

}  // namespace

Command::Command(std::string_view name)
    : argv_{std::string(name)}, starts_server_(name == "new-session"), starts_process_(makes_pane(name)) {}

Command& Command::flag(std::string_view text) {
  argv_.emplace_back(text);
  return *this;
}

Command& Command::arg(std::string_view text) {
  auto& added = argv_.emplace_back(text);
  if (added.ends_with(';')) added.insert(added.size() - 1, 1, '\\');
  return *this;
}

Command& Command::then(std::string_view name) {
  argv_.emplace_back(";");
  argv_.emplace_back(name);
  starts_server_ = starts_server_ || name == "new-session";
  starts_process_ = starts_process_ || makes_pane(name);
  return *this;
}

bool Command::changes() const {
  bool begins = true;
  for (const auto& word : argv_) {
    if (begins && !only_tells(word)) return true;
    begins = word == ";";
  }
  return false;
}

bool Command::tells_one_row() const {
  const std::string& name = argv_.front();
  const bool tells_rows = only_tells(name) && name != "has-session" && name != "capture-pane";
  return tells_rows && !contains(argv_, ";");
}

std::string format_literal(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '#') {
      result.push_back(text[i++]);
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of('#', i), text.size());
    const std::size_t run = end - i;
    const bool before_bracket = end < text.size() && text[end] == '[';
    result.append(before_bracket ? run : 2 * run, '#');
    i = end;
  }
  return result;
}

std::string format_operand(std::string_view text) {
  std::string result;
  for (const char c : format_literal(text)) {
    if (c == ',' || c == '}') result.push_back('#');
    result.push_back(c);
  }
  return result;
}

}  // namespace smcp::tmux
