// The tools that make and end sessions.
#include <array>

#include "tools/catalogue.hpp"
#include "tools/result_schemas.hpp"

namespace smcp::tools::catalogue {
namespace {

using declare::required;
using declare::text;
using declare::texts;

const std::array kNewSessionArguments = {
    required(text("name", "Unique; at most 100 characters, no '.', ':', '|' or white space.")),
    text("command", "Command line for the shell; several lines allowed. Omit to start only the shell."),
    text("cwd", "Existing directory; ~ and $VAR are not expanded."),
    text("log", "Absolute path of a file that gets all that the pane prints, raw, appended."),
};
const std::array kKillArguments = {
    text("name", "Exact session name."),
    texts("names", kMaxNames, "Instead of name: several."),
};

const std::array<Tool, 2> kTools = {{
    {.name = "new_session",
     .title = "Start a session",
     .description =
         "Starts a detached tmux session with the user's shell, types the command once the shell is ready "
         "and presses Enter. Does not wait for its end: wait_for does. The session outlives "
         "this conversation and keeps 50 000 lines of history. On an error no session is left behind.",
     .effect = Effect::changes,
     .arguments = kNewSessionArguments,
     .output_schema = result_schema::kNewSession,
     .handler = new_session},
    {.name = "kill_session",
     .title = "Kill a session",
     .description = "Ends a session and everything running in it, for good: first read what you need. To "
                    "stop only the program, use send_keys C-c.",
     .effect = Effect::destroys,
     .arguments = kKillArguments,
     .output_schema = result_schema::kKillSession,
     .handler = kill_session},
}};

}  // namespace

std::span<const Tool> session_tools() {
  return kTools;
}

}  // namespace smcp::tools::catalogue
