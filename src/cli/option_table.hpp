// The commands and the options of the program, each declared once: the command line is read by this, and --help, the
// man page and the completions of the shells are made from it.
#pragma once

#include <span>
#include <string_view>

#include "cli/options.hpp"

namespace smcp::cli {

/// What a value or a word of a command is, for the shells that complete it.
enum class Word {
  none,
  text,      ///< nothing that could be listed
  file,      ///< a path
  variable,  ///< the name of an environment variable
  session,   ///< the name of a session
  tool,      ///< the name of a tool, and KEY=VALUE behind it
  topic,     ///< the name of a tool or a command
  command,   ///< a command line for a shell
  client,    ///< the name of an MCP client
};

/// The options are shown in groups, each under the title of its first.
struct OptionInfo {
  const char* name;                ///< without the dashes
  char letter = 0;                 ///< of its short form; 0 if it has none
  std::string_view value{};        ///< what stands for the value in the help; "" if it takes none
  Word kind = Word::none;          ///< of the value
  std::string_view choices{};      ///< all that the value can be, between blanks; "" if there are too many
  const char* variable = nullptr;  ///< the environment variable that sets it, or null
  std::string_view form{};         ///< of the variable's value, where it is not that of the option: `=1`
  std::string_view commands{};     ///< those that it belongs to, between blanks; "" for all
  bool repeats = false;            ///< whether it may be given several times; otherwise the last one counts
  std::string_view sentence;       ///< what it does
  std::string_view group{};        ///< the title above it, if it is the first of its group
};

struct CommandInfo {
  Mode mode;
  std::string_view name;        ///< "" for the server, which is what runs without a command
  std::string_view operands;    ///< what follows the name, as in the help
  Word first = Word::none;      ///< what the first word behind the name is
  std::string_view summary;     ///< one sentence without a full stop
  std::string_view about{};     ///< more, for its own help and the man page; paragraphs between empty lines
  std::string_view status{};    ///< `STATUS<tab>MEANING` lines, where it has statuses of its own
  std::string_view examples{};  ///< a command line each
};

/// In the order in which the help shows them.
[[nodiscard]] std::span<const OptionInfo> all_options();
[[nodiscard]] std::span<const CommandInfo> all_commands();

/// Null if there is no such command, and for "".
[[nodiscard]] const CommandInfo* find_command(std::string_view name);
/// Null if there is no such option; `name` without the dashes.
[[nodiscard]] const OptionInfo* find_option(std::string_view name);

/// Whether a list of words between blanks contains `word`.
[[nodiscard]] bool is_among(std::string_view words, std::string_view word);
[[nodiscard]] inline bool belongs_to(const OptionInfo& option, std::string_view command) {
  return option.commands.empty() || is_among(option.commands, command);
}

}  // namespace smcp::cli
