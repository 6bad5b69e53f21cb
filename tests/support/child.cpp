#include "support/child.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// Between fork and exec, only what is safe there is done. dup2 also clears close-on-exec; for a descriptor
// that is already in its place this must be done explicitly.
void take_place(int from, int place) {
  if (from == place) {
    fcntl(place, F_SETFD, 0);
  } else {
    dup2(from, place);
  }
}

[[noreturn]] void become(const ChildOptions& options, int null, char* const* argv, char* const* environment) {
  const auto or_null = [null](int fd) { return fd >= 0 ? fd : null; };
  take_place(or_null(options.input), 0);
  take_place(or_null(options.output), 1);
  take_place(or_null(options.error), 2);
  if (options.own_terminal) {
    setsid();
    ioctl(0, TIOCSCTTY, 0);
  }
  ::signal(SIGPIPE, SIG_DFL);  // children must not inherit what the harness ignores
  execvpe(argv[0], argv, environment);
  _exit(127);
}

}  // namespace

Child::Child(const ChildOptions& options) {
  std::vector<std::string> argv = options.argv;
  std::vector<std::string> environment;
  for (const auto& [key, value] : options.environment) {
    environment.push_back(std::string(key).append("=").append(value));
  }
  const std::vector<char*> argv_pointers = pointers(argv);
  const std::vector<char*> environment_pointers = pointers(environment);
  const Fd null = open_file("/dev/null", O_RDWR);
  // Not fork(), which copies the tables of our memory: they are large where sanitizers watch it. posix_spawn() has no way
  // to give a terminal to a new session without opening it once more.
  pid_ = vfork();
  if (pid_ < 0) fail_errno("vfork");
  if (pid_ == 0) become(options, null.get(), argv_pointers.data(), environment_pointers.data());
  ended_ = Fd(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));  // close-on-exec; nobody reaps it but we
  if (ended_) return;
  const int reason = errno;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  errno = reason;
  fail_errno("pidfd_open");
}

Child::~Child() {
  if (exit_) return;
  ::kill(pid_, SIGKILL);
  ::kill(pid_, SIGCONT);
  waitpid(pid_, nullptr, 0);
}

bool Child::running() {
  if (exit_) return false;
  int status = 0;
  const pid_t result = waitpid(pid_, &status, WNOHANG);
  if (result != pid_) return true;
  exit_ = WIFSIGNALED(status) ? ExitStatus{0, WTERMSIG(status)} : ExitStatus{WEXITSTATUS(status), 0};
  return false;
}

std::optional<ExitStatus> Child::wait(milliseconds time) {
  const Clock::time_point deadline = deadline_in(time);
  pollfd ended{ended_.get(), POLLIN, 0};
  while (running() && Clock::now() < deadline)
    poll(&ended, 1, static_cast<int>(time_left(deadline).count()) + 1);
  return exit_;
}

void Child::signal(int number) const {
  if (!exit_) ::kill(pid_, number);
}

CommandResult run_command(const std::vector<std::string>& argv, const Environment& environment,
                          const std::string& input, milliseconds time) {
  // Output goes through files, so that a grandchild that keeps it open (tmux's server) does not block us.
  const Fd in = memory_file(input);
  const Fd out = memory_file();
  const Fd err = memory_file();
  Child child({argv, environment, in.get(), out.get(), err.get()});
  const std::optional<ExitStatus> exit = child.wait(time);
  if (!exit) fail("did not end in time: " + argv.front());
  return {*exit, contents(out), contents(err)};
}

}  // namespace smcp::test
