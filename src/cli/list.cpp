// list: the names of the sessions, for scripts and completions.
#include <algorithm>
#include <cstdio>
#include <string>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/one_call.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

int print_list(const transport::ToolResult& result) {
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
  simdjson::dom::array errors;
  if (parser.parse(result.json_or_message())["errors"].get_array().get(errors) != simdjson::SUCCESS)
    return finish_output();
  const int failed = finish_output();  // before what is said about servers that have not answered
  for (const auto& error : errors) {
    std::string_view words;
    if (error.get_string().get(words) == simdjson::SUCCESS) log(std::string(words));
  }
  return std::max(failed, 1);
}

}  // namespace

int list_sessions(const Options& options) {
  return make_one_call(options, *tools::find_tool("list_sessions"), "{}", print_list);
}

}  // namespace smcp::cli
