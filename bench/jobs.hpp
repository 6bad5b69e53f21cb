// The sessions that the benches on a real tmux ask about.
#pragma once

#include <string>

namespace smcp::test {
class PrivateTmux;
}

namespace smcp::bench {

inline constexpr int kHistory = 20'000;  ///< lines that each job has printed
inline constexpr int kSessions = 10;

/// What a job has printed, and its session's name. No line wraps.
enum class Job {
  plain,   ///< 79 columns of ASCII
  colour,  ///< 79 columns, with colours, accents and wide characters
};
[[nodiscard]] std::string name_of(Job job);

/// Line `number` as it is seen.
[[nodiscard]] std::string line_of(Job job, int number);
/// The last `count` lines, as a capture has them.
[[nodiscard]] std::string last_lines(Job job, int count);

/// What a capture of so many lines is called.
[[nodiscard]] std::string capture_name(int lines);

/// Starts kSessions sessions, both jobs among them, and waits until all is printed.
void start_jobs(const test::PrivateTmux& tmux);

}  // namespace smcp::bench
