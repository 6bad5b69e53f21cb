#include "tmux/link/synchronised.hpp"

#include <algorithm>
#include <utility>

namespace smcp::tmux {
namespace {

/// Maximum number of panes that an error names: a model reads it.
constexpr std::size_t kMaxNamed = 20;

/// A condition for use within a loop over a window's panes.
constexpr std::string_view kTakesPart = "#{==:#{pane_synchronized} #{pane_dead},1 0}";
/// The conditions of tmux's window_pane_copy_key() (3.1c … 3.8). A floating pane (3.8) stays visible beside a
/// zoomed one.
constexpr std::string_view kIsReached =
    "#{==:#{pane_synchronized} #{pane_dead} #{pane_in_mode} #{pane_input_off} "
    "#{?window_zoomed_flag,#{?pane_active,1,#{?pane_floating_flag,1,0}},1},1 0 0 0 1}";

/// `what` for each pane of the window that fulfils `condition`, if the pane itself is synchronised.
std::string for_each(std::string_view condition, std::string_view what) {
  return "#{?pane_synchronized,#{P:#{?" + std::string(condition) + "," + std::string(what) + ",}},}";
}

}  // namespace

const std::string& synchronised_format() {
  static const std::string format = for_each(kTakesPart, std::string(PaneTerminal::kFormat) + " ");
  return format;
}

const std::string& reached_by_keys_format() {
  static const std::string format = for_each(kIsReached, std::string(PaneTerminal::kFormat) + " ");
  return format;
}

std::string is_synchronised_format(PaneId pane) {
  return for_each("#{&&:" + std::string(kTakesPart) + ",#{!=:#{pane_id}," + pane.text() + "}}", "1");
}

std::optional<std::vector<PaneTerminal>> parse_synchronised(std::string_view answer) {
  std::vector<PaneTerminal> panes;
  while (!answer.empty()) {
    const auto end = answer.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    auto pane = PaneTerminal::parse(answer.substr(0, end));
    if (!pane) return std::nullopt;
    panes.push_back(std::move(*pane));
    answer.remove_prefix(end + 1);
  }
  return panes;
}

std::string synchronised_text(const std::vector<PaneTerminal>& panes) {
  std::string text;
  for (const auto& pane : panes) text += pane.text() + " ";
  return text;
}

std::vector<PaneId> others_than(PaneId itself, const std::vector<PaneTerminal>& panes) {
  std::vector<PaneId> others;
  for (const auto& pane : panes) {
    if (pane.id != itself) others.push_back(pane.id);
  }
  std::sort(others.begin(), others.end(), [](PaneId a, PaneId b) { return a.number < b.number; });
  others.erase(std::unique(others.begin(), others.end()), others.end());
  return others;
}

std::string list_of(const std::vector<PaneId>& panes) {
  std::string text;
  for (std::size_t i = 0; i < std::min(panes.size(), kMaxNamed); ++i)
    text.append(i == 0 ? "" : ", ").append(panes[i].text());
  if (panes.size() > kMaxNamed) text += " … (" + std::to_string(panes.size()) + " in all)";
  return text;
}

}  // namespace smcp::tmux
