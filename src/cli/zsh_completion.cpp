#include "cli/completion_words.hpp"
#include "cli/shell_files.hpp"
#include "text/joined.hpp"
#include "tmux/jobs/script_values.hpp"

namespace smcp::cli {
namespace {

constexpr std::string_view kZshScript = R"sh(#compdef sessions-mcp
# zsh completion for sessions-mcp, written by scripts/make-shell-files.

_sessions_mcp_sessions() {
  local -a names=(${(f)"$(_call_program sessions ${(q)words[1]} ${(q)server[@]} --timeout=1 list 2>/dev/null </dev/null)"})
  _wanted sessions expl session compadd -a names
}

_sessions_mcp_value() {  # of an option
  case $1 in
{OPTION_VALUES}
    (*) _message value ;;
  esac
}

_sessions_mcp_options() {
  local -a options=(
{OPTIONS}
  )
  case $command in
{COMMAND_OPTIONS}
  esac
  _describe -o option options
}

_sessions_mcp_commands() {
  local -a commands=(
{COMMANDS}
  )
  _describe -t commands command commands
}

_sessions_mcp_tools() {
  local -a tools=(
{TOOLS}
  )
  _describe -t tools tool tools
}

_sessions_mcp_argument() {  # KEY= or KEY=VALUE of $tool
  local key=${PREFIX%%=*}
  if ! compset -P '*='; then
    local -a keys
    case $tool in
{ARGUMENTS}
    esac
    _describe -t arguments argument keys -qS=
    return
  fi
  case $tool.$key in
    ({FLAGS}) _wanted values expl value compadd true false ;;
    ({SESSIONS}) _sessions_mcp_sessions ;;
    ({FOLDERS}) _path_files -/ ;;
    (*) _message "$key" ;;
  esac
}

_sessions_mcp() {
  local command tool option word expl
  local -i operands=0 i
  local -a server
  for ((i = 2; i < CURRENT; ++i)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      case $option in ({SERVER_OPTIONS}) server+=($option ${(Q)word}) ;; esac
      option=
      continue
    fi
    case $word in
      (--)
        if [[ $command == run ]]; then
          shift $i words
          ((CURRENT -= i))
          _normal
          return
        fi ;;
      (--*=*) case ${word%%=*} in ({SERVER_OPTIONS}) server+=(${(Q)word}) ;; esac ;;
      ({VALUED_OPTIONS}) option=$word ;;
      (-*) ;;
      (*)
        if [[ -z $command ]]; then
          command=$word
        else
          ((++operands))
          : ${tool:=$word}
        fi ;;
    esac
  done
  if [[ -n $option ]]; then
    _sessions_mcp_value $option
  elif [[ $PREFIX == --*=* ]]; then
    option=${PREFIX%%=*}
    compset -P '*='
    _sessions_mcp_value $option
  elif [[ $PREFIX == -* ]]; then
    _sessions_mcp_options
  else
    case $command in
      ('') _sessions_mcp_commands ;;
      ({SESSION_COMMANDS}) ((operands)) || _sessions_mcp_sessions ;;
      ({TOOL_COMMANDS}) if ((operands)); then _sessions_mcp_argument; else _sessions_mcp_tools; fi ;;
      ({TOPIC_COMMANDS}) ((operands)) || { _sessions_mcp_commands; _sessions_mcp_tools; } ;;
      ({FILE_COMMANDS}) ((operands)) || _files ;;
      ({CLIENT_COMMANDS}) ((operands)) || _wanted clients expl client compadd {CLIENTS} ;;
    esac
  fi
}

_sessions_mcp "$@"
)sh";

/// `WORD:WHAT IT IS` in single quotes, a line of an array for _describe.
std::string described(std::string_view word, std::string_view sentence) {
  std::string text = "    '";
  for (const char c : word) text += c == ':' ? "\\:" : std::string(1, c);
  text += ':';
  for (const char c : sentence) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'\n";
}

std::string without_end(std::string lines) {
  if (!lines.empty()) lines.pop_back();
  return lines;
}

std::string zsh_option_values() {
  std::string arms;
  for (const OptionInfo& option : all_options()) {
    if (option.value.empty()) continue;
    std::string action;
    if (!option.choices.empty()) action = "_wanted values expl value compadd " + std::string(option.choices);
    if (option.kind == Word::file) action = "_files";
    if (option.kind == Word::variable) action = "_parameters -g '*export*'";
    if (!action.empty()) arms += "    (" + joined(forms_of(option), "|") + ") " + action + " ;;\n";
  }
  return without_end(std::move(arms));
}

std::string zsh_options_of_all() {
  std::string lines;
  for (const OptionInfo& option : all_options()) {
    if (!option.commands.empty()) continue;
    for (const std::string& form : forms_of(option)) lines += described(form, option.sentence);
  }
  return without_end(std::move(lines));
}

std::string zsh_command_options() {
  std::string arms;
  for (const CommandInfo& command : all_commands()) {
    std::string lines;
    for (const OptionInfo& option : all_options()) {
      if (is_among(option.commands, command.name))
        lines += described("--" + std::string(option.name), option.sentence);
    }
    if (!lines.empty()) arms += "    (" + std::string(command.name) + ") options+=(\n" + lines + "    ) ;;\n";
  }
  return without_end(std::move(arms));
}

std::string zsh_arguments() {
  std::string arms;
  for (const auto& tool : tools::all_tools()) {
    std::string lines;
    for (const auto& argument : tool.arguments) lines += described(argument.name, argument.description);
    if (!lines.empty()) arms += "    (" + std::string(tool.name) + ") keys=(\n" + lines + "    ) ;;\n";
  }
  return without_end(std::move(arms));
}

std::string zsh_commands() {
  std::string lines;
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) lines += described(command.name, command.summary);
  }
  return without_end(std::move(lines));
}

std::string zsh_tools() {
  std::string lines;
  for (const auto& tool : tools::all_tools()) lines += described(tool.name, tool.title);
  return without_end(std::move(lines));
}

}  // namespace

std::string zsh_completion() {
  return tmux::fill(kZshScript, script_values("|", {{"OPTION_VALUES", zsh_option_values()},
                                                    {"OPTIONS", zsh_options_of_all()},
                                                    {"COMMAND_OPTIONS", zsh_command_options()},
                                                    {"COMMANDS", zsh_commands()},
                                                    {"TOOLS", zsh_tools()},
                                                    {"ARGUMENTS", zsh_arguments()}}));
}

}  // namespace smcp::cli
