// Where the files for shells are, and whether there is a program to try them with.
#pragma once

#include <filesystem>
#include <string>

#include "support/child.hpp"

namespace smcp::test {

/// packaging/shell/, beside the program of the tests.
inline std::string shell_files() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "shell";
}

inline bool is_installed(const std::string& program) {
  return run_command({"sh", "-c", "command -v " + program}, {{"PATH", "/usr/bin:/bin"}}).exit == ExitStatus{};
}

}  // namespace smcp::test
