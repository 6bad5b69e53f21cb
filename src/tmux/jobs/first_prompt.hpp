// Proving that what looks like a continuation prompt (`>`) is a shell's first prompt. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

/// Some people's prompt is `> `, which is what POSIX shells print while they wait for the rest of a command, too. A
/// continuation prompt stands below what somebody has typed. So where certainly nobody has, it is a first prompt:
/// directly where our newest job has ended, or in a shell that is as old as the pane's last key is not.
/// `last_typed` is the pane's kLastTypedOption, `age` that of its shell, and `text` are the pane's last lines, that of
/// the prompt the last. Keys that other programs have sent (send-keys) are not known; they show in `text`.
[[nodiscard]] bool is_surely_first_prompt(const JobLook& look, std::string_view last_typed,
                                          std::optional<std::chrono::seconds> age, std::string_view text);

}  // namespace smcp::tmux
