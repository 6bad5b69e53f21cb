// What each tool is called, takes and tells: all that a model reads of them.
#include <array>

#include "tools/declare.hpp"
#include "tools/registry.hpp"
#include "tools/result_schemas.hpp"

namespace smcp::tools {
namespace {

using declare::flag;
using declare::integer;
using declare::required;
using declare::text;
using declare::texts;

/// Sessions that one call may name.
constexpr std::int64_t kMaxNames = 32;

constexpr Argument kName = required(text("name", "Exact session name."));
constexpr Argument kNames = texts("names", kMaxNames, "Exact session names; all sessions if left out.");
constexpr Argument kPane = text("pane", "%id, WINDOW.PANE or WINDOW (index or name); default: the active.");

constexpr std::array kNameOnly = {kName};
constexpr std::array kCaptureArguments = {
    kName,
    integer("lines", {.from = 1, .to = 10'000, .otherwise = 100}, "At most so many of the newest lines."),
    text("since", "The cursor of an earlier result: only what came after it."),
    integer("skip", {.from = 0, .to = 1'000'000, .otherwise = 0},
            "Leave out the newest lines: pages backwards."),
    kPane,
    flag("colors", false, "Keep colours as SGR sequences."),
    flag("compact", false, "Fold runs of lines that differ only in numbers or progress bars."),
};
constexpr std::array kNewSessionArguments = {
    required(text("name", "Unique, at most 100 characters, none of '.', ':', '|' or white space.")),
    text("command",
         "Command line for the shell, of any length; several lines are allowed. Omit for a bare shell."),
    text("cwd", "Existing directory to start in. Not expanded: no ~ or $VAR."),
};
constexpr std::array kSendKeysArguments = {
    kName,
    required(text("keys", "One tmux key name (C-c, Escape, Enter, Up, F5, M-x, ...) or else literal text.")),
    flag("enter", true, "Press Enter afterwards."),
    kPane,
    flag("cancel_mode", false, "Leave copy mode and the like first."),
};
constexpr std::array kSearchArguments = {
    required(text("pattern", "RE2 regular expression.")),
    kNames,
    integer("context", {.from = 0, .to = 5, .otherwise = 0}, "Lines shown around each match."),
    integer("max_matches", {.from = 1, .to = 500, .otherwise = 50},
            "How many matches to show: the newest of each session."),
    flag("ignore_case", false, "Upper and lower case are alike."),
    kPane,
};
constexpr std::array kWaitArguments = {
    text("name", "The session; or several:"),
    kNames,
    text("pattern", "RE2: a new line matches it."),
    integer("idle_seconds", {.from = 1, .to = 3600}, "Nothing was printed for so long."),
    flag("finished", std::nullopt,
         "The shell is back at its prompt. Default if no other condition is given."),
    text("since", "Cursor of an earlier result: what came after it counts as new."),
    text("job", "Of run_command: its end, output and exit code. Goes alone."),
    integer("timeout_seconds", {.from = 1, .to = 3600, .otherwise = 50}, "Then it ends in any case."),
    integer("lines", {.from = 1, .to = 1000, .otherwise = 50}, "At most so many of the newest new lines."),
    kPane,
};
constexpr std::array kRunArguments = {
    kName,
    required(text("command", "Anything the shell takes; several lines are allowed.")),
    integer("timeout_seconds", {.from = 1, .to = 3600, .otherwise = 50}, "Then it goes on running."),
    integer("lines", {.from = 1, .to = 10'000, .otherwise = 200}, "At most so many of the newest lines."),
    flag("wait", true, "false: return as soon as it runs."),
    kPane,
};
constexpr std::array kStatusArguments = {
    kNames,
    text("since", "The token of an earlier answer."),
};

/// Claude Code puts longer results into a file unless a tool says that it may have up to this many
/// characters.
constexpr std::string_view kLongResults = R"({"anthropic/maxResultSizeChars":500000})";

constexpr std::array<Tool, 11> kTools = {{
    {.name = "list_sessions",
     .title = "List tmux sessions",
     .description = "All tmux sessions of this user, people's too: name, window count, times, whether anyone "
                    "is attached. "
                    "Empty when no tmux server runs.",
     .effect = Effect::reads,
     .output_schema = result_schema::kSessions,
     .handler = list_sessions},
    {.name = "has_session",
     .title = "Check whether a session exists",
     .description = "Whether a session of exactly this name exists.",
     .effect = Effect::reads,
     .arguments = kNameOnly,
     .output_schema = result_schema::kHasSession,
     .handler = has_session},
    {.name = "list_windows",
     .title = "List windows of a session",
     .description = "The windows of one session and their panes: index, name, active; of each pane id, "
                    "command, pid, size, "
                    "whether it is dead.",
     .effect = Effect::reads,
     .arguments = kNameOnly,
     .output_schema = result_schema::kWindows,
     .handler = list_windows},
    {.name = "capture_pane",
     .title = "Read a session's output",
     .description =
         "The newest lines of a pane, scrollback included. First block: exactly the last `lines` lines "
         "(wrapped "
         "lines joined, trailing blanks removed). Second block: {session, pane, lines, cursor}. To poll, "
         "pass "
         "its cursor as `since`: only new lines come, or one block {unchanged, idle_s}; "
         "replaces_last_line: the first line is your last one, changed; skipped: new lines beyond `lines`; "
         "reset or lost: the newest lines, which do not join on to yours; "
         "reset alternate_screen: new lines, then screen_lines of a full-screen program.",
     .effect = Effect::reads,
     .arguments = kCaptureArguments,
     .meta = kLongResults,
     .handler = capture_pane},
    {.name = "new_session",
     .title = "Start a session",
     .description =
         "Starts a detached tmux session with the user's shell, waits until the shell listens, types the "
         "command "
         "and presses Enter. The session outlives this conversation, with 50 000 lines of history. Does not "
         "wait for the command's end: wait_for does. On an error no session is left behind.",
     .effect = Effect::changes,
     .arguments = kNewSessionArguments,
     .output_schema = result_schema::kNewSession,
     .handler = new_session},
    {.name = "send_keys",
     .title = "Type into a session",
     .description =
         "Types a key by name, or text exactly as given, into the active pane or another one. To interrupt: "
         "keys=C-c enter=false; end of input: keys=C-d enter=false. Then wait_for with its cursor as since. "
         "Error, "
         "nothing typed, if somebody scrolls in it.",
     .effect = Effect::changes,
     .arguments = kSendKeysArguments,
     .output_schema = result_schema::kSendKeys,
     .handler = send_keys},
    {.name = "kill_session",
     .title = "Kill a session",
     .description =
         "Ends a session and everything in it, for good; capture_pane first what you need. To stop just "
         "the job, send_keys C-c.",
     .effect = Effect::destroys,
     .arguments = kNameOnly,
     .output_schema = result_schema::kKillSession,
     .handler = kill_session},
    {.name = "run_command",
     .title = "Run a command in a session",
     .description =
         "Runs a command in a session's own shell (its directory, variables, functions; cd and export last; "
         "exit and set -e end only the command) and waits for it. First block: exactly what it printed. "
         "Second "
         "block: {session, job, exit_code, elapsed_s, "
         "lines}; if it has not ended in time {job, running, cursor}: go on with wait_for job. Error, with "
         "nothing run, if the pane is not at an empty shell prompt.",
     .effect = Effect::changes,
     .arguments = kRunArguments,
     .meta = kLongResults,
     .handler = run_command},
    {.name = "search_output",
     .title = "Search sessions' output",
     .description =
         "Finds a pattern in the whole history of one session, some, or all. First block: `name:-12: text` "
         "for "
         "each matching line, counted from the end (-1 is the newest; capture_pane skip=11 ends with this "
         "one), "
         "`name-13- text` for context. Second block: {sessions, matches, shown}, truncated if more matched.",
     .effect = Effect::reads,
     .arguments = kSearchArguments,
     .handler = search_output},
    {.name = "session_status",
     .title = "Glance at all sessions",
     .description =
         "What every session is doing. First block, a line for each: `name: running make · idle 12s "
         "· +34 rows · last: TEXT`; or `at the prompt`, `waiting for input`, `copy mode, …`, `dead (exit "
         "3)`; "
         "`job exit 2`: how the last run_command ended. Rows are those since the look that `since` names; "
         "`+?`: "
         "cannot be told. Second block: {sessions, since}.",
     .effect = Effect::reads,
     .arguments = kStatusArguments,
     .handler = session_status},
    {.name = "wait_for",
     .title = "Wait for a session",
     .description =
         "Returns as soon as a new line matches `pattern`, nothing was printed for "
         "`idle_seconds`, the command has `finished`, the pane died or the session went, else after "
         "`timeout_seconds`. First block: the newest lines since the beginning. Second block: {session, "
         "outcome: "
         "matched|idle|finished|dead|gone|timeout, line, elapsed_s, cursor}; pass the cursor as `since` to "
         "go "
         "on, nothing is missed. With `since`, what was printed before the wait counts, too; a typed command "
         "line never matches. With `job`: what run_command would "
         "answer.",
     .effect = Effect::reads,
     .arguments = kWaitArguments,
     .meta = kLongResults,
     .handler = wait_for},
}};

constexpr std::string_view kInstructions =
    "Runs long jobs (training, pipelines, builds, servers) in tmux sessions that outlive this "
    "conversation.\nStart: new_session name=\"train-1\" cwd=\"/abs/dir\" command=\"python train.py\". It "
    "types the command into the user's own shell and returns at once.\nRun and see how it ends: run_command "
    "name=\"train-1\" command=\"make\" gives the output and exit code, or a job to wait_for.\nWait: wait_for "
    "name=\"train-1\" pattern=\"error|saved\" or finished=true, with since=CURSOR; one call instead of many "
    "polls.\nPoll: capture_pane name=\"train-1\" lines=20, then since=CURSOR from the last result: only what "
    "is new. Every line costs tokens: ask for few. All sessions at a glance: session_status. The past: "
    "search_output.\nSteer: send_keys name=\"train-1\" keys=\"y\" answers a question; keys=\"C-c\" "
    "enter=false interrupts; text is typed literally and Enter pressed unless enter=false. Its cursor, as "
    "since, shows what the keys brought about.\nClean up: kill_session when a job is over and its output "
    "read; sessions stay until then. list_sessions shows what is there, also from earlier conversations and "
    "from people: do not touch sessions that you did not start unless asked.\nA person can watch and type in "
    "the same session at any time: tell them `tmux attach -t NAME`.\nErrors are sentences that say what to "
    "change; a call on one session never acts on another.";

}  // namespace

std::span<const Tool> all_tools() {
  return kTools;
}

std::string_view instructions() {
  return kInstructions;
}

}  // namespace smcp::tools
