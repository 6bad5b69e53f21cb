// list_sessions, has_session, list_windows: what there is.
#include <utility>

#include "base/contains.hpp"
#include "json/writer.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/find/windows.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

using transport::JsonWriter;

std::string sessions_json(const Call& call, std::vector<tmux::Session> sessions, const tmux::OwnPanes& own) {
  std::erase_if(sessions, [&call](const tmux::Session& session) { return !call.lists(session.name); });
  std::string json;
  JsonWriter writer(json);
  writer.begin_object().field("count", sessions.size()).key("sessions").begin_array();
  for (const auto& session : sessions) {
    writer.begin_object().field("name", call.server.shown(session.name)).field("windows", session.windows);
    writer.field("created_at", iso_8601(session.created))
        .field("last_activity_at", iso_8601(session.activity));
    writer.field("attached", session.attached > 0);
    if (session.made_by) writer.field("made_by", *session.made_by);
    if (contains(own.sessions, session.id)) writer.field("holds_this_assistant", true);
    writer.end_object();
  }
  writer.end_array().end_object();
  return json;
}

void write_panes(JsonWriter& writer, const std::vector<tmux::WindowPane>& panes, const tmux::OwnPanes& own) {
  writer.begin_array();
  for (const auto& pane : panes) {
    writer.begin_object().field("id", pane.id.text()).field("index", pane.index);
    writer.field("active", pane.active).field("command", pane.command).key("pid");
    pane.pid ? writer.integer(*pane.pid) : writer.null();
    writer.field("width", pane.width).field("height", pane.height).field("dead", pane.dead);
    writer.field("title", pane.title).key("cwd");
    pane.cwd.empty() ? writer.null() : writer.string(pane.cwd);
    writer.field("left", pane.left).field("top", pane.top).key("log");
    pane.log ? writer.string(*pane.log) : writer.null();
    if (contains(own.panes, pane.id)) writer.field("runs_this_assistant", true);
    writer.end_object();
  }
  writer.end_array();
}

std::string windows_json(const std::string& session, const std::vector<tmux::Window>& windows,
                         const tmux::OwnPanes& own) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object().field("session", session).field("count", windows.size()).key("windows").begin_array();
  for (const auto& window : windows) {
    writer.begin_object().field("index", window.index).field("name", window.name);
    writer.field("active", window.active).field("panes", window.panes).key("pane_list");
    write_panes(writer, window.pane_list, own);
    writer.end_object();
  }
  writer.end_array().end_object();
  return json;
}

/// Gives `go` our own panes, which are marked in lists. It costs a request where there can be some: on this machine, and on
/// one that has not told yet which it is.
void with_own_panes(const CallPtr& call, UniqueFunction<void(const tmux::OwnPanes&)> go) {
  tmux::find_own_panes(call->chain, call->server.home,
                       [call, go = std::move(go)](const Result<tmux::OwnPanes>& own) mutable {
                         if (!own) return call->fail(own.error());
                         go(*own);
                       });
}

}  // namespace

void list_sessions(Toolbox&, const CallPtr& call) {
  with_own_panes(call, [call](const tmux::OwnPanes& own) {
    tmux::list_sessions(call->chain, [call, own](Result<std::vector<tmux::Session>> sessions) {
      if (!sessions) return call->fail(sessions.error());
      call->answer(sessions_json(*call, std::move(*sessions), own));
    });
  });
}

void has_session(Toolbox&, const CallPtr& call) {
  tmux::find_session(call->chain, call->name(), [call](const Result<std::optional<tmux::SessionId>>& found) {
    if (!found) return call->fail(found.error());
    const bool hidden = !call->lists(call->name());
    std::string json;
    JsonWriter writer(json);
    writer.begin_object().field("name", call->shown_name()).field("exists", found->has_value() && !hidden);
    if (hidden) writer.field("why", call->server.policy.hidden_by(call->name()));
    writer.end_object();
    call->answer(std::move(json));
  });
}

void list_windows(Toolbox&, const CallPtr& call) {
  with_own_panes(call, [call](const tmux::OwnPanes& own) {
    tmux::list_windows(call->chain, call->name(), [call, own](Result<std::vector<tmux::Window>> windows) {
      if (!windows) return call->fail(windows.error());
      call->answer(windows_json(call->shown_name(), *windows, own));
    });
  });
}

}  // namespace smcp::tools
