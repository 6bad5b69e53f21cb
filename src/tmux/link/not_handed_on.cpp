#include "tmux/link/not_handed_on.hpp"

#include <array>

namespace smcp::tmux {
namespace {

constexpr auto kNotHandedOn = std::to_array<NotHandedOn>(
    {// Assistants and what they start, including this program: keys, settings, marks.
     {"ANTHROPIC_*"},
     {"CLAUDECODE"},
     {"CLAUDE_*"},
     {"CODEX_*"},
     {"OPENAI_API_KEY"},
     {"GEMINI_*"},
     {"GOOGLE_API_KEY"},
     {"CURSOR_*"},
     {"WINDSURF_*"},
     {"COPILOT_*"},
     {"OPENCODE"},
     {"OPENCODE_*"},
     {"AI_AGENT"},
     {"MCP_*"},
     {"SESSIONS_MCP_*"},
     // Editors: sockets and helpers that end with the editor, and settings for Electron.
     {"VSCODE_*"},
     {"GIT_ASKPASS", "VSCODE_GIT_ASKPASS_MAIN"},
     {"ELECTRON_RUN_AS_NODE"},
     {"ELECTRON_NO_ATTACH_CONSOLE"},
     {"ELECTRON_NO_ASAR"},
     {"CHROME_DESKTOP"},
     {"ORIGINAL_XDG_CURRENT_DESKTOP"},
     {"ZED_*"},
     {"INSIDE_EMACS"},
     // Node and its package managers: npm, npx, pnpm, yarn, bun.
     {"NODE"},
     {"NODE_OPTIONS"},
     {"NODE_ENV"},
     {"NODE_CHANNEL_FD"},
     {"NODE_CHANNEL_SERIALIZATION_MODE"},
     {"NODE_UNIQUE_ID"},
     {"npm_*"},
     {"INIT_CWD"},
     {"PROJECT_CWD"},
     {"BERRY_BIN_FOLDER"},
     {"PNPM_SCRIPT_SRC_DIR"},
     // Python's virtual environments, and uv.
     {"VIRTUAL_ENV"},
     {"VIRTUAL_ENV_PROMPT"},
     {"UV"},
     {"UV_RUN_RECURSION_DEPTH"},
     // Package formats of whole programs: AppImage and Snap.
     {"APPDIR"},
     {"APPIMAGE"},
     {"ARGV0"},
     {"OWD"},
     {"SNAP"},
     {"SNAP_*"},
     // The terminal that the assistant runs in; the sessions have others.
     {"TERM_PROGRAM"},
     {"TERM_PROGRAM_VERSION"},
     {"TERM_SESSION_ID"},
     {"TERMINAL_EMULATOR"},
     {"LC_TERMINAL"},
     {"LC_TERMINAL_VERSION"},
     {"ITERM_*"},
     {"KITTY_WINDOW_ID"},
     {"KITTY_PID"},
     {"KITTY_LISTEN_ON"},
     {"KITTY_PUBLIC_KEY"},
     {"WEZTERM_PANE"},
     {"WEZTERM_UNIX_SOCKET"},
     {"GHOSTTY_*"},
     {"ALACRITTY_*"},
     {"KONSOLE_*"},
     {"VTE_VERSION"},
     {"WT_SESSION"},
     {"WT_PROFILE_ID"},
     {"STY"},
     // Variables of one systemd service.
     {"INVOCATION_ID"},
     {"JOURNAL_STREAM"},
     {"SYSTEMD_EXEC_PID"},
     {"MANAGERPID"},
     {"NOTIFY_SOCKET"},
     {"WATCHDOG_PID"},
     {"WATCHDOG_USEC"},
     {"LISTEN_PID"},
     {"LISTEN_FDS"},
     {"LISTEN_FDNAMES"},
     {"CREDENTIALS_DIRECTORY"},
     {"MEMORY_PRESSURE_WATCH"},
     {"MEMORY_PRESSURE_WRITE"},
     // Variables of a desktop for the one program that it launched.
     {"DESKTOP_STARTUP_ID"},
     {"XDG_ACTIVATION_TOKEN"},
     {"GIO_LAUNCHED_DESKTOP_FILE"},
     {"GIO_LAUNCHED_DESKTOP_FILE_PID"},
     {"BAMF_DESKTOP_FILE_HINT"}});

}  // namespace

std::span<const NotHandedOn> not_handed_on() {
  return kNotHandedOn;
}

}  // namespace smcp::tmux
