#include "support/process_figures.hpp"

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <sstream>

#include "support/failure.hpp"
#include "support/fd.hpp"

namespace smcp::test {
namespace {

std::string proc(pid_t pid, const std::string& name) {
  return "/proc/" + std::to_string(pid) + "/" + name;
}

std::size_t status_kilobytes(pid_t pid, const std::string& key) {
  std::istringstream lines(read_file(proc(pid, "status")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key + ":")) return std::stoul(line.substr(key.size() + 1)) * 1024;
  }
  fail("no " + key + " for process " + std::to_string(pid));
}

/// The fields of /proc/PID/stat from the third (state) on: the second, a name in brackets, may hold blanks.
std::vector<std::string> stat_fields(const std::string& text) {
  const std::size_t bracket = text.rfind(')');
  if (bracket == std::string::npos) return {};
  std::istringstream rest(text.substr(bracket + 1));
  return {std::istream_iterator<std::string>(rest), std::istream_iterator<std::string>()};
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> result;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") == std::string::npos) result.push_back(std::stoi(name));
  }
  return result;
}

}  // namespace

std::size_t open_descriptors(pid_t pid) {
  const std::filesystem::directory_iterator entries(proc(pid, "fd"));
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

std::size_t resident_bytes(pid_t pid) {
  return status_kilobytes(pid, "VmRSS");
}

std::size_t peak_resident_bytes(pid_t pid) {
  return status_kilobytes(pid, "VmHWM");
}

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> result;
  for (const pid_t other : all_processes()) {
    const std::vector<std::string> fields = stat_fields(read_file(proc(other, "stat")));
    if (fields.size() > 1 && fields[1] == std::to_string(pid)) result.push_back(other);
  }
  return result;
}

std::vector<pid_t> processes_with(const std::string& variable) {
  std::vector<pid_t> result;
  const std::string wanted = '\0' + variable + '\0';
  for (const pid_t pid : all_processes()) {
    const std::string environment = '\0' + read_file(proc(pid, "environ"));
    if (environment.find(wanted) != std::string::npos) result.push_back(pid);
  }
  return result;
}

std::chrono::nanoseconds cpu_time(pid_t pid) {
  std::chrono::nanoseconds total{0};
  for (const auto& thread : std::filesystem::directory_iterator(proc(pid, "task"))) {
    total +=
        std::chrono::nanoseconds(std::strtoll(read_file(thread.path() / "schedstat").c_str(), nullptr, 10));
  }
  return total;
}

bool has_ended(pid_t pid) {
  const std::vector<std::string> fields = stat_fields(read_file(proc(pid, "stat")));
  return fields.empty() || fields[0] == "Z";
}

}  // namespace smcp::test
