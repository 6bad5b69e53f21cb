#include "tmux/jobs/continuation.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "shell/carriers.hpp"
#include "shell/unfinished_command.hpp"
#include "text/trim.hpp"
#include "tmux/jobs/line_editor.hpp"

namespace smcp::tmux {
namespace {

/// A prompt is not longer than this, in bytes.
constexpr std::size_t kMaxPrompt = 256;

/// What stands behind a shell's prompt; nothing if there is none.
std::optional<std::string_view> behind_prompt(std::string_view line) {
  const std::string_view front = line.substr(0, kMaxPrompt);
  for (auto blank = front.find(' '); blank != std::string_view::npos; blank = front.find(' ', blank + 1)) {
    if (shell::looks_like_shell_prompt(line.substr(0, blank))) return line.substr(blank + 1);
  }
  return std::nullopt;
}

}  // namespace

bool waits_for_rest(const std::deque<std::string>& lines) {
  if (lines.empty() || !is_continuation_prompt(lines.back())) return false;
  if (trimmed(lines.back()) != ">") return true;
  std::string command;
  for (auto line = lines.rbegin() + 1; line != lines.rend(); ++line) {
    const std::string_view text = *line;
    if (text.starts_with('>')) {
      command.insert(0, "\n" + std::string(text.substr(std::min<std::size_t>(2, text.size()))));
      continue;
    }
    const auto first = behind_prompt(text);
    return first && shell::is_unfinished_command(std::string(*first) + command);
  }
  return false;
}

}  // namespace smcp::tmux
