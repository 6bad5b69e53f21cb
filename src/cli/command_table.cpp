#include <algorithm>
#include <array>

#include "cli/option_table.hpp"

namespace smcp::cli {
namespace {

// ASCII alone, for --help goes to terminals of any kind.
const auto kCommands = std::to_array<CommandInfo>({
    {.mode = Mode::serve,
     .name = "",
     .operands = "",
     .summary = "is the MCP server, on standard input and output",
     .about = "This is what an MCP client starts. It ends when its input ends, or by a signal."},
    {.mode = Mode::call,
     .name = "call",
     .operands = "TOOL [KEY=VALUE]...",
     .first = Word::tool,
     .summary = "makes one tool call",
     .about =
         "A key that takes several values is given several times: names=a names=b. --json gives all "
         "arguments as "
         "one JSON object instead. A relative cwd counts from the current directory.\n\n"
         "The result goes to standard output, and what is said about a text, or an error, to standard error.",
     .status =
         "that of the command\ta command has ended: run_command, and wait_for with job\n"
         "0\tdone: a line matched, the output is idle, the shell is back at its prompt, or (wait=false) the "
         "command runs\n"
         "1\tthe call was refused or has failed, or one of kill_session's names has; or a line matched "
         "fail_pattern\n"
         "3\tthe command still runs, or what was waited for has not come: the time was up, or a program asks "
         "for input\n"
         "4\tit will not come: the pane has died or the session is gone; or nobody knows how the command "
         "ended\n"
         "128+N\tsignal N has ended the call",
     .examples = "sessions-mcp call new_session name=b8-c1 command='make -j8'\n"
                 "sessions-mcp call capture_pane name=b8-c1 lines=50\n"
                 "sessions-mcp call send_keys name=b8-c1 keys=C-c enter=false"},
    {.mode = Mode::run,
     .name = "run",
     .operands = "NAME -- COMMAND...",
     .first = Word::session,
     .summary = "runs a command in a session's shell, and shows its output as it comes",
     .about = "One word is a command line for the session's shell, as it is; several words are quoted, so "
              "that the "
              "shell gets just these words. The session must be at its prompt.\n\n"
              "Ctrl-C leaves the command running, and tells how to stop it or to wait for it; so does "
              "--timeout when "
              "the time is up. A command that asks for input is told on standard error.",
     .status = "that of the command\tthe command has ended\n"
               "1\tnothing was run, or nobody knows how the command ended; standard error says which\n"
               "124\tthe time of --timeout was up, and the command goes on\n"
               "128+N\tsignal N has ended run, and the command goes on",
     .examples = "sessions-mcp run build -- make -j8 test\n"
                 "sessions-mcp run build -- 'cd src && make 2>&1 | tail'"},
    {.mode = Mode::wait,
     .name = "wait",
     .operands = "NAME",
     .first = Word::session,
     .summary = "waits for a session, as the tool wait_for does, and for as long as it takes",
     .about =
         "Without a condition it waits until the shell is back at its prompt. With several conditions the "
         "first "
         "one counts. A program that asks for input ends the wait, too. With --job, NAME may be left out.\n\n"
         "The newest lines since the wait began go to standard output, and the JSON object about them to "
         "standard error, as with call.",
     .status = "0\twhat was waited for has come\n"
               "that of the command\twith --job, once it has ended\n"
               "1\ta line matched --fail-pattern, the pane has died, or the session is gone; or the call has "
               "failed\n"
               "3\ta program asks for input\n"
               "124\tthe time of --timeout was up\n"
               "128+N\tsignal N has ended the wait",
     .examples = "sessions-mcp wait train --pattern '^epoch 10' --fail-pattern 'nan|Error'\n"
                 "sessions-mcp wait --job %3-k4f9q2 --timeout 3600"},
    {.mode = Mode::watch,
     .name = "watch",
     .operands = "NAME",
     .first = Word::session,
     .summary = "shows a session live in this terminal, read-only; q or Ctrl-C leaves, on "
                "another machine the prefix key and d",
     .about =
         "From tmux 3.2 on the session keeps its size. It always uses the socket, whatever --engine says.",
     .examples = "sessions-mcp watch train"},
    {.mode = Mode::list,
     .name = "list",
     .operands = "",
     .summary = "prints the names of the sessions, one on each line",
     .examples = "sessions-mcp list"},
    {.mode = Mode::sessions,
     .name = "sessions",
     .operands = "",
     .summary = "shows whose the sessions are, how old, how long idle and what runs in them",
     .about =
         "On a terminal it is a table; elsewhere each line is a session, its fields separated by tabs: name, "
         "the program for which sessions-mcp has made it (or -), age, idle time, what runs in it (or -), and "
         "whether somebody is attached.\n\n"
         "--kill ends those that it shows. It asks first; where there is no terminal it needs --yes. A "
         "session that "
         "somebody is attached to, or in which something else than shells at their prompts is in the "
         "foreground of a "
         "pane or a command of run_command has not ended, is kept, unless --force is given. The session in "
         "which the "
         "command itself runs is always kept.",
     .status = "0\twhat was to be killed is gone; others may have been kept\n"
               "1\ta session could not be killed, or the question was not answered with y\n"
               "2\t--kill would have to ask, and there is no terminal",
     .examples = "sessions-mcp sessions\n"
                 "sessions-mcp sessions --own --idle 3d --kill"},
    {.mode = Mode::tools,
     .name = "tools",
     .operands = "",
     .summary = "lists the tools and their arguments",
     .examples = "sessions-mcp tools"},
    {.mode = Mode::doctor,
     .name = "doctor",
     .operands = "",
     .summary = "checks tmux and the environment, and says how to fix problems",
     .status = "0\tall is well\n1\tsomething cannot work",
     .examples = "sessions-mcp doctor"},
    {.mode = Mode::audit,
     .name = "audit",
     .operands = "[FILE]",
     .first = Word::file,
     .summary = "shows what was done, from the file that --audit of the server has written",
     .about =
         "A table with a line for each call, the newest last. FILE may be left out if SESSIONS_MCP_AUDIT "
         "names it. "
         "Lines that are no records are shown as they are.",
     .status = "0\tall was shown\n1\tthe file cannot be read\n128+N\tsignal N has ended --follow",
     .examples = "sessions-mcp audit ~/audit.jsonl\nsessions-mcp audit --follow ~/audit.jsonl"},
    {.mode = Mode::install,
     .name = "install",
     .operands = "CLIENT [-- OPTION...]",
     .first = Word::client,
     .summary = "enters this program into an MCP client",
     .about =
         "CLIENT is claude-code, claude-desktop, codex, gemini, vscode, cursor, opencode or windsurf; "
         "install "
         "--list shows which of them are here. Behind -- stand options for the server that the client will "
         "start.\n\n"
         "It runs the client's own command if that is on PATH, else it adds the entry to the client's file "
         "and "
         "changes nothing else in it; the file as it was is kept beside it.",
     .status = "0\tthe entry is there\n1\tit was refused, or has failed; nothing has changed",
     .examples = "sessions-mcp install claude-code\n"
                 "sessions-mcp install vscode --scope project -- --socket-name agents"},
    {.mode = Mode::uninstall,
     .name = "uninstall",
     .operands = "CLIENT",
     .first = Word::client,
     .summary = "takes this program out of an MCP client again",
     .status = "0\tthe entry is gone\n1\tit was refused, or has failed; nothing has changed",
     .examples = "sessions-mcp uninstall claude-code"},
    {.mode = Mode::help,
     .name = "help",
     .operands = "[TOOL | COMMAND]",
     .first = Word::topic,
     .summary = "shows a tool or a command with an example; alone, the same as --help",
     .examples = "sessions-mcp help send_keys\nsessions-mcp help wait"},
    {.mode = Mode::version, .name = "version", .operands = "", .summary = "prints the version"},
});

}  // namespace

std::span<const CommandInfo> all_commands() {
  return kCommands;
}

const CommandInfo* find_command(std::string_view name) {
  const auto found = std::find_if(kCommands.begin(), kCommands.end(),
                                  [&](const CommandInfo& command) { return command.name == name; });
  return name.empty() || found == kCommands.end() ? nullptr : &*found;
}

}  // namespace smcp::cli
