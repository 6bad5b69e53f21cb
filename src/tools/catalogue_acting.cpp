// The tools that act in a pane, and wait for what comes of it.
#include <array>

#include "tools/catalogue.hpp"
#include "tools/servers/joint_call.hpp"

namespace smcp::tools::catalogue {
namespace {

using declare::flag;
using declare::integer;
using declare::required;
using declare::text;
using declare::text_or_texts;
using declare::texts;

/// Keys and texts that one call may type: a program that wants a pause after each gets them within the call's
/// time.
constexpr std::int64_t kMaxKeys = 50;

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
    flag("create", false, "Make the session if there is none; the arguments below are for that."),
    kCwd,
    kEnv,
    kWidth,
    kHeight,
    kShell,
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

const std::array<Tool, 3> kActingTools = {{
    {.name = "send_keys",
     .title = "Type into a session",
     .description =
         "Types text exactly as given, line breaks too, or presses keys: keys=[\":wq\",\"Enter\"]; "
         "[\"C-c\"] interrupts, [\"C-d\"] ends input. With wait_for or wait_seconds it returns the "
         "answer, as wait_for does: first block the new lines (of a full-screen program its screen), "
         "second block {session, keys, enter, pane, outcome, last, hidden_input, cursor, exit_code}. Error, "
         "nothing typed, if a person is scrolling there.",
     .effect = Effect::changes,
     .arguments = kSendKeysArguments,
     .meta = kLongResults,
     .handler = send_keys},
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
    {.name = "wait_for",
     .title = "Wait for a session",
     .description =
         "Returns when a new line matches `pattern` or `fail_pattern`, nothing was printed for "
         "`idle_seconds`, the command has `finished`, a program asks for input and is quiet (with a "
         "pattern or job only if it does nothing else), the pane died or the session is gone, at the "
         "latest after `timeout_seconds`. First block: the newest lines since the wait began (of a "
         "full-screen program its screen). Second block: {session, outcome: "
         "matched|failed|idle|finished|waiting|dead|gone|unknown|timeout, line, last, hidden_input, "
         "elapsed_s, "
         "pane, cursor}. A typed command "
         "line never matches. With `job`, returns what run_command would. To "
         "watch many jobs: names and fail_pattern alone.",
     .effect = Effect::reads,
     .arguments = kWaitArguments,
     .meta = kLongResults,
     .handler = wait_for,
     .joint = &kJointWait},
}};

}  // namespace

std::span<const Tool> acting_tools() {
  return kActingTools;
}

}  // namespace smcp::tools::catalogue
