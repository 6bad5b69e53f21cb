// The sessions that the benches on a real tmux query.
#pragma once

#include <string>

namespace smcp::test {
class PrivateTmux;
}

namespace smcp::bench {

inline constexpr int kHistory = 20'000;  ///< lines that each job has printed
inline constexpr int kSessions = 10;

/// The kind of output of a job, and its session's name. No line wraps.
enum class Job {
  plain,   ///< 79 columns of ASCII
  colour,  ///< 79 columns, with colours, accents and wide characters
};
[[nodiscard]] std::string name_of(Job job);

/// Line `number` as it is displayed.
[[nodiscard]] std::string line_of(Job job, int number);
/// The last `count` lines, as in a capture.
[[nodiscard]] std::string last_lines(Job job, int count);

/// The name of a capture of this many lines.
[[nodiscard]] std::string capture_name(int lines);

/// Starts kSessions sessions, including both jobs, and waits until everything is printed.
void start_jobs(const test::PrivateTmux& tmux);

}  // namespace smcp::bench
