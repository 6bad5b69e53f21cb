#include "cli/completion_words.hpp"

#include "text/joined.hpp"

namespace smcp::cli {

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) names.emplace_back(command.name);
  }
  return names;
}

std::vector<std::string> commands_with(Word first) {
  std::vector<std::string> names;
  for (const CommandInfo& command : all_commands()) {
    if (command.first == first) names.emplace_back(command.name);
  }
  return names;
}

std::vector<std::string> tool_names() {
  std::vector<std::string> names;
  for (const auto& tool : tools::all_tools()) names.emplace_back(tool.name);
  return names;
}

std::vector<std::string> client_names() {
  std::vector<std::string> names;
  for (const auto& client : all_clients()) names.emplace_back(client.name);
  return names;
}

std::vector<std::string> forms_of(const OptionInfo& option) {
  std::vector<std::string> forms;
  if (option.letter != 0) forms.push_back(std::string("-") + option.letter);
  forms.push_back("--" + std::string(option.name));
  return forms;
}

std::vector<std::string> options_with_value(bool server) {
  std::vector<std::string> words;
  for (const OptionInfo& option : all_options()) {
    const std::string_view name = option.name;
    const bool names_server = is_among("socket-name socket-path server host tmux engine", name);
    if (option.value.empty() || (server && !names_server)) continue;
    for (std::string& form : forms_of(option)) words.push_back(std::move(form));
  }
  return words;
}

Value value_of(const tools::Tool& tool, const tools::Argument& argument) {
  if (argument.type == tools::ArgumentType::boolean) return Value::flag;
  if (argument.name == "cwd") return Value::folder;
  const bool names = argument.name == "name" || argument.name == "names";
  return names && tool.name != "new_session" ? Value::session : Value::unknown;
}

std::vector<std::string> arguments_of_kind(Value kind) {
  std::vector<std::string> words;
  for (const auto& tool : tools::all_tools()) {
    for (const auto& argument : tool.arguments) {
      if (value_of(tool, argument) == kind)
        words.push_back(std::string(tool.name) + "." + std::string(argument.name));
    }
  }
  return words;
}

tmux::ScriptValues script_values(std::string_view between, tmux::ScriptValues own) {
  own.merge(tmux::ScriptValues{{"FLAGS", joined(arguments_of_kind(Value::flag), between)},
                               {"SESSIONS", joined(arguments_of_kind(Value::session), between)},
                               {"FOLDERS", joined(arguments_of_kind(Value::folder), between)},
                               {"SESSION_COMMANDS", joined(commands_with(Word::session), between)},
                               {"TOOL_COMMANDS", joined(commands_with(Word::tool), between)},
                               {"TOPIC_COMMANDS", joined(commands_with(Word::topic), between)},
                               {"CLIENT_COMMANDS", joined(commands_with(Word::client), between)},
                               {"CLIENTS", joined(client_names(), " ")},
                               {"FILE_COMMANDS", joined(commands_with(Word::file), between)},
                               {"SERVER_OPTIONS", joined(options_with_value(true), between)},
                               {"VALUED_OPTIONS", joined(options_with_value(false), between)}});
  return own;
}

}  // namespace smcp::cli
