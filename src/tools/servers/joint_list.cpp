// list_sessions on several servers.
#include "tools/servers/joint_call.hpp"
#include "tools/servers/joint_json.hpp"

namespace smcp::tools {
namespace {

transport::ToolResult join_lists(Toolbox&, const JointParts& parts, Elapsed) {
  std::uint64_t count = 0;
  std::string sessions;
  std::string errors;
  for (const JointPart& part : parts) {
    if (part.has_result()) {
      count += count_in(part.result->json_or_message(), "count");
      add_items(sessions, array_in(part.result->json_or_message(), "sessions"));
    } else {
      add_problem(errors, part);
    }
  }
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("count", count).key("sessions").raw("[" + sessions + "]");
  write_items(writer, "errors", errors);
  writer.end_object();
  return transport::ToolResult::object(std::move(json));
}

}  // namespace

const JointKind kJointList{.join = join_lists, .patience = kListPatience};

}  // namespace smcp::tools
