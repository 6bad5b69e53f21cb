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
using declare::text_or_texts;
using declare::texts;

/// Sessions that one call may name.
constexpr std::int64_t kMaxNames = 32;

/// Keys and texts that one call may type: a program that wants a pause after each gets them within the call's
/// time.
constexpr std::int64_t kMaxKeys = 50;

constexpr Argument kName = required(text("name", "Exact session name."));
constexpr Argument kNames = texts("names", kMaxNames, "Exact session names. Default: all.");
constexpr Argument kPane =
    text("pane", "id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.");
constexpr std::string_view kNewestLines = "Maximum number of lines (the newest).";

const std::array kNameOnly = {kName};
const std::array kKillArguments = {
    text("name", "Exact session name."),
    texts("names", kMaxNames, "Instead of name: several."),
};
const std::array kCaptureArguments = {
    kName,
    integer("lines", {.from = 1, .to = 10'000, .otherwise = 100}, kNewestLines),
    text("since", "Cursor of an earlier result: return only what came after it."),
    integer("skip", {.from = 0, .to = 1'000'000, .otherwise = 0},
            "Skip this many of the newest lines, to page back."),
    kPane,
    flag("colors", false, "Keep colours as SGR sequences."),
    flag("compact", false, "Fold runs of lines that differ only in numbers or progress bars."),
};
const std::array kNewSessionArguments = {
    required(text("name", "Unique; at most 100 characters, no '.', ':', '|' or white space.")),
    text("command", "Command line for the shell; several lines allowed. Omit to start only the shell."),
    text("cwd", "Existing directory; ~ and $VAR are not expanded."),
};
const std::array kSendKeysArguments = {
    kName,
    required(text_or_texts(
        "keys", kMaxKeys,
        "One tmux key name (C-c, Escape, Enter, Up, F5, ...) or a text; a list is typed in order.")),
    flag("enter", true, "Press Enter afterwards, also after a key. Not after a list, unless given."),
    flag("paste", std::nullopt,
         "Bracketed paste, if the program takes it. Default: for several lines. In vi's normal mode: false."),
    text("wait_for", "Then wait for a new line that matches this RE2 regular expression."),
    integer("wait_seconds", {.from = 0, .to = 3600, .otherwise = 0},
            "Then wait up to so long for the answer: the shell's prompt, a question, or quiet. Default "
            "with wait_for: 50."),
    kPane,
    flag("cancel_mode", false, "First leave copy mode (scrolling)."),
};
const std::array kSearchArguments = {
    required(text("pattern", "RE2 regular expression.")),
    kNames,
    integer("context", {.from = 0, .to = 5, .otherwise = 0}, "Lines to show around each match."),
    integer("max_matches", {.from = 1, .to = 500, .otherwise = 50},
            "Maximum number of matches to show in all (the newest)."),
    flag("ignore_case", false, "Ignore case."),
    kPane,
};
const std::array kWaitArguments = {
    text("name", "Session name. For several sessions use names."),
    texts("names", kMaxNames, "Exact session names; returns when one is done."),
    flag("all", std::nullopt, "With names: return when each is done, a line for each."),
    text("pattern", "RE2 regular expression that a new line must match."),
    text("fail_pattern", "The same for failure: returns with outcome failed."),
    integer("idle_seconds", {.from = 1, .to = 3600}, "Return after this many seconds without output."),
    flag("finished", std::nullopt,
         "Return when the shell is back at its prompt. Default without another condition."),
    text("since",
         "Cursor of the last result. Needed for a second wait on the same output; without it, what came "
         "since the last command or keys counts."),
    text("job", "Job of run_command to wait for; needs no name. No other conditions."),
    integer("timeout_seconds", {.from = 1, .to = 3600, .otherwise = 50}, "Give up after this many seconds."),
    integer("lines", {.from = 1, .to = 1000, .otherwise = 50}, kNewestLines),
    kPane,
};
const std::array kRunArguments = {
    kName,
    required(text("command", "Command line; several lines allowed.")),
    integer("timeout_seconds", {.from = 1, .to = 3600, .otherwise = 50},
            "Return after this many seconds; it keeps running."),
    integer("lines", {.from = 1, .to = 10'000, .otherwise = 200}, kNewestLines),
    flag("wait", true, "false: return as soon as it runs."),
    flag("history", false, "Add it to the shell's history."),
    flag("nested", false, "Only if run_command says that it sees no shell's prompt behind ssh or the like."),
    kPane,
};
const std::array kStatusArguments = {
    kNames,
    text("since", "The since of an earlier result."),
};

/// Claude Code puts longer results into a file unless a tool says that it may have up to this many
/// characters.
constexpr std::string_view kLongResults = R"({"anthropic/maxResultSizeChars":500000})";

const std::array<Tool, 11> kTools = {{
    {.name = "list_sessions",
     .title = "List tmux sessions",
     .description = "Lists all tmux sessions of this user, including those that people started. Empty if no "
                    "tmux server runs.",
     .effect = Effect::reads,
     .output_schema = result_schema::kSessions,
     .handler = list_sessions},
    {.name = "has_session",
     .title = "Check whether a session exists",
     .description = "Tells whether a session with exactly this name exists.",
     .effect = Effect::reads,
     .arguments = kNameOnly,
     .output_schema = result_schema::kHasSession,
     .handler = has_session},
    {.name = "list_windows",
     .title = "List windows of a session",
     .description =
         "Lists a session's windows and their panes (terminals), with ids, commands, pids and sizes.",
     .effect = Effect::reads,
     .arguments = kNameOnly,
     .output_schema = result_schema::kWindows,
     .handler = list_windows},
    {.name = "capture_pane",
     .title = "Read a session's output",
     .description =
         "Returns the newest lines of a pane, scrollback included. First block: exactly the last `lines` "
         "lines (wrapped lines joined, trailing blanks removed). Second block: {session, pane, lines, "
         "cursor}. To poll, pass the cursor as `since`: you get only new lines, or just {unchanged, idle_s}. "
         "replaces_last_line: the first line replaces the last one you have. skipped: how many new lines "
         "exceeded `lines`. reset or lost: the newest lines, which may not follow on from yours. reset "
         "alternate_screen: new lines, the last screen_lines of them a full-screen program's.",
     .effect = Effect::reads,
     .arguments = kCaptureArguments,
     .meta = kLongResults,
     .handler = capture_pane},
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
    {.name = "send_keys",
     .title = "Type into a session",
     .description =
         "Types text exactly as given, line breaks too, or presses keys: keys=[\":wq\",\"Enter\"]; "
         "[\"C-c\"] interrupts, [\"C-d\"] ends input. With wait_for or wait_seconds it returns the "
         "answer, as wait_for does: first block the new lines (of a full-screen program its screen), "
         "second block {session, keys, enter, pane, outcome, last, hidden_input, cursor}. Error, with "
         "nothing typed, if a person is scrolling there.",
     .effect = Effect::changes,
     .arguments = kSendKeysArguments,
     .meta = kLongResults,
     .handler = send_keys},
    {.name = "kill_session",
     .title = "Kill a session",
     .description = "Ends a session and everything running in it, for good: first read what you need. To "
                    "stop only the program, use send_keys C-c.",
     .effect = Effect::destroys,
     .arguments = kKillArguments,
     .output_schema = result_schema::kKillSession,
     .handler = kill_session},
    {.name = "run_command",
     .title = "Run a command in a session",
     .description =
         "Runs a command in a session's shell, or in the one inside it (ssh, docker, sudo), and waits for it "
         "to end. cd and export persist; exit and set -e end only the command (exit alone leaves an "
         "inner shell). First block: exactly what it printed. Second block: {session, job, exit_code, "
         "elapsed_s, lines, cursor}, or {job, running, cursor} if still running: then wait_for with "
         "this job; waiting: it asks for input (last: the question), so answer with send_keys. Error, "
         "with nothing run, if the pane is not at an empty shell prompt.",
     .effect = Effect::changes,
     .arguments = kRunArguments,
     .meta = kLongResults,
     .handler = run_command},
    {.name = "search_output",
     .title = "Search sessions' output",
     .description =
         "Searches the whole history of one, some or all sessions. First block: `name:-12: text` for each "
         "matching line, numbered from the end (-1 is the newest; capture_pane skip=11 ends with line -12), "
         "`name-13- text` for context; lines that run_command typed are left out. Second block: {sessions, "
         "matches, shown}, truncated if more matched.",
     .effect = Effect::reads,
     .arguments = kSearchArguments,
     .handler = search_output},
    {.name = "session_status",
     .title = "Glance at all sessions",
     .description =
         "What every session is doing. First block, one line each: `name: running make · idle 12s · +34 rows "
         "· last: TEXT`, or `at the prompt`, `waiting for input`, `copy mode, …`, `dead (exit 3)`; `job exit "
         "2`: how the last run_command ended. Second block: {sessions, since}. Pass `since` next time, and "
         "+34 rows counts the output since then (`+?`: unknown).",
     .effect = Effect::reads,
     .arguments = kStatusArguments,
     .handler = session_status},
    {.name = "wait_for",
     .title = "Wait for a session",
     .description =
         "Returns as soon as a new line matches `pattern` or `fail_pattern`, nothing was printed for "
         "`idle_seconds`, the command has `finished`, a program asks for input and is quiet (with a "
         "pattern or job only if it does nothing else), the pane died or the session is gone, at the "
         "latest after `timeout_seconds`. First block: the newest lines since the wait began (of a "
         "full-screen program its screen). Second block: {session, outcome: "
         "matched|failed|idle|finished|waiting|dead|gone|timeout, line, last, hidden_input, elapsed_s, "
         "pane, cursor}. A typed command "
         "line never matches. With `job`, returns what run_command would. To "
         "watch many jobs: names and fail_pattern alone.",
     .effect = Effect::reads,
     .arguments = kWaitArguments,
     .meta = kLongResults,
     .handler = wait_for},
}};

constexpr std::string_view kInstructions =
    "Runs long jobs (training, pipelines, builds, servers) in tmux sessions that outlive this "
    "conversation.\n"
    "First new_session name=\"train-1\" cwd=\"/abs/dir\"; the other tools need a session that exists.\n"
    "A command with an end: run_command name=\"train-1\" command=\"make\" returns the output and exit "
    "code, or a job for wait_for job=JOB.\n"
    "A dialogue (a REPL, an installer that asks, an editor): send_keys name=\"train-1\" keys=\"y\" "
    "with wait_for=PATTERN or wait_seconds=20 types and returns the answer in one call. Enter is "
    "pressed unless enter=false; keys=[\"C-c\"] interrupts.\n"
    "A server or a long job: new_session name=\"web\" cwd=\"/abs/dir\" command=\"python app.py\", then "
    "wait_for name=\"web\" pattern=\"ready|listening\" fail_pattern=\"rror\". Several: names with "
    "all=true.\n"
    "Poll: capture_pane name=\"train-1\" lines=20, then since=CURSOR from the last result returns only "
    "what is new. Every line costs tokens: ask for few. All sessions at a glance: session_status. The "
    "past: search_output.\n"
    "Clean up: kill_session when a job is over and its output read; until then sessions stay. "
    "list_sessions also shows sessions of earlier conversations and of people: do not touch those you "
    "did not start unless asked.\n"
    "A person can watch and type in the same session at any time: tell them `tmux attach -t NAME`.\n"
    "Errors say what to change; a call on one session never acts on another.";

}  // namespace

std::span<const Tool> all_tools() {
  return kTools;
}

std::string_view instructions() {
  return kInstructions;
}

}  // namespace smcp::tools
