#include <algorithm>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/one_call.hpp"
#include "cli/own_command.hpp"
#include "json/writer.hpp"
#include "text/nearest.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

using tools::ArgumentType;

ArgumentType type_of(const tools::Tool& tool, std::string_view key) {
  for (const auto& argument : tool.arguments) {
    if (argument.name == key) return argument.type;
  }
  return ArgumentType::string;
}

bool is_json(const std::string& text) {
  simdjson::dom::parser parser;
  return parser.parse(text).error() == simdjson::SUCCESS;
}

/// Whether it is JSON of this type as it stands.
bool is_literal(ArgumentType type, std::string_view value) {
  if (type == ArgumentType::named_strings) return value.starts_with('{') && is_json(std::string(value));
  if (type == ArgumentType::boolean) return value == "true" || value == "false";
  const auto digits = value.substr(value.starts_with('-') ? 1 : 0);
  return type == ArgumentType::integer && !digits.empty() && digits.size() < 19 &&
         digits.find_first_not_of("0123456789") == std::string_view::npos &&
         (digits == "0" || digits.front() != '0');
}

using Pair = std::pair<std::string_view, std::string_view>;

Result<std::vector<Pair>> split_pairs(const Options& options) {
  std::vector<Pair> pairs;
  for (const std::string_view text : options.pairs) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      const std::string remedy = text.starts_with('{')
                                     ? "To give the arguments as JSON, put --json before them."
                                     : "sessions-mcp help " + options.tool + " shows the arguments.";
      return Error{Errc::invalid_argument, "\"" + std::string(text) + "\" is not KEY=VALUE. " + remedy};
    }
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

/// Writes all values of a key that takes several: `names=a names=b`.
void write_all(transport::JsonWriter& writer, std::string_view key, const std::vector<Pair>& pairs) {
  writer.begin_array();
  for (const auto& pair : pairs) {
    if (pair.first == key) writer.string(pair.second);
  }
  writer.end_array();
}

/// `key=value …` as a JSON object, with values of the types that the tool declares. A value that does not
/// look like its type is written as a string, and the tool will say what is wrong with it.
Result<std::string> arguments_json(const tools::Tool& tool, const Options& options) {
  if (options.json) {
    if (!is_json(*options.json))
      return Error{Errc::invalid_argument,
                   "--json is not valid JSON. It has to be one object, such as {\"name\":\"build\"}."};
    return *options.json;
  }
  const auto pairs = split_pairs(options);
  if (!pairs) return pairs.error();
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  for (auto pair = pairs->begin(); pair != pairs->end(); ++pair) {
    const std::string_view key = pair->first;
    const std::string_view value = pair->second;
    const ArgumentType type = type_of(tool, key);
    const auto is_of_key = [key](const Pair& other) { return other.first == key; };
    const bool seen = std::any_of(pairs->begin(), pair, is_of_key);
    const bool several =
        type == ArgumentType::strings ||
        (type == ArgumentType::string_or_strings && (seen || std::any_of(pair + 1, pairs->end(), is_of_key)));
    if (seen && several) continue;
    if (seen)
      return Error{Errc::invalid_argument,
                   std::string(key) + " was given twice. Give it once; only a list takes several values."};
    writer.key(key);
    if (several) {
      write_all(writer, key, *pairs);
    } else {
      is_literal(type, value) ? writer.raw(value) : writer.string(value);
    }
  }
  writer.end_object();
  return json;
}

/// If it is about a command that goes on: how to get at its end.
void tell_if_running(const Options& options, const std::string& about) {
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  bool running = false;
  std::string_view job;
  if (parser.parse(about).get(parsed) != simdjson::SUCCESS ||
      parsed["running"].get(running) != simdjson::SUCCESS)
    return;
  if (!running || parsed["job"].get(job) != simdjson::SUCCESS) return;
  log("still running as job " + std::string(job) + ". To wait for it: " + own_command(options) +
      " wait --job " + std::string(job));
}

/// Prints it, and returns the exit status. `waits` as for exit_status_of().
int print_answer(const Options& options, const transport::ToolResult& result, bool waits) {
  if (const int failed = print_result(result); failed != 0) return failed;
  const int status = exit_status_of(result, waits);
  if (status == kNotYet) tell_if_running(options, result.json_or_message());
  return status;
}

int unknown_tool(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& tool : tools::all_tools()) names.push_back(tool.name);
  const auto similar = nearest(name, names);
  std::string message = "unknown tool \"" + name + "\".";
  if (!similar.empty()) message += " Did you mean " + std::string(similar) + "?";
  log(message + " sessions-mcp tools lists them.");
  return 1;
}

/// Whether the call waits for the command that it runs: `wait` is true, or the tool has no such argument.
bool waits(const tools::Tool& tool, const std::string& json) {
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  bool wait = true;
  if (parser.parse(json).get(parsed) != simdjson::SUCCESS) return true;
  const bool given = parsed["wait"].get(wait) == simdjson::SUCCESS;
  return !given || wait || type_of(tool, "wait") != ArgumentType::boolean;
}

}  // namespace

int call(const Options& options) {
  const tools::Tool* const tool = tools::find_tool(options.tool);
  if (tool == nullptr) return unknown_tool(options.tool);
  auto json = arguments_json(*tool, options);
  if (!json) {
    log(json.error().message);
    return 1;
  }
  const bool waiting = waits(*tool, *json);
  return make_one_call(options, *tool, std::move(*json),
                       [&options, waiting](const transport::ToolResult& result) {
                         return print_answer(options, result, waiting);
                       });
}

}  // namespace smcp::cli
