// Loaded into the server with LD_PRELOAD, it shows it the control groups of a process inside a service: whatever
// /proc/PID/cgroup says, the file that SMCP_TEST_CGROUP names is read in its place. No test machine has a service
// manager.
#include <cstdlib>
#include <linux/fcntl.h>  // not <fcntl.h>, which declares open() with an ellipsis
#include <string>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::string& shown() {
  static std::string path;
  return path;
}

/// What the server starts sees nothing of this.
__attribute__((constructor)) void leave_children_alone() {
  const char* const path = ::getenv("SMCP_TEST_CGROUP");
  shown() = path == nullptr ? "" : path;
  ::unsetenv("LD_PRELOAD");
  ::unsetenv("SMCP_TEST_CGROUP");
}

/// `mode` is what happens to be there if the caller gave none, and then the kernel does not look at it.
int open_shown(const char* path, int flags, unsigned mode) {
  const std::string_view asked = path;
  const bool groups = asked.starts_with("/proc/") && asked.ends_with("/cgroup");
  const char* const found = groups && !shown().empty() ? shown().c_str() : path;
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, found, flags, mode));
}

}  // namespace

// Both names by which a program may call it.
extern "C" int open(const char* path, int flags, unsigned mode) {
  return open_shown(path, flags, mode);
}

extern "C" int open64(const char* path, int flags, unsigned mode) {
  return open_shown(path, flags, mode);
}
