// What we, a job's shell and other servers of ours tell each other by way of tmux: the options of a pane, the
// length of a token, and how the typed line ends, by which it is found again. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {

struct JobId;

/// Letters of a job's token. It is a typing lock's as well while the line is typed.
inline constexpr std::size_t kJobTokenSize = kTypingTokenSize;

/// The options of a pane. All begin alike, so that a person sees what they are.
namespace job_option {
inline constexpr std::string_view kJob = "@smcp-job";      ///< the newest job: JobRecord
inline constexpr std::string_view kStart = "@smcp-start";  ///< TOKEN MARK
/// TOKEN STATUS MARK of each job that has ended since the newest one was started, the last first, separated by
/// commas: a job that runs a shell can end after the jobs in that shell.
inline constexpr std::string_view kEnd = "@smcp-end";
inline constexpr std::string_view kShell = "@smcp-shell";  ///< TOKEN JobShell: in which the newest job runs
inline constexpr std::string_view kPast = "@smcp-past";    ///< jobs before it: PastJob, the newest first
/// From the time when a line is typed until the shell begins to run it: TypingLock.
inline constexpr std::string_view kTyping = kTypingOption;
/// Holds what the shell is to run, until it has fetched it.
[[nodiscard]] std::string script(const JobId& id);
}  // namespace job_option

/// A format: the token of the newest job, which is the first word of kJob. Its first letters would be the same, but tmux
/// 3.1 leaves what looks like a style, `#[…]`, in what it cuts off: here in the command.
inline constexpr std::string_view kNewestToken = "#{s/ .*//:@smcp-job}";

/// The STATUS of a job of which nobody can know how it has ended.
inline constexpr std::string_view kNoStatus = "?";
/// The length of `TOKEN STATUS` in `TOKEN STATUS MARK`: a status has up to three digits.
inline constexpr std::size_t kTokenAndStatus = kJobTokenSize + 4;

/// The buffer of tmux's through which text of a job's goes: what is typed, and what a copy of the shell hands on.
[[nodiscard]] std::string job_buffer(const JobId& id);

/// The typed line (job_script.hpp) ends with job_option::script() and this. BelowTypedLine knows it by that.
inline constexpr std::string_view kTypedEnd = ")\"";
inline constexpr std::string_view kTypedEndOfFish = " | string collect)";

}  // namespace smcp::tmux
