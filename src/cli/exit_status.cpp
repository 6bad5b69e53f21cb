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
  if (is_true(about, "dead") || is_true(about, "gone") || is_true(about, "unknown")) return kNeverKnown;
  std::string_view outcome;
  if (about["outcome"].get_string().get(outcome) != SUCCESS) return 0;
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

}  // namespace smcp::cli
