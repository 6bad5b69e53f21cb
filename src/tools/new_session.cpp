// new_session: a shell in tmux that outlives the conversation.
#include "tmux/act/new_session.hpp"

#include <utility>

#include "json/writer.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

std::string created_json(const Call& call) {
  const auto& name = call.name();
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("name", name);
  for (const std::string_view optional : {"cwd", "command"}) {
    const auto& value = call.arguments.text(optional);
    writer.key(optional);
    value.empty() ? writer.null() : writer.string(value);
  }
  writer.field("status", "running");
  writer.field("hint", "Use capture_pane name=\"" + name + "\" to check output; tmux attach -t \"" + name +
                           "\" from a real terminal to watch live.");
  writer.end_object();
  return json;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

}  // namespace

void new_session(Toolbox&, const CallPtr& call) {
  tmux::NewSession wanted{call->name(), call->arguments.text("cwd"), call->arguments.text("command")};
  if (is_blank(wanted.command)) wanted.command.clear();
  if (wanted.cwd.find('\0') != std::string::npos) {
    return call->fail({Errc::invalid_argument, "cwd cannot contain U+0000"});
  }
  const Status typable = tmux::check_typable(wanted.command);
  if (!typable) return call->fail(typable.error());
  auto create = [call, wanted = std::move(wanted)]() mutable {
    auto on_progress = [call](std::string_view message) { call->reply.progress(message); };
    tmux::create_session(call->server.loop, call->chain, std::move(wanted), std::move(on_progress),
                         [call](const Status& status) {
                           if (!status) return call->fail(status.error());
                           call->answer(created_json(*call));
                         });
  };
  in_turn(call, std::move(create));
}

}  // namespace smcp::tools
