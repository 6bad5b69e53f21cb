// search_output on several servers: the matches of each, as many in all as one search shows.
#include <algorithm>
#include <memory>
#include <utility>

#include "tools/servers/joint_call.hpp"
#include "tools/servers/joint_json.hpp"

namespace smcp::tools {
namespace {

/// Upper bound on the text of all, in bytes: far below 8 MiB as JSON, as of one search.
constexpr std::size_t kMaxText = std::size_t{1024} * 1024;

std::uint64_t shown_by(const JointPart& part) {
  return part.has_result() ? count_in(part.result->json_or_message(), "shown") : 0;
}

/// Who shows the most gives way, so that a server with many matches does not hide those of others: the most that each may
/// show.
std::uint64_t fair_share(const JointParts& parts, std::uint64_t in_all) {
  for (std::uint64_t share = in_all;; --share) {
    std::uint64_t sum = 0;
    for (const JointPart& part : parts) sum += std::min(shown_by(part), share);
    if (sum <= in_all || share == 1) return share;
  }
}

/// Those that show more than their share search once more: which lines belong to a match only the search knows.
void again(JointParts& parts, std::vector<std::size_t>& which) {
  auto left = static_cast<std::uint64_t>(parts.front().call.arguments.integer("max_matches"));
  const auto share = fair_share(parts, left);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // Where there are more servers than matches to be shown, the last ones show none.
    const auto allowed = std::min({shown_by(parts[i]), share, left});
    left -= allowed;
    if (shown_by(parts[i]) == allowed) continue;
    parts[i].call.arguments.replace("max_matches", static_cast<std::int64_t>(allowed));
    which.push_back(i);
  }
}

transport::ToolResult join_searches(Toolbox&, const JointParts& parts, Elapsed) {
  const auto text = std::make_shared<std::string>();
  std::uint64_t sessions = 0, matches = 0, shown = 0, cut_lines = 0;
  std::string errors;
  for (const JointPart& part : parts) {
    if (!part.has_result()) {
      add_problem(errors, part);
      continue;
    }
    const std::string& json = part.result->json_or_message();
    sessions += count_in(json, "sessions");
    matches += count_in(json, "matches");
    cut_lines += count_in(json, "cut_lines");
    add_items(errors, array_in(json, "errors"));
    const auto lines = part.result->text_block().text;
    if (text->size() + lines.size() > kMaxText) {
      add_error(errors,
                part.title() + ": its matches are too long to be shown with the others: name its sessions");
      continue;
    }
    shown += count_in(json, "shown");
    if (!text->empty() && !lines.empty()) text->push_back('\n');
    text->append(lines);
  }
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("sessions", sessions).field("matches", matches).field("shown", shown);
  if (shown < matches) writer.field("truncated", true);
  if (cut_lines > 0) writer.field("cut_lines", cut_lines);
  write_items(writer, "errors", errors);
  writer.end_object();
  return transport::ToolResult::text({*text, text}, std::move(json));
}

}  // namespace

const JointKind kJointSearch{
    .join = join_searches, .patience = kListPatience, .lives_on = true, .again = again};

}  // namespace smcp::tools
