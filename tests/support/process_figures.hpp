// Figures that /proc gives for a process.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <sys/types.h>
#include <vector>

namespace smcp::test {

inline constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

[[nodiscard]] std::size_t open_descriptors(pid_t pid);
/// Bytes of memory in use now, and at the peak.
[[nodiscard]] std::size_t resident_bytes(pid_t pid);
[[nodiscard]] std::size_t peak_resident_bytes(pid_t pid);
/// The number of children, including zombies.
[[nodiscard]] std::vector<pid_t> children_of(pid_t pid);
/// Those that were started with this variable, NAME=VALUE, as far as this user may look at them.
[[nodiscard]] std::vector<pid_t> processes_with(const std::string& variable);
/// Processor time so far, of all threads, without children.
[[nodiscard]] std::chrono::nanoseconds cpu_time(pid_t pid);
/// Whether it is gone, or a zombie that its parent has not reaped yet.
[[nodiscard]] bool has_ended(pid_t pid);

}  // namespace smcp::test
