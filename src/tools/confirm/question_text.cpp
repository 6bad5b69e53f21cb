#include "tools/confirm/question_text.hpp"

#include <string>

#include "json/writer.hpp"
#include "text/visible.hpp"

namespace smcp::tools {
namespace {

std::string visible_json(std::string_view text) {
  std::string json;
  transport::JsonWriter(json).string(text);
  return visible(json);
}

/// The program that asks, as it calls itself.
std::string asker(const transport::ClientInfo& client) {
  if (client.name.empty()) return "An assistant";
  return "An assistant (" + visible(client.name) + ")";
}

std::string list_of(const AskedTarget& target, const Server& server, bool (*wanted)(const AskedSession&)) {
  std::string list;
  for (const AskedSession& session : target.sessions) {
    if (wanted(session))
      list.append(list.empty() ? "" : ", ").append(visible_json(server.shown(session.name)));
  }
  return list;
}

bool any(const AskedSession&) {
  return true;
}
bool not_made(const AskedSession& session) {
  return session.found && !session.found->facts.ours;
}
bool shared(const AskedSession& session) {
  return session.found && session.found->facts.ours && !is_ours(*session.found);
}

/// ` on session "x"`, and whose it is.
std::string place(const AskedTarget& target, const Server& server) {
  if (target.sessions.empty()) return ".";
  const bool one = target.sessions.size() == 1;
  std::string text = (one ? " on session " : " on sessions ") + list_of(target, server, any);
  if (target.pane) text += " (pane " + target.pane->id.text() + ")";
  text += ".";
  const std::string others = list_of(target, server, not_made);
  if (!others.empty()) text += " sessions-mcp has not made " + (one ? "it" : others) + ".";
  const std::string sharing = list_of(target, server, shared);
  if (!sharing.empty())
    text += " A session that sessions-mcp has not made shares a window with " + (one ? "it" : sharing) + ".";
  return text;
}

}  // namespace

bool lasts(const Tool& tool, const AskedTarget& target) {
  return !target.nothing_there() && tool.name != "kill_session";
}

transport::Question question_for(const Call& call, const Tool& tool, const AskedTarget& target, bool hidden) {
  transport::Question question;
  std::string& message = question.message;
  message = asker(call.client) + " wants to call " + std::string(tool.name) + place(target, call.server);
  for (const auto& [name, json] : call.arguments.given()) {
    if (name == "name" || name == "names") continue;
    message.append("\n").append(name).append(": ");
    const bool secret = hidden && name == "keys";
    message += secret ? "(hidden, because the terminal does not show what is typed now)"
                      : ends_of(visible(json), kMaxShownArgument);
  }
  question.choices.push_back({kOnce, "Yes, this once"});
  if (lasts(tool, target)) {
    question.choices.push_back(
        {kForSession,
         tool.effect == Effect::destroys
             ? "Yes, and do not ask again before something in this session is killed"
             : "Yes, and do not ask again about this session, unless something is to be killed"});
  }
  question.choices.push_back({kRefuse, "No"});
  return question;
}

}  // namespace smcp::tools
