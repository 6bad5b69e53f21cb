#include "cli/help.hpp"

#include <algorithm>
#include <vector>

#include "cli/given_options.hpp"
#include "cli/help_notes.hpp"
#include "text/nearest.hpp"
#include "text/wrapped.hpp"

namespace smcp::cli {
namespace {

/// Where what is said about a command or an option begins.
constexpr std::size_t kColumn = 28;
/// Where the meaning of an exit status begins.
constexpr std::size_t kStatusColumn = 9;

/// `text`, wrapped, at the column; on a line of its own if `head` reaches into it.
std::string entry(std::string head, std::string_view text, std::size_t column) {
  if (characters_in(head) + 2 > column) {
    head.push_back('\n');
    head.append(column, ' ');
  } else {
    head.append(column - characters_in(head), ' ');
  }
  return head + wrapped(text, column, column, kHelpWidth) + "\n";
}

std::string paragraphs(std::string_view text) {
  return wrapped(text, 0, 0, kHelpWidth) + "\n";
}

std::string option_entry(const OptionInfo& option) {
  std::string text(option.sentence);
  if (option.variable != nullptr)
    text += " [" + std::string(option.variable) + std::string(option.form) + "]";
  return entry("  " + std::string(option.letter == 0 ? "    " : "") + spelling_of(option), text, kColumn);
}

std::string options_text() {
  std::string text;
  for (const OptionInfo& option : all_options()) {
    if (!option.group.empty()) text += "\n" + std::string(option.group) + ":\n";
    text += option_entry(option);
  }
  return text;
}

std::string examples_text(std::string_view title, std::string_view lines) {
  std::string text = "\n" + std::string(title) + ":\n";
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    text += "  " + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

std::string status_text(std::string_view lines) {
  std::string text = "\nExit status:\n";
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    const auto tab = line.find('\t');
    text += entry("  " + std::string(line.substr(0, tab)), line.substr(tab + 1), kStatusColumn);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

std::string usage_line(const CommandInfo& command) {
  const bool installs = command.mode == Mode::install || command.mode == Mode::uninstall;
  std::string line = installs ? "sessions-mcp" : "sessions-mcp [OPTION]...";
  if (!command.name.empty()) line += " " + std::string(command.name);
  if (!command.operands.empty()) line += " " + std::string(command.operands);
  if (installs) line.insert(line.find("CLIENT") + 6, " [OPTION]...");
  return line;
}

std::string capitalised(std::string_view sentence) {
  std::string text(sentence);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

std::string quantity_of(const tools::Argument& argument) {
  using tools::ArgumentType;
  switch (argument.type) {
    case ArgumentType::string:
      return "TEXT";
    case ArgumentType::integer:
      return std::to_string(argument.minimum) + ".." + std::to_string(argument.maximum);
    case ArgumentType::boolean:
      return "true|false";
    case ArgumentType::named_strings:
      return R"({"NAME":"TEXT",…})";
    case ArgumentType::strings:
    case ArgumentType::string_or_strings:
      break;
  }
  return "TEXT " + std::string(argument.name) + "=TEXT …";
}

}  // namespace

std::string spelling_of(const OptionInfo& option) {
  std::string text;
  if (option.letter != 0) text += std::string("-") + option.letter + ", ";
  text += "--" + std::string(option.name);
  if (!option.value.empty()) text += " " + std::string(option.value);
  return text;
}

std::string usage_of(const tools::Argument& argument) {
  std::string text = std::string(argument.name) + "=" + quantity_of(argument);
  if (argument.required) text += " (required)";
  if (const auto* number = std::get_if<std::int64_t>(&argument.fallback)) {
    text += " (default " + std::to_string(*number) + ")";
  }
  if (const auto* flag = std::get_if<bool>(&argument.fallback)) {
    text += *flag ? " (default true)" : " (default false)";
  }
  return text;
}

std::string help_text() {
  std::string text = paragraphs("sessions-mcp " + std::string(kPurpose) + ".");
  text +=
      "\nUsage:\n" + entry("  sessions-mcp [OPTION]...", "the MCP server, on standard input and output", 38);
  text += entry("  sessions-mcp [OPTION]... COMMAND", "one of these, for people at a shell", 38);
  text += "\nCommands:\n";
  for (const CommandInfo& command : all_commands()) {
    if (command.name.empty()) continue;
    const std::string operands = command.operands.empty() ? "" : " " + std::string(command.operands);
    text += entry("  " + std::string(command.name) + operands, command.summary, kColumn);
  }
  text += options_text() + "\n";
  text += paragraphs(
      "The variable in brackets sets an option that is not on the command line. "
      "sessions-mcp help COMMAND tells the exit status of a command, and more.");
  for (const HelpNote& note : help_notes())
    text += "\n" + std::string(note.title) + ":\n" + paragraphs(note.text);
  return text + examples_text("Examples", find_command("call")->examples);
}

std::string help_of(const CommandInfo& command) {
  std::string text = "Usage: " + usage_line(command) + "\n\n";
  text += paragraphs(capitalised(command.summary));
  if (!command.about.empty()) text += "\n" + paragraphs(command.about);
  std::string options;
  for (const OptionInfo& option : all_options()) {
    if (!option.commands.empty() && belongs_to(option, command.name)) options += option_entry(option);
  }
  const bool installs = command.mode == Mode::install || command.mode == Mode::uninstall;
  if (!options.empty() && !installs) options += option_entry(*find_option("timeout"));
  if (!options.empty()) text += "\nOptions, beside those of sessions-mcp --help:\n" + options;
  if (!command.status.empty()) text += status_text(command.status);
  if (!command.examples.empty()) text += examples_text("Examples", command.examples);
  return text;
}

std::string help_of(const tools::Tool& tool) {
  std::string text = std::string(tool.name) + ": " + std::string(tool.title) + "\n\n";
  text += paragraphs(tool.description);
  text += tool.arguments.empty() ? "\nIt has no arguments.\n" : "\nArguments:\n";
  for (const auto& argument : tool.arguments) {
    text += "  " + usage_of(argument) + "\n      " + wrapped(argument.description, 6, 6, kHelpWidth) + "\n";
  }
  return text + examples_text("Example", example_of(tool.name));
}

Result<std::string> help_about(const std::string& topic) {
  if (topic.empty()) return help_text();
  if (const CommandInfo* const command = find_command(topic)) return help_of(*command);
  if (const tools::Tool* const tool = tools::find_tool(topic)) return help_of(*tool);
  std::vector<std::string_view> names;
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) names.push_back(command.name);
  }
  for (const auto& tool : tools::all_tools()) names.push_back(tool.name);
  const auto similar = nearest(topic, names);
  std::string message = "there is no tool or command \"" + topic + "\".";
  if (!similar.empty()) message += " Did you mean " + std::string(similar) + "?";
  return Error{Errc::invalid_argument,
               message + " sessions-mcp tools lists the tools, sessions-mcp --help the commands."};
}

}  // namespace smcp::cli
