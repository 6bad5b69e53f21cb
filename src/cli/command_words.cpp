#include "cli/command_words.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/duration.hpp"
#include "cli/option_table.hpp"
#include "text/nearest.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

using Words = std::vector<std::string>;

Error unknown_command(const std::string& word) {
  std::vector<std::string_view> commands;
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) commands.push_back(command.name);
  }
  std::string meant(nearest(word, commands));
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

/// The commands that an option belongs to, as `run or wait`.
std::string commands_of(const OptionInfo& option) {
  std::string text(option.commands);
  for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 4))
    text.replace(at, 1, " or ");
  return text;
}

Status check_options(const GivenOptions& given, std::string_view command) {
  for (const auto name : given.names()) {
    const OptionInfo* const option = find_option(name);
    if (belongs_to(*option, command)) continue;
    return usage_error("--" + std::string(name) + " can only be used with " + commands_of(*option) +
                       ", not with " + (command.empty() ? "the server" : std::string(command)) + ".");
  }
  return Ok{};
}

Status read_call(const GivenOptions& given, const Words& words, Options& options) {
  if (words.size() < 2) return usage_error("call needs the name of a tool; sessions-mcp tools lists them.");
  options.tool = words[1];
  options.pairs.assign(words.begin() + 2, words.end());
  options.json = given.spoken("json");
  if (options.json && !options.pairs.empty())
    return usage_error("give either KEY=VALUE or --json, not both.");
  if (options.pairs.empty()) options.json = given.value("json");
  return Ok{};
}

Status read_session(const Words& words, Options& options) {
  if (words.size() != 2 || words[1].empty())
    return usage_error(words[0] + " needs the name of one session; sessions-mcp list lists them.");
  options.session = words[1];
  return Ok{};
}

/// A whole number that an option is given, from 1 to `most`; nothing if it is not given.
Result<std::optional<std::int64_t>> number_of(const GivenOptions& given, const char* name,
                                              std::int64_t most) {
  const auto text = given.spoken(name);
  if (!text) return std::optional<std::int64_t>();
  std::int64_t number = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  if (read.ec != std::errc() || read.ptr != text->data() + text->size() || number < 1 || number > most)
    return usage_error("--" + std::string(name) + " must be a whole number from 1 to " +
                       std::to_string(most) + ", not \"" + *text + "\".");
  return std::optional(number);
}

Status read_time(const GivenOptions& given, WaitOptions& wait) {
  const auto seconds = number_of(given, "timeout", kMaxWaitSeconds);
  if (!seconds) return seconds.error();
  wait.seconds = *seconds;
  wait.pane = given.spoken("pane");
  return Ok{};
}

Result<std::optional<std::int64_t>> idle_of(const GivenOptions& given) {
  const auto text = given.spoken("idle");
  if (!text) return std::optional<std::int64_t>();
  const auto seconds = parse_duration(*text, kMaxWaitSeconds);
  if (!seconds)
    return usage_error("--idle must be a time such as 90, 30m, 12h or 3d, at most " +
                       std::to_string(kMaxWaitSeconds) + " seconds, not \"" + *text + "\".");
  return seconds;
}

Status read_run(const GivenOptions& given, const Words& words, Options& options) {
  if (!given.has_separator() || words.size() < 3 || words[1].empty()) {
    return usage_error(
        "run needs the name of a session, -- and the command: sessions-mcp run NAME -- COMMAND.");
  }
  options.session = words[1];
  options.command.assign(words.begin() + 2, words.end());
  options.wait.nested = given.has("nested");
  return read_time(given, options.wait);
}

Status read_wait(const GivenOptions& given, const Words& words, Options& options) {
  WaitOptions& wait = options.wait;
  wait.job = given.spoken("job");
  if (!wait.job || words.size() != 1) {
    if (Status named = read_session(words, options); !named) return named;
  }
  wait.pattern = given.spoken("pattern");
  wait.fail_pattern = given.spoken("fail-pattern");
  wait.since = given.spoken("since");
  wait.finished = given.has("finished");
  const auto idle = idle_of(given);
  if (!idle) return idle.error();
  wait.idle = *idle;
  const auto lines = number_of(given, "lines", kMaxWaitLines);
  if (!lines) return lines.error();
  wait.lines = *lines;
  if (Status time = read_time(given, wait); !time) return time;
  if (!wait.job) return Ok{};
  for (const char* other : {"pattern", "fail-pattern", "finished", "idle", "since", "pane"}) {
    if (given.has(other))
      return usage_error("--job cannot be combined with --" + std::string(other) +
                         ", only with --lines and --timeout.");
  }
  return Ok{};
}

Status read_audited(const GivenOptions& given, const Words& words, Options& options) {
  if (words.size() > 2) return usage_error("audit takes the name of one file.");
  const auto file = words.size() == 2 ? std::optional(words[1]) : environment("SESSIONS_MCP_AUDIT");
  if (!file || file->empty()) return usage_error("audit needs the name of the file, or SESSIONS_MCP_AUDIT.");
  options.audit_file = *file;
  options.follow = given.has("follow");
  return Ok{};
}

Status read_sessions(const GivenOptions& given, const Words& words, SessionsOptions& sessions) {
  if (words.size() > 1) return usage_error("sessions takes no arguments.");
  const auto idle = idle_of(given);
  if (!idle) return idle.error();
  sessions = {{given.has("own"), *idle}, given.has("kill"), given.has("yes"), given.has("force")};
  for (const char* with_kill : {"yes", "force"}) {
    if (!sessions.kill && given.has(with_kill))
      return usage_error("sessions takes --" + std::string(with_kill) + " only with --kill.");
  }
  return Ok{};
}

Status read_topic(const Words& words, Options& options) {
  if (words.size() > 2) return usage_error("help takes the name of one tool or command.");
  if (words.size() == 2) options.topic = words[1];
  return Ok{};
}

}  // namespace

Status read_words(const GivenOptions& given, Options& options) {
  const Words& words = given.words();
  if (words.empty()) return check_options(given, "");
  const CommandInfo* const command = find_command(words[0]);
  if (command == nullptr) return unknown_command(words[0]);
  options.mode = command->mode;
  if (Status fit = check_options(given, words[0]); !fit) return fit;
  switch (options.mode) {
    case Mode::call:
      return read_call(given, words, options);
    case Mode::run:
      return read_run(given, words, options);
    case Mode::wait:
      return read_wait(given, words, options);
    case Mode::watch:
      return read_session(words, options);
    case Mode::audit:
      return read_audited(given, words, options);
    case Mode::sessions:
      return read_sessions(given, words, options.sessions);
    case Mode::install:
    case Mode::uninstall: {
      auto install = read_install_options(given);
      if (!install) return install.error();
      options.install = std::move(*install);
      return Ok{};
    }
    case Mode::help:
      return read_topic(words, options);
    default:
      if (words.size() > 1) return usage_error(words[0] + " takes no arguments.");
      return Ok{};
  }
}

}  // namespace smcp::cli
