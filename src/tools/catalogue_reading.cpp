// The tools that look, and change nothing.
#include <array>

#include "tools/catalogue.hpp"
#include "tools/result_schemas.hpp"
#include "tools/servers/joint_call.hpp"

namespace smcp::tools::catalogue {
namespace {

using declare::flag;
using declare::integer;
using declare::required;
using declare::text;
using declare::texts;

constexpr Argument kNames = texts("names", kMaxNames, "Exact session names. Default: all.");

const std::array kNameOnly = {kName};
const std::array kCaptureArguments = {
    kName,
    integer("lines", {.from = 1, .to = 10'000, .otherwise = 100}, kNewestLines),
    text("since", "Cursor of an earlier result: return only what came after it."),
    integer("skip", {.from = 0, .to = 1'000'000, .otherwise = 0},
            "Skip this many of the newest lines, to page back."),
    kPane,
    flag("colors", false, "Keep colours as SGR sequences."),
    flag("compact", false, "Fold runs of lines that differ only in numbers or progress bars."),
    flag("screen", false,
         "Exactly the visible rows instead. Second block: screen {cursor: [row, column] from 1, title, "
         "highlighted: "
         "[[row, text]] (reversed or on a background: what is selected), ...}."),
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
const std::array kStatusArguments = {
    kNames,
    text("since", "The since of an earlier result."),
};

const std::array<Tool, 6> kReadingTools = {{
    {.name = "list_sessions",
     .title = "List tmux sessions",
     .description = "Lists all tmux sessions of this user, including those that people started. Empty if no "
                    "tmux server runs.",
     .effect = Effect::reads,
     .output_schema = result_schema::kSessions,
     .handler = list_sessions,
     .joint = &kJointList},
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
    {.name = "search_output",
     .title = "Search sessions' output",
     .description =
         "Searches the whole history of one, some or all sessions. First block: `name:-12: text` for each "
         "matching line, numbered from the end (-1 is the newest; capture_pane skip=11 ends with line -12), "
         "`name-13- text` for context; lines that run_command typed are left out. Second block: {sessions, "
         "matches, shown}, truncated if more matched.",
     .effect = Effect::reads,
     .arguments = kSearchArguments,
     .handler = search_output,
     .joint = &kJointSearch},
    {.name = "session_status",
     .title = "Glance at all sessions",
     .description =
         "What every session is doing. First block, one line each: `name: running make · idle 12s · +34 rows "
         "· last: TEXT`, or `at the prompt`, `waiting for input`, `copy mode, …`, `dead (exit 3)`; `job exit "
         "2`: how the last run_command ended. Second block: {sessions, since}. Pass `since` next time, and "
         "+34 rows counts the output since then (`+?`: unknown).",
     .effect = Effect::reads,
     .arguments = kStatusArguments,
     .handler = session_status,
     .joint = &kJointStatus},
}};

}  // namespace

std::span<const Tool> reading_tools() {
  return kReadingTools;
}

}  // namespace smcp::tools::catalogue
