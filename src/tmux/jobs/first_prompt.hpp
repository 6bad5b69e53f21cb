// Proving that what looks like a continuation prompt (`>`) is a shell's first prompt. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

/// How many rows to look at: zsh leaves an empty one above the first prompt of a new pane.
inline constexpr std::size_t kPromptRows = 2;

/// Some people's prompt is `> `, which is what POSIX shells print while they wait for the rest of a command, too. A
/// continuation prompt stands below what somebody has typed. So where certainly nobody has, it is a first prompt:
/// in the row where our newest job has ended, or in the first row of a shell that is younger than the last key.
/// `last_typed` is the pane's kLastTypedOption, `age` that of its shell. Keys that other programs send (send-keys) are
/// not known, but what they type takes a row. `rows` are the pane's last kPromptRows, that of the prompt the last.
[[nodiscard]] bool is_surely_first_prompt(const JobLook& look, std::string_view last_typed,
                                          std::optional<std::chrono::seconds> age, std::string_view rows);

}  // namespace smcp::tmux
