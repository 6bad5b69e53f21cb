// What has a pane's terminal at the moment: the shell's prompt, a job, or a program that waits for input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shell/foreground_kind.hpp"
#include "shell/front.hpp"
#include "shell/process_view.hpp"

namespace smcp::shell {

/// Looks at a pane's first process and its terminal (`pane_tty`). Nothing if the view does not show the process
/// on this terminal, because it is on another machine or in another pid namespace. The result is `waiting`
/// only if the kernel shows that the program waits for the terminal (input_wait.hpp).
[[nodiscard]] std::optional<Foreground> seen_foreground(const ProcessView& processes, std::int64_t pid,
                                                        const std::string& tty);

/// Whether a program asks for input: the one in the foreground, or another process of its group (a pager or
/// an editor that git started). InputAwaited::no for a shell at its prompt. More expensive than
/// seen_foreground(), which looks at the group's first process alone.
///
/// `behind_text`: the cursor is not at the beginning of a line. Of another user's processes (`sudo apt install`)
/// nothing is seen but that they sleep. If the whole group does, and the cursor stands behind something that was
/// printed, perhaps that is a question.
[[nodiscard]] InputAwaited input_awaited(const ProcessView& processes, std::int64_t pid,
                                         const std::string& tty, bool behind_text);

/// The same as seen_foreground(); if nothing can be seen, the name of what tmux says runs there decides.
[[nodiscard]] Foreground foreground_of(const ProcessView& processes, std::int64_t pid, const std::string& tty,
                                       std::string_view command);
/// For what has been found in front already: two looks may be of two moments.
[[nodiscard]] Foreground foreground_of(const ProcessView& processes, const Front& front,
                                       const std::string& tty, std::string_view command);

/// How the terminal takes input, if it could belong to a shell that has just started and waits for a command:
/// its line editor has taken over the terminal; or it is a shell without one, or cannot be seen, and sleeps
/// with the terminal in its hands. This does not tell whether the prompt has been drawn.
[[nodiscard]] std::optional<LineMode> ready_line_mode(const ProcessView& processes, std::int64_t pid,
                                                      const std::string& tty);

}  // namespace smcp::shell
