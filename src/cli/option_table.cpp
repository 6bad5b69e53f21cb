#include "cli/option_table.hpp"

#include <algorithm>
#include <array>

namespace smcp::cli {
namespace {

const auto kOptions = std::to_array<OptionInfo>({
    {.name = "socket-name",
     .letter = 'L',
     .value = "NAME",
     .kind = Word::text,
     .variable = "SESSIONS_MCP_SOCKET_NAME",
     .sentence = "The tmux server of this name, as tmux -L.",
     .group = "Which tmux"},
    {.name = "socket-path",
     .letter = 'S',
     .value = "PATH",
     .kind = Word::file,
     .variable = "SESSIONS_MCP_SOCKET_PATH",
     .sentence = "The tmux server on this socket, as tmux -S."},
    {.name = "server",
     .value = "NAME=WHERE",
     .kind = Word::text,
     .variable = "SESSIONS_MCP_SERVERS",
     .form = "=NAME=WHERE,NAME=WHERE...",
     .repeats = true,
     .sentence = "One more tmux server, whose sessions are called NAME:SESSION; may be given several times. "
                 "WHERE is the path of a socket, local:NAME (as tmux -L), ssh:DEST or ssh:DEST:SOCKET-PATH."},
    {.name = "host",
     .value = "DEST",
     .kind = Word::text,
     .repeats = true,
     .sentence = "Short for --server DEST=ssh:DEST; NAME is DEST up to the first dot of its host."},
    {.name = "tmux",
     .value = "PATH",
     .kind = Word::file,
     .variable = "SESSIONS_MCP_TMUX",
     .sentence = "The tmux program. Default: tmux."},
    {.name = "engine",
     .value = "KIND",
     .kind = Word::text,
     .choices = "auto socket child",
     .variable = "SESSIONS_MCP_ENGINE",
     .sentence = "How tmux is reached: auto, socket or child. Default: auto."},
    {.name = "timeout",
     .value = "SECONDS",
     .kind = Word::text,
     .variable = "SESSIONS_MCP_TIMEOUT",
     .sentence =
         "The limit for one tool call; default: 10. For run and wait, when to give up; default: never.",
     .group = "What a call may do"},
    {.name = "allow-self",
     .variable = "SESSIONS_MCP_ALLOW_SELF",
     .form = "=1",
     .sentence =
         "Lets kill_session, kill_pane, send_keys and run_command act on the pane in which this program "
         "itself was started."},
    {.name = "read-only",
     .variable = "SESSIONS_MCP_READ_ONLY",
     .form = "=1",
     .sentence = "Only tools that change nothing are offered, and can be called."},
    {.name = "allow",
     .value = "GLOB",
     .kind = Word::session,
     .variable = "SESSIONS_MCP_ALLOW",
     .form = "=GLOB,GLOB...",
     .repeats = true,
     .sentence =
         "Only sessions whose names match exist for the tools; may be given several times: one must match."},
    {.name = "deny",
     .value = "GLOB",
     .kind = Word::session,
     .variable = "SESSIONS_MCP_DENY",
     .form = "=GLOB,GLOB...",
     .repeats = true,
     .sentence = "Leaves sessions whose names match out of those; may be given several times."},
    {.name = "own",
     .variable = "SESSIONS_MCP_OWN",
     .form = "=1",
     .sentence =
         "Only sessions that sessions-mcp made may be changed; the others can be read. For sessions: lists "
         "only those."},
    {.name = "confirm",
     .value = "CLASS",
     .kind = Word::text,
     .choices = "foreign destructive changes",
     .variable = "SESSIONS_MCP_CONFIRM",
     .sentence = "Asks the user before each call that changes a session which sessions-mcp has not made "
                 "(foreign), ends "
                 "something (destructive) or changes anything (changes)."},
    {.name = "tools",
     .value = "SET",
     .kind = Word::text,
     .choices = "all core",
     .variable = "SESSIONS_MCP_TOOLS",
     .sentence = "The server offers: core (the 11 tools that most work needs) or all. Default: all."},
    {.name = "keep-env",
     .value = "NAME",
     .kind = Word::variable,
     .variable = "SESSIONS_MCP_KEEP_ENV",
     .form = "=NAME,NAME...",
     .repeats = true,
     .sentence =
         "Also passes on this variable to a tmux server that new_session starts; may be given several "
         "times."},
    {.name = "json",
     .value = "OBJECT",
     .kind = Word::text,
     .variable = "SESSIONS_MCP_JSON",
     .commands = "call",
     .sentence = "For call: all arguments as one JSON object."},
    {.name = "audit",
     .value = "FILE",
     .kind = Word::file,
     .variable = "SESSIONS_MCP_AUDIT",
     .sentence = "Records every call of a tool in this file, for the server, call and run; what cannot be "
                 "recorded is "
                 "not "
                 "done.",
     .group = "What was done"},
    {.name = "audit-text",
     .value = "HOW",
     .kind = Word::text,
     .choices = "full short none",
     .variable = "SESSIONS_MCP_AUDIT_TEXT",
     .sentence = "How much of typed text it holds: full, short (200 characters) or none. Default: short."},
    {.name = "follow",
     .commands = "audit",
     .sentence = "Goes on with what is written to the file, also when that is replaced, until Ctrl-C."},
    {.name = "pattern",
     .value = "RE",
     .kind = Word::text,
     .commands = "wait",
     .sentence = "Until a new line matches this RE2 regular expression.",
     .group = "What wait waits for"},
    {.name = "fail-pattern",
     .value = "RE",
     .kind = Word::text,
     .commands = "wait",
     .sentence = "The same for failure: exit status 1."},
    {.name = "finished",
     .commands = "wait",
     .sentence = "Until the shell is back at its prompt. Default without another condition."},
    {.name = "idle",
     .value = "TIME",
     .kind = Word::text,
     .commands = "wait sessions",
     .sentence = "Until nothing has been printed for so long: 90 (seconds), 30m, 12h or 3d. For sessions: "
                 "only those that have "
                 "been idle for so long."},
    {.name = "job",
     .value = "ID",
     .kind = Word::text,
     .commands = "wait",
     .sentence = "Until this job of run_command has ended; no other conditions."},
    {.name = "since",
     .value = "CURSOR",
     .kind = Word::text,
     .commands = "wait",
     .sentence = "New is what came after this cursor. Default: since the last command or keys."},
    {.name = "lines",
     .value = "N",
     .kind = Word::text,
     .commands = "wait",
     .sentence = "Prints at most the newest N lines. Default: 50.",
     .group = "Which pane, and how much of it"},
    {.name = "pane",
     .value = "PANE",
     .kind = Word::text,
     .commands = "run wait",
     .sentence = "An id (%3), WINDOW or WINDOW.PANE. Default: the active pane."},
    {.name = "nested",
     .commands = "run",
     .sentence = "For run: also where it sees no shell's prompt behind ssh or the like; only if it says so."},
    {.name = "kill",
     .commands = "sessions",
     .sentence = "Kills them, once the question is answered with y.",
     .group = "What becomes of the sessions that are listed"},
    {.name = "yes", .commands = "sessions", .sentence = "Kills them without asking."},
    {.name = "scope",
     .value = "SCOPE",
     .kind = Word::text,
     .choices = "user project",
     .commands = "install uninstall",
     .sentence = "For all projects (user, the default), or only in the current directory (project).",
     .group = "What install does"},
    {.name = "name",
     .value = "NAME",
     .kind = Word::text,
     .commands = "install uninstall",
     .sentence = "The name under which the client knows the server. Default: sessions."},
    {.name = "force",
     .commands = "install uninstall sessions",
     .sentence = "Also replaces another server of that name, or removes one that is not this program. For "
                 "sessions: also kills "
                 "those that somebody is attached to, or in which something runs."},
    {.name = "dry-run",
     .commands = "install uninstall",
     .sentence = "Only shows the command that would be run, or the change to the file."},
    {.name = "list",
     .commands = "install",
     .sentence = "Shows which clients are here, what they start, and in which file that stands."},
    {.name = "help", .letter = 'h', .sentence = "Prints a short help.", .group = "About the program"},
    {.name = "version", .letter = 'V', .sentence = "Prints the version."},
});

}  // namespace

std::span<const OptionInfo> all_options() {
  return kOptions;
}

const OptionInfo* find_option(std::string_view name) {
  const auto found = std::find_if(kOptions.begin(), kOptions.end(),
                                  [&](const OptionInfo& option) { return option.name == name; });
  return found == kOptions.end() ? nullptr : &*found;
}

bool is_among(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace smcp::cli
