#include "tmux/windows.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "tmux/errors.hpp"
#include "tmux/exact_target.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// A row, if it belongs to `session`; the session's name stands before the window's, and we know its length.
std::optional<Window> parse_window(std::string_view line, const std::string& session) {
  const auto row = split_row(line, 4);
  if (!row) return std::nullopt;
  const auto index = parse_number<std::uint32_t>((*row)[0]);
  const auto panes = parse_number<std::uint32_t>((*row)[2]);
  auto names = (*row)[3];
  const std::string prefix = session + kFieldSeparator;
  if (!index || !panes || !names.starts_with(prefix)) return std::nullopt;
  names.remove_prefix(prefix.size());
  return Window{*index, (*row)[1] == "1", *panes, std::string(names)};
}

std::optional<std::vector<Window>> parse_windows(std::string_view text, const std::string& session) {
  std::vector<Window> windows;
  for (const auto line : split_lines(text)) {
    auto window = parse_window(line, session);
    if (!window) return std::nullopt;
    windows.push_back(std::move(*window));
  }
  if (windows.empty()) return std::nullopt;  // a session has one at the least
  return windows;
}

}  // namespace

void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done) {
  auto answer = std::make_shared<decltype(done)>(std::move(done));
  auto attempt = [chain, session, answer](const std::string& target, UniqueFunction<void(Attempt)> outcome) {
    Command command("list-windows");
    command.flag("-t").arg(target).flag("-F").arg(
        row_format({"window_index", "window_active", "window_panes", "session_name", "window_name"}));
    chain->run(std::move(command),
               [session, answer, outcome = std::move(outcome)](Result<std::string> text) mutable {
                 if (!text) {
                   if (text.error().code == Errc::not_found) return outcome(Attempt::wrong_target);
                   if (text.error().code == Errc::no_server) return (*answer)(no_such_session(session));
                   return (*answer)(text.error());
                 }
                 auto windows = parse_windows(*text, session);
                 if (!windows) return outcome(Attempt::wrong_target);
                 (*answer)(std::move(*windows));
               });
  };
  with_exact_target(chain, session, std::move(attempt),
                    [answer](Error error) { (*answer)(std::move(error)); });
}

}  // namespace smcp::tmux
