#include "cli/help_notes.hpp"

#include <algorithm>
#include <array>

namespace smcp::cli {
namespace {

// ASCII alone, for --help goes to terminals of any kind.
const auto kNotes = std::to_array<HelpNote>({
    {"The tmux server",
     "Without -L and -S, the server is that of $TMUX if it is set, and otherwise the user's default server."},
    {"Engines",
     "socket speaks tmux's own protocol on the server's socket. child runs one tmux child process per "
     "request. auto "
     "uses the socket, and a child process for what the socket cannot do, such as starting a server."},
    {"What a new tmux server gets of the environment",
     "If new_session has to start a tmux server, the server keeps the environment that it gets for all later "
     "sessions. Variables that assistants, editors and launchers set for their own children are not passed "
     "on "
     "(ANTHROPIC_*, CLAUDE_*, CODEX_*, GEMINI_*, OPENAI_API_KEY, VSCODE_*, NODE_OPTIONS, npm_*, VIRTUAL_ENV, "
     "TERM_PROGRAM, INVOCATION_ID and others), nor are the folders that npm, uv or a virtual environment add "
     "to "
     "PATH; doctor lists what is left out here. --keep-env makes exceptions; --keep-env PATH keeps PATH "
     "unchanged."},
});

struct Example {
  std::string_view tool;
  std::string_view line;
};
const auto kExamples = std::to_array<Example>({
    {"list_sessions", "sessions-mcp call list_sessions"},
    {"has_session", "sessions-mcp call has_session name=build"},
    {"list_windows", "sessions-mcp call list_windows name=build"},
    {"capture_pane", "sessions-mcp call capture_pane name=build lines=50"},
    {"search_output", "sessions-mcp call search_output pattern='error|fail' names=build"},
    {"session_status", "sessions-mcp call session_status"},
    {"new_session", "sessions-mcp call new_session name=build cwd=/src command='make -j8'"},
    {"kill_session", "sessions-mcp call kill_session names=build names=train"},
    {"send_keys", "sessions-mcp call send_keys name=build keys=C-c"},
    {"run_command", "sessions-mcp call run_command name=build command='make test'"},
    {"wait_for", "sessions-mcp call wait_for name=train pattern='^epoch 10' idle_seconds=600"},
});

}  // namespace

std::span<const HelpNote> help_notes() {
  return kNotes;
}

std::string_view example_of(std::string_view tool) {
  const auto found = std::find_if(kExamples.begin(), kExamples.end(),
                                  [&](const Example& example) { return example.tool == tool; });
  return found == kExamples.end() ? std::string_view() : found->line;
}

}  // namespace smcp::cli
