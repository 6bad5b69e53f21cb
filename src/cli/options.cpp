#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <getopt.h>
#include <utility>

#include "text/nearest.hpp"
#include "tmux/link/environment.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

const std::array<option, 11> kLongOptions = {{
    {"socket-name", required_argument, nullptr, 'L'},
    {"socket-path", required_argument, nullptr, 'S'},
    {"tmux", required_argument, nullptr, 'T'},
    {"engine", required_argument, nullptr, 'e'},
    {"timeout", required_argument, nullptr, 't'},
    {"keep-env", required_argument, nullptr, 'k'},
    {"json", required_argument, nullptr, 'j'},
    {"allow-self", no_argument, nullptr, 'A'},
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'V'},
    {nullptr, 0, nullptr, 0},
}};

Error usage_error(std::string message) {
  return {Errc::invalid_argument, std::move(message) + " See sessions-mcp --help."};
}

std::optional<std::string> environment(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

Result<std::chrono::milliseconds> parse_timeout(const std::string& text) {
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  const bool whole = !text.empty() && *end == '\0';
  if (!whole || !(seconds >= 0.001) || seconds > kMaxTimeoutSeconds) {
    return usage_error("--timeout must be a number of seconds from 0.001 to " +
                       std::to_string(kMaxTimeoutSeconds) + ", not \"" + text + "\".");
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// An environment variable that sets an option without a value.
Result<bool> environment_switch(const char* name) {
  const auto value = environment(name);
  if (!value || *value == "0") return false;
  if (*value == "1") return true;
  return usage_error(std::string(name) + " must be 1 or 0, not \"" + *value + "\".");
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

/// The options as text, from the command line or else from the environment.
struct Given {
  std::optional<std::string> socket_name, socket_path, tmux, engine, timeout, json;
  bool allow_self = false;
  std::vector<std::string> keep_environment;
  bool help = false;
  bool version = false;
};

Error unknown_option(std::string_view word) {
  std::vector<std::string> known;
  for (const auto& entry : kLongOptions) {
    if (entry.name != nullptr) known.push_back("--" + std::string(entry.name));
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto similar = nearest(word.substr(0, word.find('=')), candidates);
  std::string message = "unknown option " + std::string(word) + ".";
  if (!similar.empty()) message += " Did you mean " + std::string(similar) + "?";
  return usage_error(std::move(message));
}

Status read_option(int code, std::string_view word, Given& given) {
  switch (code) {
    case 'L':
      given.socket_name = optarg;
      return Ok{};
    case 'S':
      given.socket_path = optarg;
      return Ok{};
    case 'T':
      given.tmux = optarg;
      return Ok{};
    case 'e':
      given.engine = optarg;
      return Ok{};
    case 't':
      given.timeout = optarg;
      return Ok{};
    case 'k':
      given.keep_environment.emplace_back(optarg);
      return Ok{};
    case 'j':
      given.json = optarg;
      return Ok{};
    case 'A':
      given.allow_self = true;
      return Ok{};
    case 'h':
      given.help = true;
      return Ok{};
    case 'V':
      given.version = true;
      return Ok{};
    case ':':
      return usage_error("option " + std::string(word) + " needs a value.");
    default:
      return unknown_option(word);
  }
}

Result<Given> read_options(int argc, char** argv) {
  Given given;
  opterr = 0;
  optind = 0;  // starts anew, since tests parse several command lines
  for (;;) {
    const int at = std::max(optind, 1);
    const int code = ::getopt_long(argc, argv, ":L:S:hV", kLongOptions.data(), nullptr);
    if (code == -1) break;
    // While a word holds several short options, optind stays at it until the last of them; otherwise it has
    // moved on.
    const Status status = read_option(code, argv[optind > at ? optind - 1 : at], given);
    if (!status) return status.error();
  }
  if (given.socket_name && given.socket_path)
    return usage_error("give either --socket-name or --socket-path, not both.");
  // A socket on the command line takes precedence over any in the environment.
  if (!given.socket_name && !given.socket_path) {
    given.socket_name = environment("SESSIONS_MCP_SOCKET_NAME");
    given.socket_path = environment("SESSIONS_MCP_SOCKET_PATH");
  }
  if (!given.tmux) given.tmux = environment("SESSIONS_MCP_TMUX");
  if (!given.engine) given.engine = environment("SESSIONS_MCP_ENGINE");
  if (!given.timeout) given.timeout = environment("SESSIONS_MCP_TIMEOUT");
  if (given.keep_environment.empty())
    given.keep_environment = split_names(environment("SESSIONS_MCP_KEEP_ENV").value_or(""));
  return given;
}

Error unknown_command(const std::string& word) {
  const auto command =
      nearest(word, {"call", "watch", "tools", "doctor", "install", "uninstall", "help", "version"});
  std::string meant(command);
  if (meant.empty()) {
    std::vector<std::string_view> names;
    for (const auto& tool : tools::all_tools()) names.push_back(tool.name);
    const auto name = nearest(word, names);
    if (!name.empty()) meant = "call " + std::string(name);
  }
  std::string message = "unknown command \"" + word + "\".";
  if (!meant.empty()) message += " Did you mean " + meant + "?";
  return usage_error(std::move(message));
}

Status read_words(const std::vector<std::string>& words, Options& options) {
  if (words.empty()) {
    if (options.json) return usage_error("--json can only be used with call, not with the server.");
    return Ok{};
  }
  const std::vector<std::pair<std::string_view, Mode>> modes = {
      {"call", Mode::call},     {"watch", Mode::watch}, {"tools", Mode::tools},
      {"doctor", Mode::doctor}, {"help", Mode::help},   {"version", Mode::version}};
  if (words[0] == "install" || words[0] == "uninstall")
    return usage_error(words[0] +
                       " must be the first word; options for the server stand at the end, behind --.");
  const auto mode =
      std::find_if(modes.begin(), modes.end(), [&](const auto& m) { return m.first == words[0]; });
  if (mode == modes.end()) return unknown_command(words[0]);
  options.mode = mode->second;
  if (options.json && options.mode != Mode::call)
    return usage_error("--json can only be used with call, not with " + words[0] + ".");
  if (options.mode == Mode::watch) {
    if (words.size() != 2 || words[1].empty())
      return usage_error("watch needs the name of one session; sessions-mcp call list_sessions lists them.");
    options.session = words[1];
    return Ok{};
  }
  if (options.mode != Mode::call) {
    if (words.size() > 1) return usage_error(words[0] + " takes no arguments.");
    return Ok{};
  }
  if (words.size() < 2) return usage_error("call needs the name of a tool; sessions-mcp tools lists them.");
  options.tool = words[1];
  options.pairs.assign(words.begin() + 2, words.end());
  if (options.json && !options.pairs.empty())
    return usage_error("give either KEY=VALUE or --json, not both.");
  if (options.pairs.empty() && !options.json) options.json = environment("SESSIONS_MCP_JSON");
  return Ok{};
}

}  // namespace

Result<Options> parse_options(int argc, char** argv) {
  auto given = read_options(argc, argv);
  if (!given) return given.error();
  if (given->socket_path == "") return usage_error("--socket-path must not be empty.");
  if (given->socket_name == "") return usage_error("--socket-name must not be empty.");
  Options options;
  options.endpoint.socket_name = given->socket_name;
  options.endpoint.socket_path = given->socket_path;
  if (given->tmux) options.endpoint.binary = *given->tmux;
  if (given->engine) {
    const auto engine = tmux::parse_engine(*given->engine);
    if (!engine)
      return usage_error("--engine must be auto, socket or child, not \"" + *given->engine + "\".");
    options.engine = *engine;
  }
  if (given->timeout) {
    const auto timeout = parse_timeout(*given->timeout);
    if (!timeout) return timeout.error();
    options.timeout = *timeout;
  }
  const auto allow_self = environment_switch("SESSIONS_MCP_ALLOW_SELF");
  if (!allow_self) return allow_self.error();
  options.allow_self = given->allow_self || *allow_self;
  for (const auto& name : given->keep_environment) {
    if (const Status kept = tmux::check_kept_name(name); !kept)
      return usage_error("--keep-env: " + kept.error().message + ".");
  }
  options.endpoint.keep_environment = given->keep_environment;
  options.json = given->json;
  const Status words = read_words({argv + optind, argv + argc}, options);
  if (given->help) {
    options.mode = Mode::help;
  } else if (given->version) {
    options.mode = Mode::version;
  } else if (!words) {
    return words.error();
  }
  return options;
}

}  // namespace smcp::cli
