#include "tmux/find/pane_selector.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "text/in_quotes.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/find/windows.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

/// Upper bound on the panes that an error names: a model reads it.
constexpr std::size_t kMaxNamed = 20;

using Places = std::vector<const PlacedPane*>;

std::optional<std::uint32_t> parse_index(std::string_view text) {
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return parse_number<std::uint32_t>(text);
}

/// `WINDOW.PANE`, split at its last dot.
struct Parts {
  std::string_view window;
  std::uint32_t pane = 0;
};

std::optional<Parts> split(std::string_view selector) {
  const auto dot = selector.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto pane = parse_index(selector.substr(dot + 1));
  if (!pane) return std::nullopt;
  return Parts{selector.substr(0, dot), *pane};
}

template <typename Matches>
Places places(std::span<const PlacedPane> panes, Matches matches) {
  Places found;
  for (const auto& place : panes) {
    const auto same = [&](const PlacedPane* other) { return other->pane.id == place.pane.id; };
    if (matches(place) && std::none_of(found.begin(), found.end(), same)) found.push_back(&place);
  }
  return found;
}

Places by_id(std::string_view selector, std::span<const PlacedPane> panes) {
  return places(panes, [&](const PlacedPane& place) { return place.pane.id.text() == selector; });
}

Places by_index(std::string_view selector, std::span<const PlacedPane> panes) {
  if (const auto window = parse_index(selector)) {
    return places(panes, [&](const auto& place) { return place.active && place.window_index == *window; });
  }
  const auto parts = split(selector);
  const auto window = parts ? parse_index(parts->window) : std::nullopt;
  return places(panes, [&](const PlacedPane& place) {
    return window && place.window_index == *window && place.pane_index == parts->pane;
  });
}

Places by_name(std::string_view selector, std::span<const PlacedPane> panes) {
  const auto parts = split(selector);
  return places(panes, [&](const PlacedPane& place) {
    return (place.active && place.window_name == selector) ||
           (parts && place.window_name == parts->window && place.pane_index == parts->pane);
  });
}

std::string where(const PlacedPane& place) {
  return std::to_string(place.window_index) + "." + std::to_string(place.pane_index);
}

std::string with_id(const PlacedPane& place) {
  return place.pane.id.text() + " (" + where(place) + ")";
}

Error no_such_pane(std::string_view session, std::string_view selector, std::span<const PlacedPane> panes) {
  std::string message =
      "session \"" + std::string(session) + "\" has no pane " + in_quotes(selector) + "; its panes:";
  for (std::size_t i = 0; i < std::min(panes.size(), kMaxNamed); ++i)
    message.append(i == 0 ? " " : ", ").append(with_id(panes[i]));
  if (panes.size() > kMaxNamed) message += " … (" + std::to_string(panes.size()) + " in all)";
  return {Errc::not_found, std::move(message)};
}

Error ambiguous(std::string_view session, std::string_view selector, const Places& found) {
  std::string message =
      in_quotes(selector) + " means several panes of session \"" + std::string(session) + "\":";
  for (std::size_t i = 0; i < std::min(found.size(), kMaxNamed); ++i) {
    message.append(i == 0 ? " " : ", ").append(with_id(*found[i]));
  }
  if (found.size() > kMaxNamed) message += " … (" + std::to_string(found.size()) + " in all)";
  return {Errc::invalid_argument, message + ". Use one of these."};
}

bool take_window_name(std::string_view printed, PlacedPane& row) {
  const auto window = without_session(printed, row.session);
  if (window) row.window_name = *window;
  return window.has_value();
}

const RowTable<PlacedPane>& place_rows() {
  static const RowTable<PlacedPane> table = pane_rows({
      field<&PlacedPane::window_index>("#{window_index}"),
      field<&PlacedPane::pane_index>("#{pane_index}"),
      field<&PlacedPane::active>("#{pane_active}"),
      {names_format(), take_window_name},
  });
  return table;
}

std::optional<std::vector<PlacedPane>> parse_places(std::string_view text, const std::string& session) {
  PlacedPane known;
  known.session = session;
  auto panes = place_rows().parse_all(text, known);
  if (panes && panes->empty()) return std::nullopt;  // a session has at least one
  return panes;
}

Task<Result<Pane>> find_selected(Chain chain, std::string session, std::string selector) {
  UniqueFunction<Command(const std::string&)> command = [](const std::string& target) {
    Command list("list-panes");
    list.flag("-s").flag("-t").arg(target + ":").flag("-F").arg(place_rows().format());
    return list;
  };
  ParseAnswer<std::vector<PlacedPane>> parse = [&session](std::string_view text) {
    return parse_places(text, session);
  };
  auto listing = ask_exactly<std::vector<PlacedPane>>(chain, session, std::move(command), std::move(parse));
  const auto panes = co_await listing;
  if (!panes) co_return panes.error();
  co_return select_pane(chain->shown(session), selector, *panes);
}

}  // namespace

Result<Pane> select_pane(std::string_view session, std::string_view selector,
                         std::span<const PlacedPane> panes) {
  for (const auto by : {by_id, by_index, by_name}) {
    const Places found = by(selector, panes);
    if (found.size() > 1) return ambiguous(session, selector, found);
    if (found.size() == 1) return found.front()->pane;
  }
  return no_such_pane(session, selector, panes);
}

void find_pane(const Chain& chain, const std::string& session, std::string selector,
               UniqueFunction<void(Result<Pane>)> done) {
  if (selector.empty()) return find_active_pane(chain, session, std::move(done));
  start(find_selected(chain, session, std::move(selector)), std::move(done));
}

}  // namespace smcp::tmux
