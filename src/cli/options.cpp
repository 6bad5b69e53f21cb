#include "cli/options.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "cli/command_words.hpp"
#include "cli/given_options.hpp"
#include "cli/given_servers.hpp"
#include "cli/option_table.hpp"
#include "tmux/link/environment.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

/// `source`: what is wrong if it is.
Result<std::chrono::milliseconds> parse_timeout(const std::string& text, const std::string& source) {
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  const bool whole = !text.empty() && *end == '\0';
  if (!whole || !(seconds >= 0.001) || seconds > kMaxTimeoutSeconds) {
    return usage_error(source + " must be a number of seconds from 0.001 to " +
                       std::to_string(kMaxTimeoutSeconds) + ", not \"" + text + "\".");
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// An option without a value, which an environment variable sets as well.
Result<bool> switched_on(const GivenOptions& given, std::string_view option, const char* variable) {
  const auto value = environment(variable);
  if (value && *value != "0" && *value != "1")
    return usage_error(std::string(variable) + " must be 1 or 0, not \"" + *value + "\".");
  return given.has(option) || value == "1";
}

/// Splits names that are separated by commas or blanks.
std::vector<std::string> split_names(std::string_view text) {
  constexpr std::string_view kBetween = ", \t\n";
  std::vector<std::string> names;
  for (auto at = text.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(kBetween, at), text.size());
    names.emplace_back(text.substr(at, end - at));
    at = text.find_first_not_of(kBetween, end);
  }
  return names;
}

Status read_endpoint(const GivenOptions& given, Options& options) {
  auto& endpoint = options.endpoint;
  endpoint.socket_name = given.spoken("socket-name");
  endpoint.socket_path = given.spoken("socket-path");
  if (endpoint.socket_name && endpoint.socket_path)
    return usage_error("give either --socket-name or --socket-path, not both.");
  if (endpoint.socket_path == "") return usage_error("--socket-path must not be empty.");
  if (endpoint.socket_name == "") return usage_error("--socket-name must not be empty.");
  // A socket on the command line takes precedence over any in the environment.
  if (!endpoint.socket_name && !endpoint.socket_path) {
    endpoint.socket_name = given.value("socket-name");
    endpoint.socket_path = given.value("socket-path");
  }
  if (const auto tmux = given.value("tmux")) endpoint.binary = *tmux;
  const auto engine_name = given.value("engine");
  if (!engine_name) return Ok{};
  const auto engine = tmux::parse_engine(*engine_name);
  if (!engine)
    return usage_error(given.source("engine") + " must be auto, socket or child, not \"" + *engine_name +
                       "\".");
  options.engine = *engine;
  return Ok{};
}

/// An option that repeats: what is on the command line, or else in the environment.
std::vector<std::string> all_values(const GivenOptions& given, std::string_view name) {
  auto values = given.all(name);
  return values.empty() ? split_names(given.value(name).value_or("")) : values;
}

Status read_kept_names(const GivenOptions& given, Options& options) {
  auto names = all_values(given, "keep-env");
  for (const auto& name : names) {
    if (const Status kept = tmux::check_kept_name(name); !kept)
      return usage_error(given.source("keep-env") + ": " + kept.error().message + ".");
  }
  options.endpoint.keep_environment = std::move(names);
  return Ok{};
}

Result<std::vector<std::string>> read_globs(const GivenOptions& given, std::string_view name,
                                            const std::vector<std::string>& servers) {
  auto globs = all_values(given, name);
  for (const auto& glob : globs) {
    if (const Status fits = tools::check_glob(glob, servers); !fits)
      return usage_error(given.source(name) + ": " + fits.error().message + ".");
  }
  // Set, and without a name in it: somebody meant something by it, and it must not mean that all is allowed.
  if (globs.empty() && given.value(name))
    return usage_error(given.source(name) + " must name sessions, such as build-*, not \"" +
                       *given.value(name) + "\".");
  return globs;
}

/// A variable that is set to nothing, as by `NAME=$UNSET`, would be a limit that somebody meant and that is off.
Status check_not_empty() {
  for (const char* name :
       {"SESSIONS_MCP_READ_ONLY", "SESSIONS_MCP_ALLOW", "SESSIONS_MCP_DENY", "SESSIONS_MCP_OWN"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value == '\0')
      return usage_error(std::string(name) + " is set and empty: give it a value, or unset it.");
  }
  return Ok{};
}

Status read_policy(const GivenOptions& given, Options& options) {
  std::vector<std::string> servers;
  for (const auto& server : options.servers) servers.push_back(server.name);
  if (const Status meant = check_not_empty(); !meant) return meant.error();
  const auto read_only = switched_on(given, "read-only", "SESSIONS_MCP_READ_ONLY");
  if (!read_only) return read_only.error();
  const auto own = switched_on(given, "own", "SESSIONS_MCP_OWN");
  if (!own) return own.error();
  auto allow = read_globs(given, "allow", servers);
  if (!allow) return allow.error();
  auto deny = read_globs(given, "deny", servers);
  if (!deny) return deny.error();
  options.policy = {*read_only, *own, std::move(*allow), std::move(*deny)};
  return Ok{};
}

/// The limit for one tool call. What `run` and `wait` are told on the command line is how long they wait.
Status read_timeout(const GivenOptions& given, Options& options) {
  const bool waits = options.mode == Mode::run || options.mode == Mode::wait;
  const auto text = waits ? environment("SESSIONS_MCP_TIMEOUT") : given.value("timeout");
  if (!text) return Ok{};
  const auto timeout = parse_timeout(*text, waits ? "SESSIONS_MCP_TIMEOUT" : given.source("timeout"));
  if (!timeout) return timeout.error();
  options.timeout = *timeout;
  return Ok{};
}

Status read_tool_set(const GivenOptions& given, Options& options) {
  const auto set = given.value("tools");
  if (!set) return Ok{};
  if (set != "all" && set != "core") return usage_error("--tools must be all or core, not \"" + *set + "\".");
  if (set == "core") options.tool_set = tools::ToolSet::core;
  return Ok{};
}

/// What is a person's own has no limits: one that was asked for is never silently without effect.
Status check_limits(const GivenOptions& given, Mode mode) {
  if (mode != Mode::sessions && mode != Mode::watch) return Ok{};
  for (const char* option : {"read-only", "allow", "deny", "own", "confirm"}) {
    if (given.has(option) && !(mode == Mode::sessions && std::string_view(option) == "own"))
      return usage_error("--" + std::string(option) +
                         " limits what tools may do: it cannot be used with sessions and watch.");
  }
  return Ok{};
}

/// An audit that was asked for is never silently off.
Status read_audit(const GivenOptions& given, Options& options) {
  if (const auto word = given.value("audit-text")) {
    const auto text = tools::parse_audit_text(*word);
    if (!text)
      return usage_error(given.source("audit-text") + " must be full, short or none, not \"" + *word + "\".");
    options.audit_text = *text;
  }
  const bool acts = options.mode == Mode::serve || options.mode == Mode::call || options.mode == Mode::run;
  for (const char* option : {"audit", "audit-text"}) {
    if (given.has(option) && !acts)
      return usage_error("--" + std::string(option) + " can only be used with the server, call and run.");
  }
  if (given.spoken("audit") == "") return usage_error("--audit must not be empty.");
  const auto file = given.value("audit");
  if (!file && given.has("audit-text"))
    return usage_error("--audit-text says what is written to the file of --audit: give that as well.");
  if (file && acts) options.audit = *file;
  return Ok{};
}

Status read_confirm(const GivenOptions& given, Options& options) {
  const auto word = given.value("confirm");
  if (!word) return Ok{};
  const auto asked = tools::parse_confirm_class(*word);
  if (!asked)
    return usage_error(given.source("confirm") + " must be foreign, destructive or changes, not \"" + *word +
                       "\".");
  options.confirm = *asked;
  return Ok{};
}

/// What --help behind these words is about.
std::string topic_of(const std::vector<std::string>& words) {
  if (words.empty() || find_command(words[0]) == nullptr) return "";
  const bool tool = words.size() > 1 && words[0] == "call" && tools::find_tool(words[1]) != nullptr;
  return tool ? words[1] : words[0];
}

}  // namespace

std::string limits_in_words(const Options& options) {
  std::string words = tools::Policy(options.policy).words();
  if (options.confirm == tools::ConfirmClass::nothing) return words;
  return words.append(words.empty() ? "" : " ")
      .append("The user is asked before calls (--confirm ")
      .append(tools::to_string(options.confirm))
      .append(").");
}

Result<Options> parse_options(int argc, char** argv) {
  const auto given = GivenOptions::read(argc, argv);
  if (!given) return given.error();
  Options options;
  if (const Status read = read_endpoint(*given, options); !read) return read.error();
  auto servers = read_servers(*given);
  if (!servers) return servers.error();
  options.servers = std::move(*servers);
  const auto allow_self = switched_on(*given, "allow-self", "SESSIONS_MCP_ALLOW_SELF");
  if (!allow_self) return allow_self.error();
  options.allow_self = *allow_self;
  if (const Status policy = read_policy(*given, options); !policy) return policy.error();
  if (const Status kept = read_kept_names(*given, options); !kept) return kept.error();
  if (const Status set = read_tool_set(*given, options); !set) return set.error();
  if (const Status confirm = read_confirm(*given, options); !confirm) return confirm.error();
  const Status words = read_words(*given, options);
  if (const Status timeout = read_timeout(*given, options); !timeout) return timeout.error();
  const Status limits = words ? check_limits(*given, options.mode) : words;
  const Status audit = limits ? read_audit(*given, options) : limits;
  if (given->has("help")) {
    if (options.mode != Mode::help) options.topic = topic_of(given->words());
    options.mode = Mode::help;
  } else if (given->has("version")) {
    options.mode = Mode::version;
  } else if (!audit) {
    return audit.error();
  }
  return options;
}

}  // namespace smcp::cli
