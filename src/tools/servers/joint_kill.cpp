// kill_session on several servers: each session goes or stays for itself.
#include <utility>

#include "tools/servers/joint_call.hpp"
#include "tools/servers/joint_json.hpp"

namespace smcp::tools {
namespace {

/// All sessions of a server stay.
void add_failed(std::string& failed, const JointPart& part) {
  for (const std::string& name : part.call.arguments.texts("names")) {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("session", part.server().shown(name));
    writer.field("error", part.problem()).end_object();
    add_items(failed, json);
  }
}

transport::ToolResult join_kills(Toolbox&, const JointParts& parts, Elapsed) {
  std::uint64_t killed = 0;
  std::string ended, lives_on, left_running, failed;
  for (const JointPart& part : parts) {
    if (!part.has_result()) {
      add_failed(failed, part);
      continue;
    }
    const std::string& json = part.result->json_or_message();
    killed += count_in(json, "killed");
    add_items(ended, array_in(json, "ended"));
    add_items(lives_on, array_in(json, "lives_on"));
    add_items(left_running, array_in(json, "left_running"));
    add_items(failed, array_in(json, "failed"));
  }
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("killed", killed).key("ended").raw("[" + ended + "]");
  write_items(writer, "lives_on", lives_on);
  write_items(writer, "left_running", left_running);
  write_items(writer, "failed", failed);
  writer.end_object();
  return transport::ToolResult::object(std::move(json));
}

}  // namespace

const JointKind kJointKill{.join = join_kills};

}  // namespace smcp::tools
