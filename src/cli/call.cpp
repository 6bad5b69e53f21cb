#include <algorithm>
#include <csignal>
#include <cstdio>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/connected_tools.hpp"
#include "cli/exit_status.hpp"
#include "io/uv_signal.hpp"
#include "json/writer.hpp"
#include "text/nearest.hpp"
#include "tmux/link/client.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

using tools::ArgumentType;

/// Readable bytes after JSON that is parsed in place, as transport::ToolCall requires.
constexpr std::size_t kPadding = 64;

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
      return Error{Errc::invalid_argument, "\"" + std::string(text) + "\" is not KEY=VALUE"};
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
    if (!is_json(*options.json)) return Error{Errc::invalid_argument, "--json: not valid JSON"};
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
    if (seen) return Error{Errc::invalid_argument, std::string(key) + " was given twice"};
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
void tell_if_running(const std::string& about) {
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  bool running = false;
  std::string_view job;
  if (parser.parse(about).get(parsed) != simdjson::SUCCESS ||
      parsed["running"].get(running) != simdjson::SUCCESS)
    return;
  if (!running || parsed["job"].get(job) != simdjson::SUCCESS) return;
  log("still running as job " + std::string(job) +
      ": wait for it with call wait_for, its name and job=" + std::string(job));
}

/// Prints all of the result: what the tool has to say on standard output, what is said about a text on standard
/// error, behind it. Returns the exit status. `waits` as for exit_status_of().
int print(const transport::ToolResult& result, bool waits) {
  using Kind = transport::ToolResult::Kind;
  const std::string& other = result.json_or_message();
  const bool object = result.kind() == Kind::object;
  const std::string_view shown = object ? std::string_view(other) : result.text_block().text;
  if (!shown.empty()) {  // fwrite() takes no null, not even for nothing
    std::fwrite(shown.data(), 1, shown.size(), stdout);
    std::fputc('\n', stdout);
  }
  if (const int failed = finish_output(); failed != 0) return failed;
  if (!object) std::fprintf(stderr, "%s\n", other.c_str());
  const int status = exit_status_of(result, waits);
  if (status == kNotYet) tell_if_running(other);
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

int run(const Options& options, const tools::Tool& tool, std::string json) {
  const bool waiting = waits(tool, json);
  const std::size_t size = json.size();
  json.append(kPadding, '\0');
  uv::Loop loop;
  int status = 0;
  {
    ConnectedTools connected(loop, options);
    tmux::Client& client = connected.client();
    tools::Toolbox& toolbox = connected.toolbox;
    toolbox.serves = false;
    transport::ReplySink sink;
    bool interrupted = false;
    sink.answer = [&](const transport::ToolResult& result) {
      if (!interrupted) status = print(result, waiting);
    };
    UniqueFunction<void()> cancel;
    const auto stop_by = [&](int signal) {
      return [&, signal] {
        if (!std::exchange(interrupted, true)) status = kSignalStatus + signal;
        if (cancel) cancel();
        client.shorten_deadlines(tmux::Client::kLastRequests);
      };
    };
    const uv::SignalWatcher interrupt(loop, SIGINT, stop_by(SIGINT));
    const uv::SignalWatcher terminate(loop, SIGTERM, stop_by(SIGTERM));
    const uv::SignalWatcher hang_up(loop, SIGHUP, stop_by(SIGHUP));
    // Only now: what the call makes at once would stay if a signal ended us before these are watched.
    cancel = tools::start_call(toolbox, tool, std::string_view(json).substr(0, size),
                               transport::ToolReply(std::move(sink)));
    loop.run();
  }
  return status;
}

/// An argument's usage, such as `lines=1..10000 (default 100)` or `name=TEXT (required)`.
std::string usage_of(const tools::Argument& argument) {
  std::string text = std::string(argument.name) + "=";
  switch (argument.type) {
    case ArgumentType::string:
      text += "TEXT";
      break;
    case ArgumentType::integer:
      text += std::to_string(argument.minimum) + ".." + std::to_string(argument.maximum);
      break;
    case ArgumentType::boolean:
      text += "true|false";
      break;
    case ArgumentType::named_strings:
      text += R"({"NAME":"TEXT",…})";
      break;
    case ArgumentType::strings:
    case ArgumentType::string_or_strings:
      text += "TEXT " + text + "TEXT …";
      break;
  }
  if (argument.required) text += " (required)";
  if (const auto* number = std::get_if<std::int64_t>(&argument.fallback)) {
    text += " (default " + std::to_string(*number) + ")";
  }
  if (const auto* flag = std::get_if<bool>(&argument.fallback)) {
    text += *flag ? " (default true)" : " (default false)";
  }
  return text;
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
  return run(options, *tool, std::move(*json));
}

int list_tools() {
  for (const auto& tool : tools::all_tools()) {
    std::printf("%.*s: %.*s\n", static_cast<int>(tool.name.size()), tool.name.data(),
                static_cast<int>(tool.description.size()), tool.description.data());
    for (const auto& argument : tool.arguments) {
      std::printf("    %s\n        %.*s\n", usage_of(argument).c_str(),
                  static_cast<int>(argument.description.size()), argument.description.data());
    }
    std::printf("\n");
  }
  return finish_output();
}

}  // namespace smcp::cli
