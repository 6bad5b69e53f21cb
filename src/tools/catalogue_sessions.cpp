// The tools that make, arrange and end sessions, windows and panes.
#include <array>

#include "tools/catalogue.hpp"
#include "tools/result_schemas.hpp"
#include "tools/servers/joint_call.hpp"

namespace smcp::tools::catalogue {
namespace {

using declare::integer;
using declare::named_texts;
using declare::required;
using declare::text;
using declare::texts;

const std::array kNewSessionArguments = {
    required(text("name", "Unique; at most 100 characters, no '.', ':', '|' or white space.")),
    text("command", "Command line for the shell; several lines allowed. Omit to start only the shell."),
    kCwd,
    kEnv,
    kWidth,
    kHeight,
    kShell,
    text("log", "File (absolute path) that gets all that the pane prints, raw."),
};
const std::array kKillArguments = {
    text("name", "Exact session name."),
    texts("names", kMaxNames, "Instead of name: several."),
};
const std::array kKillPaneArguments = {
    kName,
    required(text("pane", "id (%3), WINDOW or WINDOW.PANE.")),
};
const std::array kNewWindowArguments = {
    kName,
    text("window", "Name for the window."),
    text("split", "Split a pane instead: right or below."),
    text("pane", "To split. Default: active pane."),
    text("command", "As in new_session."),
    text("cwd", "Default: that of the pane."),
    named_texts("env", "Variables for its shell."),
    text("wait_for", "As in send_keys."),
    integer("wait_seconds", {.from = 0, .to = 3600}, "As in send_keys."),
};
const std::array kRenameArguments = {
    kName,
    text("window", "Index or name: rename that window."),
    required(text("to", "As new_session's name.")),
};
const std::array kResizeArguments = {
    kName,
    required(integer("width", kColumns, "Number of columns.")),
    required(integer("height", kRows, "Number of rows.")),
};

const std::array<Tool, 6> kSessionTools = {{
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
     .description = "Ends a session with its windows and output: first read what you need. ended: what "
                    "ran there; lives_on: sessions that share its windows, where they go on; "
                    "left_running: processes that outlived it (setsid, nohup), as far as visible. To stop "
                    "only the program, use send_keys C-c.",
     .effect = Effect::destroys,
     .arguments = kKillArguments,
     .output_schema = result_schema::kKillSession,
     .handler = kill_session,
     .joint = &kJointKill},
    {.name = "new_window",
     .title = "Open a window or pane",
     .description =
         "Opens a window in a session, or splits a pane, in the background: give its `pane` to the other "
         "tools. Types a command as new_session does. Returns {session, window, pane, cursor}; with wait_for "
         "or "
         "wait_seconds, send_keys' answer.",
     .effect = Effect::changes,
     .arguments = kNewWindowArguments,
     .meta = kLongResults,
     .set = ToolSet::all,
     .handler = new_window},
    {.name = "kill_pane",
     .title = "Kill a pane",
     .description = "Ends one pane (and its window if that has no other), never a session's last. Answers "
                    "as kill_session.",
     .effect = Effect::destroys,
     .arguments = kKillPaneArguments,
     .set = ToolSet::all,
     .handler = kill_pane},
    {.name = "rename",
     .title = "Rename a session or window",
     .description = "Renames a session, or a window of it. Jobs and cursors stay valid.",
     .effect = Effect::arranges,
     .arguments = kRenameArguments,
     .set = ToolSet::all,
     .handler = rename},
    {.name = "resize",
     .title = "Resize a session",
     .description = "Sets the size of a session's windows. Error while a terminal is attached.",
     .effect = Effect::arranges,
     .arguments = kResizeArguments,
     .set = ToolSet::all,
     .handler = resize},
}};

}  // namespace

std::span<const Tool> session_tools() {
  return kSessionTools;
}

}  // namespace smcp::tools::catalogue
