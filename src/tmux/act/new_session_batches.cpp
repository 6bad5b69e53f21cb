#include "tmux/act/new_session_batches.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "tmux/act/new_pane.hpp"
#include "tmux/act/new_session_rows.hpp"
#include "tmux/find/exact_target.hpp"

namespace smcp::tmux {
namespace {

/// Runs in the first window until the shell's window replaces it; ends by itself if we are killed in between.
constexpr std::array<std::string_view, 2> kPlaceholder = {"sleep", "60"};

/// Whether every version stores the name as it is, and it has no other meaning in a target or a quoted
/// string.
bool is_plain(std::string_view name) {
  return can_target_by_name(name) && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                  c == '-';
         });
}

/// What new panes of the session get: it is set before the shell is made.
void append_options(Command& batch, const NewSession& wanted, const std::string& session) {
  append_long_history(batch, session);
  if (!wanted.shell.empty()) {
    batch.then("set-option").flag("-t").arg(session + ":").flag("default-shell").arg(wanted.shell);
    batch.then("set-option").flag("-t").arg(session + ":").flag("default-command").arg("");
  }
  append_later_size(batch, session, wanted.size);
  append_session_env(batch, session, wanted.start);
}

/// Adds the rest of the batch: it sets the session's options, replaces the placeholder by the shell's window, and prints
/// the shell's rows. What follows new-window has no target, so that tmux applies it to the new pane: by then a hook may
/// have made other windows and panes, and selected them.
void append_shell(Command& batch, const NewSession& wanted, const std::string& session) {
  append_options(batch, wanted, session);
  batch.then("new-window").flag("-k").flag("-t").arg(session + ":^").flag("-P").flag("-F");
  batch.arg(MadeShell::format());
  // The default here would be our directory, not the session's.
  append_cwd(batch, wanted.start);
  // Without the pane, if a hook has killed it, tmux would choose another target.
  Precondition::session("", wanted.name).append_to(batch);
  append_size(batch, wanted.size);
  append_hold(batch);
  batch.then("display-message").flag("-p").arg(MadeShell::sized_format());
}

}  // namespace

bool is_one_batch(const NewSession& wanted) {
  return is_plain(wanted.name) && wanted.start.env.empty();
}

Command make_session(const NewSession& wanted) {
  Command batch("new-session");
  batch.flag("-d").flag("-P").flag("-F").arg(MadeSession::format());
  batch.flag("-s").arg(format_literal(wanted.name));
  append_cwd(batch, wanted.start);
  batch.flag("--");
  for (const auto word : kPlaceholder) batch.flag(word);
  if (is_one_batch(wanted)) append_shell(batch, wanted, "=" + wanted.name);
  return batch;
}

Command make_shell(const NewSession& wanted, const ServerId& server, const std::string& session) {
  Command batch = Precondition::server(server).begin();
  append_shell(batch, wanted, session);
  return batch;
}

}  // namespace smcp::tmux
