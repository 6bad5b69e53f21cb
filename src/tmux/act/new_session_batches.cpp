#include "tmux/act/new_session_batches.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "tmux/act/long_history.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/act/pane_log.hpp"
#include "tmux/act/session_variables.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/row_safe.hpp"

namespace smcp::tmux {
namespace {

/// Runs until the shell replaces it; ends by itself if we are killed in between.
constexpr std::array<std::string_view, 2> kPlaceholder = {"sleep", "60"};
/// Whether that is what a pane was started with, quoted as the version likes.
constexpr std::string_view kIsPlaceholder = "#{m:*sleep*60*,#{pane_start_command}}";

/// Whether the session lasts without clients. Up to 3.3 the option is a flag, and expands to a number.
constexpr std::string_view kLasts = "#{||:#{==:#{destroy-unattached},0},#{==:#{destroy-unattached},off}}";

constexpr std::string_view kInFront = "#{&&:#{window_active},#{pane_active}}";

/// Whether every version stores the name as it is, and it has no other meaning in a target or a quoted
/// string.
bool is_plain(std::string_view name) {
  return can_target_by_name(name) && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                  c == '-';
         });
}

/// Before all else, so that no shell of ours is ever in a session without the mark. `target` is a pane of the session;
/// if that is a name, `check` has to hold at each of the two steps, since hooks of a step may give the name away.
void append_mark(Command& batch, const MadeBy& made_by, const std::string& target,
                 const std::optional<Precondition>& check) {
  if (made_by.program.empty()) return;
  const auto set = [&](std::string_view option, std::string_view value) {
    if (check) check->append_to(batch);
    batch.then("set-option").flag("-t").arg(target).flag(option).arg(value);
  };
  set(kMadeByOption, row_safe(made_by.program));
  set(kMadeAtOption, std::to_string(made_by.second));
}

/// What must be there before the shell: the variables that the session has from its server, that it lasts while nobody
/// is attached to it, whatever destroy-unattached says of others, and what was asked for. `session` is `=NAME` or `$1`.
void append_settings(Command& batch, const NewSession& wanted, const std::string& session,
                     const std::vector<std::string>& environment) {
  const std::string target = session + ":";
  append_kept_variables(batch, target, environment);
  batch.then("if-shell").flag("-F").flag("-t").arg(target).arg(kLasts).arg("");
  batch.arg("set-option -t '" + target + "' destroy-unattached off");
  append_long_history(batch, session);
  if (!wanted.shell.empty()) {
    batch.then("set-option").flag("-t").arg(target).flag("default-shell").arg(wanted.shell);
    batch.then("set-option").flag("-t").arg(target).flag("default-command").arg("");
  }
  append_later_size(batch, session, wanted.size);
  append_session_env(batch, session, wanted.start);
}

void append_window(Command& batch, const NewSession& wanted, const std::string& target) {
  batch.then("new-window").flag("-k").flag("-t").arg(target).flag("-P").flag("-F").arg(MadeShell::format());
  // The default here would be our directory, not the session's.
  append_cwd(batch, wanted.start);
}

/// Adds what the new pane gets at once. None of it has a target, so that tmux applies it to that pane: by then a hook
/// may have made other windows and panes, and selected them. Without the pane, if a hook has killed it, tmux would
/// choose another target: `same` ends the batch before that.
void append_rest(Command& batch, const NewSession& wanted, const Precondition& same) {
  same.append_to(batch);
  if (!wanted.log.empty()) append_log(batch, wanted.log);
  append_size(batch, wanted.size);
  append_hold(batch);
  batch.then("display-message").flag("-p").arg(MadeShell::sized_format());
}

Command begin_shell(const NewSession& wanted, const MadeSession& made,
                    const std::vector<std::string>& environment) {
  Command batch = Precondition::server(made.server).begin();
  append_mark(batch, wanted.made_by, made.id.text() + ":", std::nullopt);
  append_settings(batch, wanted, made.id.text(), environment);
  return batch;
}

}  // namespace

bool is_one_batch(const NewSession& wanted) {
  return is_plain(wanted.name) && wanted.start.env.empty();
}

Command make_session(const NewSession& wanted, const std::vector<std::string>& environment) {
  Command batch = Precondition::survives_new_session().begin();
  batch.then("new-session").flag("-d").flag("-P").flag("-F").arg(MadeSession::format());
  batch.flag("-s").arg(format_literal(wanted.name));
  append_cwd(batch, wanted.start);
  append_session_flags(batch, environment);
  batch.flag("--");
  for (const auto word : kPlaceholder) batch.flag(word);
  if (!is_one_batch(wanted)) return batch;
  const std::string session = "=" + wanted.name;
  const std::string first = session + ":^";
  const Precondition alone = Precondition::alone(first, kIsPlaceholder);
  append_mark(batch, wanted.made_by, session + ":", alone);
  append_settings(batch, wanted, session, environment);
  alone.append_to(batch);
  append_window(batch, wanted, first);
  append_rest(batch, wanted, Precondition::session("", wanted.name));
  return batch;
}

Command make_shell_window(const NewSession& wanted, const MadeSession& made,
                          const std::vector<std::string>& environment) {
  Command batch = begin_shell(wanted, made, environment);
  const std::string first = made.id.text() + ":^";
  Precondition::alone(first, "#{==:#{pane_id}," + made.placeholder.text() + "}").append_to(batch);
  append_window(batch, wanted, first);
  append_rest(batch, wanted, Precondition::same_session("", made.id));
  return batch;
}

Command make_shell_pane(const NewSession& wanted, const MadeSession& made,
                        const std::vector<std::string>& environment) {
  Command batch = begin_shell(wanted, made, environment);
  // Before it, so that all of its room is the shell's when it goes: tmux gives that to the pane before.
  batch.then("split-window").flag("-b").flag("-t").arg(made.placeholder.text());
  batch.flag("-P").flag("-F").arg(MadeShell::format());
  append_cwd(batch, wanted.start);
  batch.then("kill-pane").flag("-t").arg(made.placeholder.text());
  append_rest(batch, wanted, Precondition::same_session("", made.id));
  return batch;
}

Command bring_to_front(const MadeSession& made, PaneId pane) {
  const std::string id = pane.text();
  Command batch = Precondition::server(made.server).begin();
  batch.then("if-shell").flag("-F").flag("-t").arg(id).arg(kInFront).arg("");
  batch.arg("select-window -t " + id + " ; select-pane -Z -t " + id);
  return batch;
}

}  // namespace smcp::tmux
