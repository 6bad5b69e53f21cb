// What each tool is called, takes and tells: all that a model reads of them.
#include <array>

#include "tools/registry.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kNameHelp = "Exact session name.";

constexpr Argument kName{"name", ArgumentType::string, true, kNameHelp, 0, 0, {}};
constexpr Argument kPane{"pane", ArgumentType::string,
                         false,  "%id, WINDOW.PANE or WINDOW (index or name); default: the active.",
                         0,      0,
                         {}};

constexpr std::array<Argument, 0> kNoArguments{};
constexpr std::array kNameOnly = {kName};
constexpr std::array kCaptureArguments = {
    kName,
    Argument{"lines", ArgumentType::integer, false, "At most so many of the newest lines.", 1, 10000,
             std::int64_t{100}},
    Argument{"since",
             ArgumentType::string,
             false,
             "The cursor of an earlier result: only what came after it.",
             0,
             0,
             {}},
    Argument{"skip", ArgumentType::integer, false, "Leave out the newest lines: pages backwards.", 0,
             1'000'000, std::int64_t{0}},
    kPane,
    Argument{"colors", ArgumentType::boolean, false, "Keep colours as SGR sequences.", 0, 0, false},
    Argument{"compact", ArgumentType::boolean, false,
             "Fold runs of lines that differ only in numbers or progress bars.", 0, 0, false},
};
constexpr std::array kNewSessionArguments = {
    Argument{"name",
             ArgumentType::string,
             true,
             "Unique, at most 100 characters, none of '.', ':', '|' or white space.",
             0,
             0,
             {}},
    Argument{"command",
             ArgumentType::string,
             false,
             "Command line for the shell, of any length; several lines are allowed. Omit for a bare shell.",
             0,
             0,
             {}},
    Argument{"cwd",
             ArgumentType::string,
             false,
             "Existing directory to start in. Not expanded: no ~ or $VAR.",
             0,
             0,
             {}},
};
constexpr std::array kSendKeysArguments = {
    kName,
    Argument{"keys",
             ArgumentType::string,
             true,
             "One tmux key name (C-c, Escape, Enter, Up, F5, M-x, ...) or else literal text.",
             0,
             0,
             {}},
    Argument{"enter", ArgumentType::boolean, false, "Press Enter afterwards.", 0, 0, true},
    kPane,
    Argument{"cancel_mode", ArgumentType::boolean, false, "Leave copy mode and the like first.", 0, 0, false},
};
/// Sessions that one call may name.
constexpr std::int64_t kMaxNames = 32;
constexpr Argument kPattern{"pattern", ArgumentType::string, true, "RE2 regular expression.", 0, 0, {}};
constexpr Argument kNames{
    "names", ArgumentType::strings, false, "Exact session names; all sessions if left out.", 1, kMaxNames,
    {}};
constexpr std::array kSearchArguments = {
    kPattern,
    kNames,
    Argument{"context", ArgumentType::integer, false, "Lines shown around each match.", 0, 5,
             std::int64_t{0}},
    Argument{"max_matches", ArgumentType::integer, false,
             "How many matches to show: the newest of each session.", 1, 500, std::int64_t{50}},
    Argument{"ignore_case", ArgumentType::boolean, false, "Upper and lower case are alike.", 0, 0, false},
    kPane,
};

constexpr std::array kWaitArguments = {
    Argument{"name", ArgumentType::string, false, "The session; or several:", 0, 0, {}},
    kNames,
    Argument{"pattern", ArgumentType::string, false, "RE2: a new line matches it.", 0, 0, {}},
    Argument{"idle_seconds", ArgumentType::integer, false, "Nothing was printed for so long.", 1, 3600, {}},
    Argument{"finished",
             ArgumentType::boolean,
             false,
             "The shell is back at its prompt. Default if no other condition is given.",
             0,
             0,
             {}},
    Argument{"since",
             ArgumentType::string,
             false,
             "Cursor of an earlier result: what came after it counts as new.",
             0,
             0,
             {}},
    Argument{"job",
             ArgumentType::string,
             false,
             "Of run_command: its end, output and exit code. Goes alone.",
             0,
             0,
             {}},
    Argument{"timeout_seconds", ArgumentType::integer, false, "Then it ends in any case.", 1, 3600,
             std::int64_t{50}},
    Argument{"lines", ArgumentType::integer, false, "At most so many of the newest new lines.", 1, 1000,
             std::int64_t{50}},
    kPane,
};

constexpr std::array kRunArguments = {
    kName,
    Argument{"command",
             ArgumentType::string,
             true,
             "Anything the shell takes; several lines are allowed.",
             0,
             0,
             {}},
    Argument{"timeout_seconds", ArgumentType::integer, false, "Then it goes on running.", 1, 3600,
             std::int64_t{50}},
    Argument{"lines", ArgumentType::integer, false, "At most so many of the newest lines.", 1, 10000,
             std::int64_t{200}},
    Argument{"wait", ArgumentType::boolean, false, "false: return as soon as it runs.", 0, 0, true},
    kPane,
};

constexpr std::array kStatusArguments = {
    kNames,
    Argument{"since", ArgumentType::string, false, "The token of an earlier answer.", 0, 0, {}},
};

constexpr std::string_view kSessionsOutput =
    R"({"type":"object","properties":{"count":{"type":"integer","description":"How many"},)"
    R"("sessions":{"type":"array","description":"In tmux's order","items":{"type":"object","properties":{)"
    R"("name":{"type":"string","description":"Exact name"},"windows":{"type":"integer","description":"How many"},)"
    R"("created_at":{"type":"string","description":"ISO 8601 UTC"},)"
    R"("last_activity_at":{"type":"string","description":"ISO 8601 UTC: last output or input"},)"
    R"("attached":{"type":"boolean","description":"Someone is attached"}},)"
    R"("required":["name","windows","created_at","last_activity_at","attached"]}}},"required":["count","sessions"]})";
constexpr std::string_view kHasSessionOutput =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As asked"},)"
    R"("exists":{"type":"boolean","description":"There is one of this name"}},"required":["name","exists"]})";
constexpr std::string_view kWindowsOutput =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("count":{"type":"integer","description":"How many"},)"
    R"("windows":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("index":{"type":"integer","description":"In tmux"},"name":{"type":"string","description":"In tmux"},)"
    R"("active":{"type":"boolean","description":"The current one"},)"
    R"("panes":{"type":"integer","description":"How many"},)"
    R"("pane_list":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("id":{"type":"string","description":"Such as %3"},"index":{"type":"integer","description":"In the window"},)"
    R"("active":{"type":"boolean","description":"In its window"},)"
    R"("command":{"type":"string","description":"In the foreground"},)"
    R"("pid":{"type":["integer","null"],"description":"First process; null if dead"},)"
    R"("width":{"type":"integer","description":"Columns"},"height":{"type":"integer","description":"Rows"},)"
    R"("dead":{"type":"boolean","description":"It has ended"}},)"
    R"("required":["id","index","active","command","pid","width","height","dead"]}}},)"
    R"("required":["index","name","active","panes","pane_list"]}}},)"
    R"("required":["session","count","windows"]})";
constexpr std::string_view kNewSessionOutput =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As asked"},)"
    R"("cwd":{"type":["string","null"],"description":"As asked"},)"
    R"("command":{"type":["string","null"],"description":"As asked"},)"
    R"("status":{"type":"string","description":"running"},)"
    R"("hint":{"type":"string","description":"How to go on"}},)"
    R"("required":["name","cwd","command","status","hint"]})";
constexpr std::string_view kSendKeysOutput =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("keys":{"type":"string","description":"As typed; (hidden): secret"},)"
    R"("enter":{"type":"boolean","description":"Pressed"},)"
    R"("pane":{"type":"string","description":"Such as %3"},)"
    R"("also_typed_into":{"type":"array","description":"Synchronised panes","items":{"type":"string"}},)"
    R"("cursor":{"type":"string","description":"For since: before the keys"}},)"
    R"("required":["session","keys","enter","pane","cursor"]})";
constexpr std::string_view kKillSessionOutput =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("killed":{"type":"boolean","description":"It is gone"}},"required":["session","killed"]})";

/// Claude Code puts longer results into a file unless a tool says that it may have up to this many
/// characters.
constexpr std::string_view kLongResults = R"({"anthropic/maxResultSizeChars":500000})";

constexpr std::array<Tool, 11> kTools = {{
    {"list_sessions", "List tmux sessions",
     "All tmux sessions of this user, people's too: name, window count, times, whether anyone is attached. "
     "Empty when no tmux server runs.",
     true, false, true, false, kNoArguments, kSessionsOutput, "", list_sessions},
    {"has_session", "Check whether a session exists", "Whether a session of exactly this name exists.", true,
     false, true, false, kNameOnly, kHasSessionOutput, "", has_session},
    {"list_windows", "List windows of a session",
     "The windows of one session and their panes: index, name, active; of each pane id, command, pid, size, "
     "whether it is dead.",
     true, false, true, false, kNameOnly, kWindowsOutput, "", list_windows},
    {"capture_pane", "Read a session's output",
     "The newest lines of a pane, scrollback included. First block: exactly the last `lines` lines (wrapped "
     "lines joined, trailing blanks removed). Second block: {session, pane, lines, cursor}. To poll, pass "
     "its cursor as `since`: only new lines come, or one block {unchanged, idle_s}; "
     "replaces_last_line: the first line is your last one, changed; skipped: new lines beyond `lines`; "
     "reset or lost: the newest lines, which do not join on to yours; "
     "reset alternate_screen: new lines, then screen_lines of a full-screen program.",
     true, false, true, false, kCaptureArguments, "", kLongResults, capture_pane},
    {"new_session", "Start a session",
     "Starts a detached tmux session with the user's shell, waits until the shell listens, types the command "
     "and presses Enter. The session outlives this conversation, with 50 000 lines of history. Does not "
     "wait for the command's end: wait_for does. On an error no session is left behind.",
     false, true, false, true, kNewSessionArguments, kNewSessionOutput, "", new_session},
    {"send_keys", "Type into a session",
     "Types a key by name, or text exactly as given, into the active pane or another one. To interrupt: "
     "keys=C-c enter=false; end of input: keys=C-d enter=false. Then wait_for with its cursor as since. "
     "Error, "
     "nothing typed, if somebody scrolls in it.",
     false, true, false, true, kSendKeysArguments, kSendKeysOutput, "", send_keys},
    {"kill_session", "Kill a session",
     "Ends a session and everything in it, for good; capture_pane first what you need. To stop just "
     "the job, send_keys C-c.",
     false, true, true, false, kNameOnly, kKillSessionOutput, "", kill_session},
    {"run_command", "Run a command in a session",
     "Runs a command in a session's own shell (its directory, variables, functions; cd and export last; "
     "exit and set -e end only the command) and waits for it. First block: exactly what it printed. Second "
     "block: {session, job, exit_code, elapsed_s, "
     "lines}; if it has not ended in time {job, running, cursor}: go on with wait_for job. Error, with "
     "nothing run, if the pane is not at an empty shell prompt.",
     false, true, false, true, kRunArguments, "", kLongResults, run_command},
    {"search_output", "Search sessions' output",
     "Finds a pattern in the whole history of one session, some, or all. First block: `name:-12: text` for "
     "each matching line, counted from the end (-1 is the newest; capture_pane skip=11 ends with this one), "
     "`name-13- text` for context. Second block: {sessions, matches, shown}, truncated if more matched.",
     true, false, true, false, kSearchArguments, "", "", search_output},
    {"session_status", "Glance at all sessions",
     "What every session is doing. First block, a line for each: `name: running make · idle 12s "
     "· +34 rows · last: TEXT`; or `at the prompt`, `waiting for input`, `copy mode, …`, `dead (exit 3)`; "
     "`job exit 2`: how the last run_command ended. Rows are those since the look that `since` names; `+?`: "
     "cannot be told. Second block: {sessions, since}.",
     true, false, true, false, kStatusArguments, "", "", session_status},
    {"wait_for", "Wait for a session",
     "Returns as soon as a new line matches `pattern`, nothing was printed for "
     "`idle_seconds`, the command has `finished`, the pane died or the session went, else after "
     "`timeout_seconds`. First block: the newest lines since the beginning. Second block: {session, outcome: "
     "matched|idle|finished|dead|gone|timeout, line, elapsed_s, cursor}; pass the cursor as `since` to go "
     "on, nothing is missed. With `since`, what was printed before the wait counts, too; a typed command "
     "line never matches. With `job`: what run_command would "
     "answer.",
     true, false, false, false, kWaitArguments, "", kLongResults, wait_for},
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
