#include "tmux/jobs/script_values.hpp"

#include <algorithm>

namespace smcp::tmux {

std::string fill(std::string_view text, const ScriptValues& values) {
  std::string filled;
  while (!text.empty()) {
    const auto open = std::min(text.find('{'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    const auto close = text.find('}');
    const auto value = close < text.size() ? values.find(text.substr(1, close - 1)) : values.end();
    if (value != values.end()) {
      filled += value->second;
      text.remove_prefix(close + 1);
    } else if (!text.empty()) {
      filled.push_back('{');
      text.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace smcp::tmux
