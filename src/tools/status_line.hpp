// The words of session_status: `name: state · idle 12s · +34 rows · last: text`, in bounded text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shell/foreground.hpp"
#include "tmux/status/glance.hpp"
#include "tmux/status/session_panes.hpp"

namespace smcp::tools {

/// The most characters of a session's last line.
inline constexpr std::size_t kMaxShownLine = 120;
/// Where there are many sessions their last lines are cut shorter, to stay below this many bytes per session on
/// average, …
inline constexpr std::size_t kBytesPerSession = 140;
/// … but as if there were at least this many sessions: 20 of them stay below 3 kB.
inline constexpr std::size_t kFewSessions = 20;
/// But not shorter than this.
inline constexpr std::size_t kMinShownLine = 20;

struct StatusLine {
  std::string head;  ///< all but the last line of output
  std::string last;  ///< that line; "" if the screen is blank
};

/// In whose hands a pane's terminal is.
struct PaneHands {
  shell::Foreground foreground = shell::Foreground::running;
  /// What is in front, by its name, if that is a shell inside of the pane's first program, or a carrier
  /// (shell/carriers.hpp).
  std::string inside{};
  bool carrier = false;
  bool holds_us = false;  ///< its session holds the pane in which this assistant runs
  bool fish = false;      ///< a shell of this kind, which has no prompt for the rest of a command
};

/// For how long a carrier has to print nothing, until a line that looks like a shell's prompt counts as one.
inline constexpr std::int64_t kQuietPrompt = 1;

/// `at the prompt`, `at the prompt (ssh gpu1)`, `waits for the rest of a command`, `running CMD`, `waiting for input (CMD)`, `dead (exit N)`, `dead (signal N)`; with `copy
/// mode, ` before it while a user scrolls. Then `job exit N`, if run_command's last command in the pane has
/// ended; `log ended`, if nothing is written to the log of new_session any more; `by NAME VERSION`, if an agent has made
/// the session; `this assistant runs here`; for how long nothing has been printed, and what has come
/// since the last look: nothing said if there was no output, `+N rows`, `+? rows` if that cannot be proved,
/// `new` for a pane that was not there.
[[nodiscard]] StatusLine status_line(const tmux::SessionPane& pane, const PaneHands& hands,
                                     const tmux::Glance& glance);

/// The line of a session that has ended meanwhile.
[[nodiscard]] StatusLine gone(std::string_view name);

/// One line for each, joined by newlines.
[[nodiscard]] std::string join_lines(const std::vector<StatusLine>& lines);

/// The end of `text`, at most `characters` of it (at least 1), with `…` in front if that is not all.
[[nodiscard]] std::string end_of(std::string_view text, std::size_t characters);

}  // namespace smcp::tools
