#include "tools/waits/wait_text.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "text/count_newlines.hpp"

namespace smcp::tools {
namespace {

WaitText as_shown(std::string text, std::size_t lines) {
  const auto owner = std::make_shared<std::string>(std::move(text));
  return {{*owner, owner}, lines};
}

}  // namespace

WaitText text_of(const PaneWait& wait, const std::vector<TypedLine>& typed) {
  // Of a screen that has gone since, or could not be looked at once more, as it was read last.
  if (wait.screen()) return as_shown(*wait.screen(), tmux::count_newlines(*wait.screen()) + 1);
  const KeptLines& kept = wait.new_lines().kept();
  std::string text = kept.text();
  std::size_t lines = kept.count();
  // Only if the first line is that of the cursor is it known not to be output.
  const std::string_view first = std::string_view(text).substr(0, text.find('\n'));
  if (kept.skipped() > 0 || first.empty() || first != wait.new_lines().start_line())
    return as_shown(std::move(text), lines);
  const std::size_t width = wait.cursor() ? wait.cursor()->width : 0;
  for (std::size_t echoes = echoed_lines(text, typed, width); echoes > 0; --echoes) {
    text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
    --lines;
  }
  return as_shown(std::move(text), lines);
}

}  // namespace smcp::tools
