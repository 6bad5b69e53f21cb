#include "tmux/act/placeholder.hpp"

#include <array>
#include <string_view>

#include "tmux/act/session_variables.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

/// Runs until the shell replaces it; ends by itself if we are killed in between.
constexpr std::array<std::string_view, 2> kPlaceholder = {"sleep", "60"};
/// Whether that is what a pane was started with, quoted as the version likes.
constexpr std::string_view kIsPlaceholder = "#{m:*sleep*60*,#{pane_start_command}}";

/// True if new panes of a session would keep fewer than kHistoryLimit lines. It is written with the formats
/// of tmux 2.9, which cannot compare numbers.
constexpr std::string_view kHasShortHistory =
    "#{==:#{||:#{m:[5-9]????,#{history_limit}},#{m:??????*,#{history_limit}}},0}";
static_assert(kHistoryLimit == 50'000, "kHasShortHistory says so, too");

/// Whether the session lasts without clients. Up to 3.3 the option is a flag, and expands to a number.
constexpr std::string_view kLasts = "#{||:#{==:#{destroy-unattached},0},#{==:#{destroy-unattached},off}}";

constexpr std::string_view kInFront = "#{&&:#{window_active},#{pane_active}}";
constexpr std::string_view kFrontMark = "sessions-mcp-front ";

void append_window(Command& batch, const std::string& target, const PaneStart& start) {
  batch.then("new-window").flag("-k").flag("-t").arg(target).flag("-P").flag("-F").arg(MadeShell::format());
  // The default here would be our directory, not the session's.
  append_cwd(batch, start);
}

}  // namespace

void append_placeholder(Command& command) {
  command.flag("--");
  for (const auto word : kPlaceholder) command.flag(word);
}

void append_settings(Command& batch, const std::string& session,
                     const std::vector<std::string>& environment) {
  const std::string target = session + ":";
  append_kept_variables(batch, target, environment);
  const std::string set = "set-option -t '" + target + "' ";
  batch.then("if-shell").flag("-F").flag("-t").arg(target).arg(kLasts).arg("");
  batch.arg(set + "destroy-unattached off");
  batch.then("if-shell").flag("-F").flag("-t").arg(target).arg(kHasShortHistory);
  batch.arg(set + "history-limit " + std::to_string(kHistoryLimit));
}

void append_window_for_first(Command& batch, const std::string& session, const PaneStart& start) {
  const std::string first = session + ":^";
  Precondition::alone(first, kIsPlaceholder).append_to(batch);
  append_window(batch, first, start);
}

void append_window_for(Command& batch, const MadeSession& made, const PaneStart& start) {
  const std::string first = made.id.text() + ":^";
  Precondition::alone(first, "#{==:#{pane_id}," + made.placeholder.text() + "}").append_to(batch);
  append_window(batch, first, start);
}

void append_pane_for(Command& batch, const MadeSession& made, const PaneStart& start) {
  // Before it, so that all of its room is the shell's when it goes: tmux gives that to the pane before.
  batch.then("split-window").flag("-b").flag("-t").arg(made.placeholder.text());
  batch.flag("-P").flag("-F").arg(MadeShell::format());
  append_cwd(batch, start);
  batch.then("kill-pane").flag("-t").arg(made.placeholder.text());
}

Command bring_to_front(const MadeSession& made, PaneId pane) {
  const std::string id = pane.text();
  Command batch = Precondition::server(made.server).begin();
  batch.then("if-shell").flag("-F").flag("-t").arg(id).arg(kInFront).arg("");
  batch.arg("select-window -t " + id + " ; select-pane -Z -t " + id);
  batch.then("display-message").flag("-p").flag("-t").arg(id);
  batch.arg(std::string(kFrontMark) + "#{pane_id}#{pane_dead}");
  return batch;
}

bool is_there(std::string_view answer, PaneId pane) {
  return answer.find(std::string(kFrontMark) + pane.text() + "0\n") != std::string_view::npos;
}

}  // namespace smcp::tmux
