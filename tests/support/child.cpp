#include "support/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/failure.hpp"
#include "support/temp_dir.hpp"

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
  pid_ = fork();
  if (pid_ < 0) fail_errno("fork");
  if (pid_ == 0) become(options, null.get(), argv_pointers.data(), environment_pointers.data());
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
  if (!wait_until([this] { return !running(); }, time)) return std::nullopt;
  return exit_;
}

void Child::signal(int number) const {
  if (!exit_) ::kill(pid_, number);
}

CommandResult run_command(const std::vector<std::string>& argv, const Environment& environment,
                          const std::string& input, milliseconds time) {
  // Output goes through files, so that a grandchild that keeps it open (tmux's server) does not block us.
  const TempDir dir;
  write_file(dir / "in", input);
  const Fd in = open_file(dir / "in", O_RDONLY);
  const Fd out = open_file(dir / "out", O_WRONLY | O_CREAT);
  const Fd err = open_file(dir / "err", O_WRONLY | O_CREAT);
  Child child({argv, environment, in.get(), out.get(), err.get()});
  const std::optional<ExitStatus> exit = child.wait(time);
  if (!exit) fail("did not end in time: " + argv.front());
  return {*exit, read_file(dir / "out"), read_file(dir / "err")};
}

}  // namespace smcp::test
