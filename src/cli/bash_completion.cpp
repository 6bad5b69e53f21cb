#include "cli/completion_words.hpp"
#include "cli/shell_files.hpp"
#include "text/joined.hpp"
#include "tmux/jobs/script_values.hpp"

namespace smcp::cli {
namespace {

/// bash parts a line at `=` and `:` as well, while the words of ours do not. Nothing of the package bash-completion is
/// needed.
constexpr std::string_view kBashScript =
    R"sh(# bash completion for sessions-mcp, written by scripts/make-shell-files. bash 4.2 or later.

# Each line of the input that begins with the current word is a candidate.
_sessions_mcp_offer() {
  local candidate
  while IFS= read -r candidate; do
    [[ -n $candidate && $candidate == "$cur"* ]] && COMPREPLY+=("$candidate")
  done
}

_sessions_mcp_sessions() {
  "${words[0]/#\~/$HOME}" "${server[@]}" --timeout=1 list 2>/dev/null </dev/null
}

_sessions_mcp_value() {  # of an option
  case $1 in
{OPTION_VALUES}
  esac
}

_sessions_mcp_options() {
  printf '%s\n' {OPTIONS}
  case $command in
{COMMAND_OPTIONS}
  esac
}

_sessions_mcp_argument() {  # KEY= or KEY=VALUE of $tool
  local key=${cur%%=*}
  if [[ $cur != *=* ]]; then
    case $tool in
{ARGUMENTS}
    esac
    return
  fi
  case $tool.$key in
    {FLAGS}) printf "$key=%s\n" true false ;;
    {SESSIONS}) _sessions_mcp_sessions | while IFS= read -r name; do printf '%s\n' "$key=$name"; done ;;
    {FOLDERS}) compgen -d -P "$key=" -S / -- "${cur#*=}" ;;
  esac
}

_sessions_mcp_operand() {
  case $command in
    '') printf '%s\n' {COMMANDS} ;;
    {SESSION_COMMANDS}) ((operands == 0)) && _sessions_mcp_sessions ;;
    {TOOL_COMMANDS})
      if ((operands == 0)); then printf '%s\n' {TOOLS}; else _sessions_mcp_argument; fi ;;
    {TOPIC_COMMANDS}) ((operands == 0)) && printf '%s\n' {COMMANDS} {TOOLS} ;;
    {CLIENT_COMMANDS}) ((operands == 0)) && printf '%s\n' {CLIENTS} ;;
  esac
}

_sessions_mcp() {
  local line=${COMP_LINE:0:COMP_POINT} cur command= tool= option= word i
  local -i operands=0
  local -a words=() server=()
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  cur=${words[-1]}
  for ((i = 1; i < ${#words[@]} - 1; ++i)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      case $option in {SERVER_OPTIONS}) server+=("$option" "$word") ;; esac
      option=
      continue
    fi
    case $word in
      --) [[ $command == run ]] && { compopt -o default; return; } ;;
      --*=*) case ${word%%=*} in {SERVER_OPTIONS}) server+=("$word") ;; esac ;;
      {VALUED_OPTIONS}) option=$word ;;
      -*) ;;
      *)
        if [[ -z $command ]]; then
          command=$word
        else
          ((++operands))
          [[ -z $tool ]] && tool=$word
        fi ;;
    esac
  done
  case ${option:-${cur%%=*}} in {FILE_OPTIONS}) compopt -o default; return ;; esac
  case $command in
    {FILE_COMMANDS}) [[ -z $option && $cur != -* && $operands == 0 ]] && { compopt -o default; return; } ;;
  esac
  if [[ -n $option ]]; then
    _sessions_mcp_offer < <(_sessions_mcp_value "$option")
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*}
    _sessions_mcp_offer < <(cur=${cur#*=} && _sessions_mcp_value "$option" | while IFS= read -r word; do
      printf '%s\n' "$option=$word"
    done)
  elif [[ $cur == -* ]]; then
    _sessions_mcp_offer < <(_sessions_mcp_options)
  else
    _sessions_mcp_offer < <(_sessions_mcp_operand)
  fi
  ((${#COMPREPLY[@]} == 0)) && return
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace
  # bash replaces only what follows the last of its own word breaks.
  local kept=$cur
  while [[ -n $kept && $COMP_WORDBREAKS != *"${kept: -1}"* ]]; do kept=${kept%?}; done
  for i in "${!COMPREPLY[@]}"; do
    printf -v "COMPREPLY[$i]" %q "${COMPREPLY[i]#"$kept"}"
  done
}

complete -F _sessions_mcp sessions-mcp
)sh";

std::vector<std::string> options_with_file() {
  std::vector<std::string> words;
  for (const OptionInfo& option : all_options()) {
    if (option.kind != Word::file) continue;
    for (const std::string& form : forms_of(option)) words.push_back(form);
  }
  return words;
}

std::string bash_option_values() {
  std::string arms;
  for (const OptionInfo& option : all_options()) {
    if (option.value.empty()) continue;
    std::string action;
    if (!option.choices.empty()) action = "printf '%s\\n' " + std::string(option.choices);
    if (option.kind == Word::variable) action = "compgen -e -- \"$cur\"";
    if (!action.empty()) arms += "    " + joined(forms_of(option), "|") + ") " + action + " ;;\n";
  }
  return arms.substr(0, arms.size() - 1);
}

std::string bash_command_options() {
  std::string arms;
  for (const CommandInfo& command : all_commands()) {
    std::vector<std::string> words;
    for (const OptionInfo& option : all_options()) {
      if (is_among(option.commands, command.name)) words.push_back("--" + std::string(option.name));
    }
    if (!words.empty())
      arms += "    " + std::string(command.name) + ") printf '%s\\n' " + joined(words, " ") + " ;;\n";
  }
  return arms.substr(0, arms.size() - 1);
}

std::string bash_arguments() {
  std::string arms;
  for (const auto& tool : tools::all_tools()) {
    std::vector<std::string> words;
    for (const auto& argument : tool.arguments) words.push_back(std::string(argument.name) + "=");
    if (!words.empty())
      arms += "      " + std::string(tool.name) + ") printf '%s\\n' " + joined(words, " ") + " ;;\n";
  }
  return arms.substr(0, arms.size() - 1);
}

std::string bash_options_of_all() {
  std::vector<std::string> words;
  for (const OptionInfo& option : all_options()) {
    if (!option.commands.empty()) continue;
    for (const std::string& form : forms_of(option)) words.push_back(form);
  }
  return joined(words, " ");
}

}  // namespace

std::string bash_completion() {
  return tmux::fill(kBashScript, script_values("|", {{"OPTION_VALUES", bash_option_values()},
                                                     {"OPTIONS", bash_options_of_all()},
                                                     {"COMMAND_OPTIONS", bash_command_options()},
                                                     {"ARGUMENTS", bash_arguments()},
                                                     {"COMMANDS", joined(command_names(), " ")},
                                                     {"TOOLS", joined(tool_names(), " ")},
                                                     {"FILE_OPTIONS", joined(options_with_file(), "|")}}));
}

}  // namespace smcp::cli
