// The one table of variables that tmux does not get from us; environment.hpp says what is done with it.
//
// A tmux server takes the environment of the client that starts it for the global one of all its sessions, a
// person's own among them, for as long as it runs; and from any client the search path of the panes that it
// makes for it, and what update-environment names. We are started by an assistant, it by an editor or a
// launcher, and what these set for their own children has no business there: keys that are paid with, marks
// such as CLAUDECODE by which programs believe that an assistant runs them, sockets and descriptors that are
// gone in an hour, settings for somebody else's run-time.
//
// Not here is what people set for their shells: languages, proxies, EDITOR, CONDA_*, tokens of theirs such as
// GITHUB_TOKEN. A variable that somebody sets in the start-up files of a shell comes back by these, be it in
// the table or not.
#pragma once

#include <array>
#include <string_view>

namespace smcp::tmux {

struct NotHandedOn {
  std::string_view name;            ///< of a variable; with `*` at its end, of all that begin so
  std::string_view only_with = {};  ///< only if this one was there and is not handed on; empty: always
};

inline constexpr auto kNotHandedOn = std::to_array<NotHandedOn>(
    {// Assistants, and what they start, ourselves among them: keys, settings, marks.
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
     // Editors: sockets and helpers that end with the editor, and how Electron is to run.
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
     // Packagings of whole programs: AppImage and Snap.
     {"APPDIR"},
     {"APPIMAGE"},
     {"ARGV0"},
     {"OWD"},
     {"SNAP"},
     {"SNAP_*"},
     // The terminal that the assistant runs in, which is not that of the sessions.
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
     // A systemd service's own.
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
     // A desktop's, for the one program that it launched.
     {"DESKTOP_STARTUP_ID"},
     {"XDG_ACTIVATION_TOKEN"},
     {"GIO_LAUNCHED_DESKTOP_FILE"},
     {"GIO_LAUNCHED_DESKTOP_FILE_PID"},
     {"BAMF_DESKTOP_FILE_HINT"}});

}  // namespace smcp::tmux
