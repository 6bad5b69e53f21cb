#include "support/child.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
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

/// What becomes of a child between its birth and its program.
class Preparation {
 public:
  explicit Preparation(const ChildOptions& options) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    const std::array<int, 3> given = {options.input, options.output, options.error};
    if (options.own_terminal) {
      // What leads a session without a terminal has the first that it opens.
      const std::string terminal = "/proc/self/fd/" + std::to_string(options.input);
      posix_spawn_file_actions_addopen(&actions_, 0, terminal.c_str(), O_RDWR, 0);
    }
    for (int place = options.own_terminal ? 1 : 0; place < 3; ++place) {
      const int from = given.at(static_cast<std::size_t>(place));
      if (from < 0) {
        posix_spawn_file_actions_addopen(&actions_, place, "/dev/null", O_RDWR, 0);
      } else {
        posix_spawn_file_actions_adddup2(&actions_, from, place);
      }
    }
    sigset_t pipe;  // children must not inherit what the harness ignores
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &pipe);
    const int session = options.own_terminal ? POSIX_SPAWN_SETSID : 0;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(POSIX_SPAWN_SETSIGDEF | session));
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;
  ~Preparation() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }

  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

}  // namespace

Child::Child(const ChildOptions& options) {
  std::vector<std::string> argv = options.argv;
  std::vector<std::string> environment;
  for (const auto& [key, value] : options.environment) {
    environment.push_back(std::string(key).append("=").append(value));
  }
  const std::vector<char*> argv_pointers = pointers(argv);
  const std::vector<char*> environment_pointers = pointers(environment);
  const Preparation preparation(options);
  // Not by fork(): it copies the tables of our memory, which are large where sanitizers watch it.
  errno = posix_spawnp(&pid_, argv_pointers.front(), preparation.actions(), preparation.attributes(),
                       argv_pointers.data(), environment_pointers.data());
  if (errno != 0) fail_errno("start " + argv.front());
  ended_ = Fd(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));  // close-on-exec; nobody reaps it but we
  if (!ended_) fail_errno("pidfd_open");
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
