// wait_for on several servers: the first session that ends its wait ends all, or each has to.
#include <algorithm>
#include <memory>
#include <string>

#include "tools/servers/joint_call.hpp"
#include "tools/servers/joint_json.hpp"
#include "tools/waits/elapsed.hpp"

namespace smcp::tools {
namespace {

bool waits_for_all(const JointParts& parts) {
  return parts.front().call.arguments.boolean("all");
}

bool has_timed_out(const JointPart& part) {
  return part.result->json_or_message().find("\"outcome\":\"timeout\"") != std::string::npos;
}

/// What the call asks for is there.
bool is_reached(const JointPart& part) {
  return part.has_result() && !has_timed_out(part);
}

/// The call itself is wrong, as with a session that does not exist: nobody should wait to hear of that.
bool is_wrong(const JointPart& part) {
  return part.result && !part.has_result() && !part.is_unreachable();
}

bool is_over(const JointParts& parts) {
  return std::any_of(parts.begin(), parts.end(), is_wrong) ||
         (!waits_for_all(parts) && std::any_of(parts.begin(), parts.end(), is_reached));
}

/// Those who have not been reached; who has not answered just waits.
std::string errors_of(const JointParts& parts) {
  std::string errors;
  for (const JointPart& part : parts)
    if (part.result && !part.has_result()) add_problem(errors, part);
  return errors;
}

transport::ToolResult join_all(const JointParts& parts, Elapsed elapsed) {
  const auto text = std::make_shared<std::string>();
  std::string_view outcome = "all";
  for (const JointPart& part : parts) {
    if (!text->empty()) text->push_back('\n');
    text->append(part.has_result() ? std::string(part.result->text_block().text) : part.problem());
    if (!part.has_result() && outcome == "all") outcome = "unknown";
    if (part.has_result() && has_timed_out(part)) outcome = "timeout";
  }
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("outcome", outcome).key("elapsed_s").raw(seconds_text(elapsed)).end_object();
  return transport::ToolResult::text({*text, text}, std::move(json));
}

transport::ToolResult join_waits(Toolbox&, const JointParts& parts, Elapsed elapsed) {
  const auto wrong = std::find_if(parts.begin(), parts.end(), is_wrong);
  if (wrong != parts.end()) return transport::ToolResult::error(wrong->problem());
  if (waits_for_all(parts)) return join_all(parts, elapsed);
  const std::string errors = errors_of(parts);
  const auto reached = std::find_if(parts.begin(), parts.end(), is_reached);
  if (reached == parts.end()) {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("outcome", "timeout");
    writer.key("elapsed_s").raw(seconds_text(elapsed));
    write_items(writer, "errors", errors);
    writer.end_object();
    return transport::ToolResult::note(std::move(json));
  }
  const transport::ToolResult& result = *reached->result;
  if (errors.empty()) return result;
  std::string json = result.json_or_message();
  json.pop_back();
  json += ",\"errors\":[" + errors + "]}";
  if (result.kind() == transport::ToolResult::Kind::note) return transport::ToolResult::note(std::move(json));
  return transport::ToolResult::text(result.text_block(), std::move(json));
}

}  // namespace

const JointKind kJointWait{.join = join_waits, .is_over = is_over};

}  // namespace smcp::tools
