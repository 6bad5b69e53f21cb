// session_status on several servers: the lines of each, and one `since` for all.
#include <memory>
#include <utility>

#include "tools/servers/joint_call.hpp"
#include "tools/servers/joint_json.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kNone = "no sessions";

/// The token that a part answers with, as its server knows it. It has no character that JSON escapes.
std::string token_of(const JointPart& part) {
  constexpr std::string_view kKey = "\"since\":\"";
  const std::string& json = part.result->json_or_message();
  const auto begin = json.find(kKey) + kKey.size() + part.server().prefix.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

/// All of them if one part is: the token that was given is none of ours any more.
bool is_unknown(const JointPart& part) {
  return part.has_result() &&
         part.result->json_or_message().find("\"unknown_since\":true") != std::string::npos;
}

/// What is told of all, while it is collected.
struct Told {
  std::string text;
  std::string errors;
  std::uint64_t sessions = 0;
  bool unknown = false;
  JointTokens::Tokens tokens;

  void add_line(std::string_view line) {
    if (!text.empty() && !line.empty()) text += '\n';
    text += line;
  }

  void add(const JointPart& part) {
    const std::string& json = part.result->json_or_message();
    sessions += count_in(json, "sessions");
    add_items(errors, array_in(json, "errors"));
    const auto lines = part.result->text_block().text;
    if (lines != kNone) add_line(lines);
    tokens.emplace_back(part.server().prefix, token_of(part));
    // It has not answered when the token was made: then this is the first look.
    const bool first = part.call.arguments.has("since") && part.call.arguments.text("since").empty();
    if (first)
      add_error(errors, part.title() + " had not answered then: what has come since is not known");
    else if (is_unknown(part))
      unknown = true;
  }

  void add_silent(const JointPart& part) {
    if (part.is_unreachable())
      add_line(part.problem());
    else
      add_problem(errors, part);
    // The next look goes on from where the last one was.
    tokens.emplace_back(part.server().prefix, part.call.arguments.text("since"));
  }
};

transport::ToolResult join_statuses(Toolbox& tools, const JointParts& parts, Elapsed) {
  Told told;
  for (const JointPart& part : parts) part.has_result() ? told.add(part) : told.add_silent(part);
  const auto text = std::make_shared<std::string>(told.text.empty() ? kNone : std::move(told.text));
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("sessions", told.sessions);
  writer.field("since", tools.joint_tokens.keep(std::move(told.tokens)));
  if (told.unknown) writer.field("unknown_since", true);
  write_items(writer, "errors", told.errors);
  writer.end_object();
  return transport::ToolResult::text({*text, text}, std::move(json));
}

}  // namespace

const JointKind kJointStatus{.join = join_statuses, .patience = kListPatience};

}  // namespace smcp::tools
