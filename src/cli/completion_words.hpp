// What the completions of all shells have in common: lists of words, as the scripts want them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.hpp"
#include "tmux/jobs/script_values.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {

/// Of the commands that people give.
[[nodiscard]] std::vector<std::string> command_names();
/// Those whose first word is of this kind.
[[nodiscard]] std::vector<std::string> commands_with(Word first);
[[nodiscard]] std::vector<std::string> tool_names();
[[nodiscard]] std::vector<std::string> client_names();

/// `-L` and `--socket-name`.
[[nodiscard]] std::vector<std::string> forms_of(const OptionInfo& option);
/// The options that take a value, in all forms; of those that name the tmux server if `server`.
[[nodiscard]] std::vector<std::string> options_with_value(bool server);

/// What can stand for an argument's value, where that is known.
enum class Value { unknown, flag, session, folder };
[[nodiscard]] Value value_of(const tools::Tool& tool, const tools::Argument& argument);
/// All arguments of a kind, as TOOL.NAME.
[[nodiscard]] std::vector<std::string> arguments_of_kind(Value kind);

/// What each script has of the lists above, with `between` their words (the clients always a blank), and `own`; a name that
/// is in both has its value from `own`.
[[nodiscard]] tmux::ScriptValues script_values(std::string_view between, tmux::ScriptValues own);

}  // namespace smcp::cli
