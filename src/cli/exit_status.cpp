#include "cli/exit_status.hpp"

#include <string_view>

#include <simdjson.h>

namespace smcp::cli {
namespace {

using simdjson::SUCCESS;
using simdjson::dom::element;
using simdjson::dom::object;

bool is_true(const object& about, std::string_view key) {
  bool value = false;
  return about[key].get_bool().get(value) == SUCCESS && value;
}

std::string_view outcome_of(const object& about) {
  std::string_view outcome;
  return about["outcome"].get_string().get(outcome) == SUCCESS ? outcome : std::string_view();
}

/// Those that were named and could not be killed.
int status_of_object(const object& answer) {
  return answer["failed"].error() == SUCCESS ? kFailed : 0;
}

int status_of_wait(const object& about, bool waits) {
  if (element code; about["exit_code"].get(code) == SUCCESS) {
    std::int64_t number = 0;
    return code.get_int64().get(number) == SUCCESS ? static_cast<int>(number) : kNeverKnown;
  }
  if (is_true(about, "running")) return waits ? kNotYet : 0;
  if (is_true(about, "dead") || is_true(about, "gone")) return kNeverKnown;
  const std::string_view outcome = outcome_of(about);
  if (outcome.empty()) return 0;
  if (outcome == "matched" || outcome == "idle" || outcome == "finished" || outcome == "all") return 0;
  if (outcome == "failed") return kFailed;
  return outcome == "timeout" || outcome == "waiting" ? kNotYet : kNeverKnown;
}

}  // namespace

int exit_status_of(const transport::ToolResult& result, bool waits) {
  using Kind = transport::ToolResult::Kind;
  if (result.kind() == Kind::error) return kFailed;
  simdjson::dom::parser parser;
  object about;
  if (parser.parse(result.json_or_message()).get_object().get(about) != SUCCESS) return 0;
  return result.kind() == Kind::object ? status_of_object(about) : status_of_wait(about, waits);
}

int wait_status_of(const transport::ToolResult& result, bool of_job) {
  simdjson::dom::parser parser;
  object about;
  if (result.kind() == transport::ToolResult::Kind::error ||
      parser.parse(result.json_or_message()).get_object().get(about) != SUCCESS)
    return kFailed;
  const std::string_view outcome = outcome_of(about);
  if (outcome == "timeout") return kTimeIsUp;
  if (outcome == "waiting") return kNotYet;
  if (outcome == "matched" || outcome == "idle") return 0;
  if (outcome != "finished") return kFailed;
  if (!of_job) return 0;
  std::int64_t code = 0;
  return about["exit_code"].get_int64().get(code) == SUCCESS ? static_cast<int>(code) : kFailed;
}

}  // namespace smcp::cli
