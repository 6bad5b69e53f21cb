#include "cli/help.hpp"

namespace smcp::cli {
namespace {

constexpr std::string_view kHelp =
    R"(sessions-mcp: lets an LLM agent start, watch and steer long-running jobs in tmux.

Usage:
  sessions-mcp [OPTION]...                       the MCP server, on standard input and output
  sessions-mcp [OPTION]... call TOOL [KEY=VALUE]...
                                                 makes one tool call from a shell; prints the result on standard
                                                 output, what is said about a text or an error on standard error
  sessions-mcp [OPTION]... watch NAME            shows a session live in this terminal, read-only, and from tmux
                                                 3.2 on without resizing it; always uses the socket, whatever
                                                 --engine says; q or Ctrl-C leaves
  sessions-mcp [OPTION]... tools                 lists the tools and their arguments
  sessions-mcp [OPTION]... doctor                checks tmux and the environment, and says how to fix problems
  sessions-mcp install CLIENT [--scope user|project] [--name NAME] [--force] [--dry-run] [-- OPTION...]
                                                 enters this program into an MCP client: claude-code, claude-desktop,
                                                 codex, gemini, vscode, cursor, opencode or windsurf; behind -- stand
                                                 options for the server that the client then starts
  sessions-mcp uninstall CLIENT [--scope user|project] [--name NAME] [--force] [--dry-run]
                                                 takes it out again
  sessions-mcp install --list [--name NAME]      shows which clients are here, and what they start

Options, and the environment variables that set them:
  -L, --socket-name NAME   tmux server of this name, as tmux -L     SESSIONS_MCP_SOCKET_NAME
  -S, --socket-path PATH   tmux server on this socket, as tmux -S   SESSIONS_MCP_SOCKET_PATH
      --tmux PATH          the tmux program (default: tmux)         SESSIONS_MCP_TMUX
      --engine KIND        auto, socket or child (default: auto)    SESSIONS_MCP_ENGINE
      --timeout SECONDS    limit for one tool call (default: 10)    SESSIONS_MCP_TIMEOUT
      --allow-self         lets kill_session, send_keys and         SESSIONS_MCP_ALLOW_SELF=1
                           run_command act on the pane in which
                           this program itself was started
      --keep-env NAME      also pass on this variable; repeatable   SESSIONS_MCP_KEEP_ENV (NAME,NAME…)
      --json OBJECT        call: all arguments as one JSON object   SESSIONS_MCP_JSON
  -h, --help               print this text (also: sessions-mcp help)
  -V, --version            print the version

Exit status of call: that of the command, if one has ended (run_command, wait_for job=…); otherwise
  0    done: a line matched, the output is idle, the shell is back at its prompt, or (wait=false) the command runs
  1    the call was refused or has failed, or one of kill_session's names has; or a line matched fail_pattern
  3    the command still runs, or what was waited for has not come: the time was up, or a program asks for input
  4    it will not come: the pane has died or the session is gone; or nobody knows how the command ended
  128+N  ended by signal N

Engines: socket speaks tmux's own protocol on the server's socket. child runs one tmux child process per request. auto
uses the socket, and a child process for what the socket cannot do, such as starting a server.

Without -L and -S, the server is that of $TMUX if it is set, and otherwise the user's default server.

If new_session has to start a tmux server, the server keeps the environment that it gets for all later sessions.
Variables that assistants, editors and launchers set for their own children are not passed on (ANTHROPIC_*, CLAUDE_*,
CODEX_*, GEMINI_*, OPENAI_API_KEY, VSCODE_*, NODE_OPTIONS, npm_*, VIRTUAL_ENV, TERM_PROGRAM, INVOCATION_ID…), nor are
the folders that npm, uv or a virtual environment add to PATH; doctor lists what is left out here. --keep-env makes
exceptions; --keep-env PATH keeps PATH unchanged.

Examples:
  sessions-mcp call new_session name=b8-c1 command='make -j8'
  sessions-mcp call capture_pane name=b8-c1 lines=50
  sessions-mcp call send_keys name=b8-c1 keys=C-c enter=false
)";

}  // namespace

std::string_view help_text() {
  return kHelp;
}

}  // namespace smcp::cli
