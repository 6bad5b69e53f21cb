// list: the names of the sessions, for scripts and completions.
#include <cstdio>
#include <string>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/one_call.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

int print(const transport::ToolResult& result) {
  if (result.kind() == transport::ToolResult::Kind::error) {
    log(result.json_or_message());
    return 1;
  }
  simdjson::dom::parser parser;
  simdjson::dom::array sessions;
  if (parser.parse(result.json_or_message())["sessions"].get_array().get(sessions) != simdjson::SUCCESS) {
    log("internal error: list_sessions answered with " + result.json_or_message());
    return 1;
  }
  for (const auto& session : sessions) {
    std::string_view name;
    if (session["name"].get_string().get(name) == simdjson::SUCCESS) std::puts(std::string(name).c_str());
  }
  return finish_output();
}

}  // namespace

int list_sessions(const Options& options) {
  return make_one_call(options, *tools::find_tool("list_sessions"), "{}", print);
}

}  // namespace smcp::cli
