// new_session: a shell in tmux that outlives the conversation.
#include "tmux/act/new_session.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "text/shell_word.hpp"
#include "text/shortened.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/find/windows.hpp"
#include "tools/session_name.hpp"
#include "tools/tool.hpp"
#include "tools/wanted_session.hpp"

namespace smcp::tools {
namespace {

/// One sentence: what the caller does next, and how a person can watch.
std::string session_hint(const Call& call, bool has_command) {
  const std::string next = has_command ? "Next, wait_for" : "Next, run_command or send_keys";
  return next + "; a person can watch with: " + call.server.tmux_command + " attach -t " +
         shell_word(call.name());
}

std::string created_json(const Call& call, const tmux::NewSessionPane& made) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("name", call.shown_name());
  for (const std::string_view optional : {"cwd", "command"}) {
    const auto& value = call.arguments.text(optional);
    writer.key(optional);
    value.empty() ? writer.null() : writer.string(shortened(value));
  }
  writer.field("status", "running")
      .field("pane", made.pane.text())
      .field("cursor", call.server.shown(made.start.text()));
  if (call.arguments.has("log")) writer.field("log", shortened(call.arguments.text("log")));
  writer.field("hint", session_hint(call, !tmux::is_blank(call.arguments.text("command")))).end_object();
  return json;
}

/// The program in the foreground of the active pane; "" if nobody knows.
std::string program_in(const std::vector<tmux::Window>& windows) {
  for (const auto& window : windows) {
    if (!window.active) continue;
    const auto& panes = window.pane_list;
    const auto active =
        std::find_if(panes.begin(), panes.end(), [](const auto& pane) { return pane.active; });
    if (active != panes.end() && !active->dead) return active->command;
  }
  return {};
}

/// The name is taken, perhaps by a person: says what runs there, and which name is free. `error` has the words
/// that users know.
void fail_taken(const CallPtr& call, const Error& error) {
  tmux::list_windows(
      call->chain, call->name(), [call, error](const Result<std::vector<tmux::Window>>& windows) {
        const std::string program = windows ? program_in(*windows) : "";
        tmux::list_sessions(call->chain, [call, error, program](const auto& sessions) {
          std::string message =
              error.message + " It " + (program.empty() ? "" : "is running " + shortened(program) + " and ");
          message += "may not be yours: kill only what you started. Otherwise use it";
          std::vector<std::string_view> taken;
          if (sessions) {
            for (const tmux::Session& session : *sessions)
              if (call->lists(session.name)) taken.push_back(session.name);
          }
          const auto free = sessions ? free_name(call->name(), taken) : std::nullopt;
          if (free && call->lists(*free))
            message += ", or pick a name such as \"" + call->server.shown(*free) + "\"";
          call->fail({error.code, message + "."});
        });
      });
}

/// What can be said of the arguments without asking anybody.
Status check_wanted(const tmux::NewSession& wanted) {
  if (wanted.log.find('\0') != std::string::npos)
    return Error{Errc::invalid_argument, "log cannot contain U+0000"};
  if (!wanted.log.empty() && wanted.log.front() != '/')
    return Error{Errc::invalid_argument,
                 "log must be an absolute path, and nothing was started; ~ and $VAR are not "
                 "expanded: " +
                     shortened(wanted.log)};
  return tmux::check_typable(wanted.command);
}

}  // namespace

void new_session(Toolbox&, const CallPtr& call) {
  auto asked = wanted_session(*call);
  if (!asked) return call->fail(asked.error());
  tmux::NewSession& wanted = *asked;
  wanted.command = call->arguments.text("command");
  if (tmux::is_blank(wanted.command)) wanted.command.clear();
  wanted.log = call->arguments.text("log");
  if (const Status checked = check_wanted(wanted); !checked) return call->fail(checked.error());
  auto create = [call, wanted = std::move(*asked)]() mutable {
    auto on_progress = [call](std::string_view message) { call->reply.progress(message); };
    tmux::create_session(call->server.loop, call->chain, std::move(wanted), std::move(on_progress),
                         [call](const Result<tmux::NewSessionPane>& made) {
                           const bool taken = !made && made.error().code == Errc::already_exists;
                           if (taken) return fail_taken(call, made.error());
                           if (!made) return call->fail(made.error());
                           call->is_about(made->pane);
                           call->answer(created_json(*call, *made));
                         });
  };
  in_turn(call, std::move(create));
}

}  // namespace smcp::tools
