// What /proc says about a process.
#pragma once

#include <chrono>
#include <cstddef>
#include <sys/types.h>
#include <vector>

namespace smcp::test {

[[nodiscard]] std::size_t open_descriptors(pid_t pid);
/// Bytes in memory now, and the most there ever were.
[[nodiscard]] std::size_t resident_bytes(pid_t pid);
[[nodiscard]] std::size_t peak_resident_bytes(pid_t pid);
/// Children, zombies included.
[[nodiscard]] std::vector<pid_t> children_of(pid_t pid);
/// Time on a processor so far, in all threads, the children's not included.
[[nodiscard]] std::chrono::nanoseconds cpu_time(pid_t pid);
/// Gone, or a zombie that its parent has not reaped yet.
[[nodiscard]] bool has_ended(pid_t pid);

}  // namespace smcp::test
