#include "cli/completion_words.hpp"
#include "cli/shell_files.hpp"
#include "text/joined.hpp"
#include "tmux/jobs/script_values.hpp"

namespace smcp::cli {
namespace {

constexpr std::string_view kFishScript =
    R"sh(# fish completion for sessions-mcp, written by scripts/make-shell-files.

# The words of the line that are no options: the command and its operands, a line each.
function __sessions_mcp_words
    set -l words (commandline -opc)
    set -l option
    for word in $words[2..-1]
        if set -q option[1]
            set -e option
            continue
        end
        switch $word
            case '--*=*'
            case {VALUED_OPTIONS}
                set option $word
            case '-*'
            case '*'
                printf '%s\n' $word
        end
    end
end

function __sessions_mcp_sessions
    set -l words (commandline -opc)
    set -l server
    for i in (seq 2 (count $words))
        switch $words[$i]
            case {SERVER_OPTIONS}
                set -q words[(math $i + 1)]; and set -a server $words[$i] $words[(math $i + 1)]
            case {SERVER_VALUES}
                set -a server $words[$i]
        end
    end
    command $words[1] $server --timeout=1 list 2>/dev/null </dev/null
end

# Whether the command is one of these, and this many operands stand behind it.
function __sessions_mcp_at
    set -l words (__sessions_mcp_words)
    test (count $words) -eq (math $argv[1] + 1); and contains -- $words[1] $argv[2..-1]
end

function __sessions_mcp_with
    set -l words (__sessions_mcp_words)
    set -q words[1]; and contains -- $words[1] $argv
end

# KEY= or KEY=VALUE of the tool.
function __sessions_mcp_arguments
    set -l tool (__sessions_mcp_words)[2]
    set -l current (commandline -ct)
    if not string match -q '*=*' -- $current
        switch $tool
{ARGUMENTS}
        end
        return
    end
    set -l key (string split -m1 = -- $current)[1]
    switch $tool.$key
        case {FLAGS}
            printf '%s\n' $key=true $key=false
        case {SESSIONS}
            for name in (__sessions_mcp_sessions)
                printf '%s\n' $key=$name
            end
        case {FOLDERS}
            for folder in (__fish_complete_directories (string replace -r '^[^=]*=' '' -- $current) '')
                printf '%s\n' $key=(string trim -r -- $folder)
            end
    end
end

complete -c sessions-mcp -f
{OPTIONS}
{COMMANDS}
complete -c sessions-mcp -n '__sessions_mcp_at 0 {SESSION_COMMANDS}' -a '(__sessions_mcp_sessions)'
complete -c sessions-mcp -n '__sessions_mcp_with {TOOL_COMMANDS}; and not __sessions_mcp_at 0 {TOOL_COMMANDS}' -a '(__sessions_mcp_arguments)'
complete -c sessions-mcp -n '__sessions_mcp_at 0 {FILE_COMMANDS}' -F
complete -c sessions-mcp -n '__sessions_mcp_at 0 {CLIENT_COMMANDS}' -a '{CLIENTS}'
{TOOLS}
{TOPICS}
)sh";

/// In single quotes, in which fish takes only the quote and the backslash for more than they are.
std::string fish_string(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string line_of(const OptionInfo& option) {
  std::string line = "complete -c sessions-mcp";
  if (!option.commands.empty()) line += " -n '__sessions_mcp_with " + std::string(option.commands) + "'";
  if (option.letter != 0) line += std::string(" -s ") + option.letter;
  line += " -l " + std::string(option.name);
  if (!option.value.empty()) line += " -r";
  if (!option.choices.empty()) line += " -a '" + std::string(option.choices) + "'";
  if (option.kind == Word::file) line += " -F";
  if (option.kind == Word::variable) line += " -a '(set -nx)'";
  return line + " -d " + fish_string(option.sentence) + "\n";
}

std::string options() {
  std::string lines;
  for (const OptionInfo& option : all_options()) lines += line_of(option);
  return lines.substr(0, lines.size() - 1);
}

std::string offered(std::string_view condition, std::string_view word, std::string_view sentence) {
  return "complete -c sessions-mcp -n " + fish_string(condition) + " -a " + fish_string(word) + " -d " +
         fish_string(sentence) + "\n";
}

std::string fish_commands(std::string_view condition) {
  std::string lines;
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) lines += offered(condition, command.name, command.summary);
  }
  return lines.substr(0, lines.size() - 1);
}

std::string fish_tools(std::string_view condition) {
  std::string lines;
  for (const auto& tool : tools::all_tools()) lines += offered(condition, tool.name, tool.title);
  return lines.substr(0, lines.size() - 1);
}

std::string fish_arguments() {
  std::string arms;
  for (const auto& tool : tools::all_tools()) {
    if (tool.arguments.empty()) continue;
    arms += "            case " + std::string(tool.name) + "\n                printf '%s\\t%s\\n'";
    for (const auto& argument : tool.arguments)
      arms +=
          " \\\n                    " + std::string(argument.name) + "= " + fish_string(argument.description);
    arms += "\n";
  }
  return arms.substr(0, arms.size() - 1);
}

/// `'--socket-name=*' '--socket-path=*'`.
std::string server_values() {
  std::vector<std::string> words;
  for (const std::string& word : options_with_value(true)) {
    if (word.starts_with("--")) words.push_back(fish_string(word + "=*"));
  }
  return joined(words, " ");
}

}  // namespace

std::string fish_completion() {
  const std::string tool_commands = joined(commands_with(Word::tool), " ");
  const std::string at_topic = "__sessions_mcp_at 0 " + joined(commands_with(Word::topic), " ");
  return tmux::fill(
      kFishScript, script_values(" ", {{"OPTIONS", options()},
                                       {"COMMANDS", fish_commands("not __sessions_mcp_words | read -l word")},
                                       {"TOOLS", fish_tools("__sessions_mcp_at 0 " + tool_commands)},
                                       {"TOPICS", fish_commands(at_topic) + "\n" + fish_tools(at_topic)},
                                       {"ARGUMENTS", fish_arguments()},
                                       {"SERVER_VALUES", server_values()}}));
}

}  // namespace smcp::cli
