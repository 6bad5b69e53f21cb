// Loaded into the server with LD_PRELOAD, it lets /proc tell as little of other processes as Yama with
// ptrace_scope=1 does (Ubuntu's default), which few test machines have: what only a tracer may see is refused.
// The rest (stat, wchan, fd, fdinfo) is told as ever.
#include <array>
#include <cerrno>
#include <cstdlib>
#include <linux/fcntl.h>  // not <fcntl.h>, which declares open() with an ellipsis
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// What the server starts (tmux, and the programs in it) is left alone.
__attribute__((constructor)) void leave_children_alone() {
  ::unsetenv("LD_PRELOAD");
}

bool is_for_tracers(std::string_view path) {
  constexpr auto kFiles = std::to_array<std::string_view>({"/syscall", "/mem", "/stack"});
  if (!path.starts_with("/proc/")) return false;
  for (const std::string_view file : kFiles) {
    if (path.ends_with(file)) return true;
  }
  return false;
}

/// `mode` is what happens to be there if the caller gave none, and then the kernel does not look at it.
int open_unless_for_tracers(const char* path, int flags, unsigned mode) {
  if (is_for_tracers(path)) {
    errno = EPERM;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

}  // namespace

// Both names by which a program may call it.
extern "C" int open(const char* path, int flags, unsigned mode) {
  return open_unless_for_tracers(path, flags, mode);
}

extern "C" int open64(const char* path, int flags, unsigned mode) {
  return open_unless_for_tracers(path, flags, mode);
}
