// A working directory on a mount that never answers.
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/fuse.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "support/e2e/live_server.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A file system of ours that greets the kernel, takes its questions and never answers one: whoever asks
/// hangs, and not even SIGKILL gets it out of that.
class DeadMount {
 public:
  DeadMount() : fd_(::open("/dev/fuse", O_RDWR | O_CLOEXEC)) {
    const std::string options = "fd=" + std::to_string(fd_) + ",rootmode=40000,user_id=0,group_id=0";
    mounted_ =
        fd_ >= 0 && ::mount("dead", path().c_str(), "fuse", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
    if (mounted_) thread_ = std::thread([this] { take_questions(); });
  }
  DeadMount(const DeadMount&) = delete;
  DeadMount& operator=(const DeadMount&) = delete;
  ~DeadMount() { end(); }

  /// Whoever hangs is let go.
  void end() {
    if (mounted_) ::umount2(path().c_str(), MNT_FORCE | MNT_DETACH);  // ends the reading
    if (thread_.joinable()) thread_.join();
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    mounted_ = false;
  }

  /// Not everybody may mount one.
  [[nodiscard]] bool there() const { return mounted_; }
  [[nodiscard]] std::string path() const { return dir_.path(); }
  [[nodiscard]] int questions() const { return questions_; }

 private:
  void take_questions() {
    std::array<char, 256 * 1024> bytes;
    while (::read(fd_, bytes.data(), bytes.size()) > 0) {
      fuse_in_header question{};
      std::memcpy(&question, bytes.data(), sizeof question);
      if (question.opcode != FUSE_INIT) {
        ++questions_;
        continue;
      }
      struct {
        fuse_out_header head{};
        fuse_init_out body{};
      } greeting;
      greeting.head.len = sizeof greeting;
      greeting.head.unique = question.unique;
      greeting.body.major = FUSE_KERNEL_VERSION;
      greeting.body.minor = FUSE_KERNEL_MINOR_VERSION;
      greeting.body.max_write = 4096;
      if (::write(fd_, &greeting, sizeof greeting) < 0) return;
    }
  }

  TempDir dir_;
  int fd_;
  bool mounted_ = false;
  std::atomic<int> questions_{0};
  std::thread thread_;
};

}  // namespace

TEST_CASE("dead mount: a cwd that the system says nothing of ends neither the server nor keeps it") {
  const PrivateTmux tmux;
  DeadMount mount;  // is gone before tmux waits for what hangs in it
  if (!mount.there()) {
    WARN("left out: no FUSE file system can be mounted here");
    return;
  }
  const std::string arguments = object("name", "job", "cwd", mount.path() + "/folder");
  SECTION("the call fails when its time is over, and the server goes on") {
    ServerProcess server({tmux.environment(), {"--timeout=1"}});
    const Json refused = server.call("new_session", arguments);
    CHECK(is_error(refused));
    CHECK(text_of(refused) ==
          "the system did not say in time whether cwd is a directory: " + mount.path() + "/folder");
    CHECK(text_of(server.call("has_session", object("name", "job"))) == R"({"name":"job","exists":false})");
    CHECK(server.finish() == ExitStatus{});
  }
  SECTION("nor does a log, or a shell") {
    ServerProcess server({tmux.environment(), {"--timeout=1"}});
    const std::string there = mount.path() + "/file";
    for (const auto& [argument, reason] :
         {std::pair("log", "the system did not say in time whether log "), std::pair("shell", "shell: ")}) {
      INFO(argument);
      const Json refused = server.call("new_session", object("name", "job", argument, there));
      CHECK(is_error(refused));
      CHECK(text_of(refused).starts_with(reason));
      CHECK(text_of(server.call("has_session", object("name", "job"))) == R"({"name":"job","exists":false})");
    }
    const Json created = server.call("run_command", object("name", "job", "create", true, "cwd", there,
                                                           "command", "true", "timeout_seconds", 1));
    CHECK(is_error(created));
    CHECK(text_of(server.call("has_session", object("name", "job"))) == R"({"name":"job","exists":false})");
    CHECK(server.finish() == ExitStatus{});
  }
  ServerProcess server({tmux.environment(), {}});
  server.send(stateless_call_request("7", "new_session", arguments));
  REQUIRE(wait_until([&] { return mount.questions() > 0; }));
  SECTION("a cancelled call leaves nothing to wait for at the end of the input") {
    server.send(notification("notifications/cancelled", R"({"requestId":7})"));
    CHECK(server.finish(seconds(5) * slowness()) == ExitStatus{});
  }
  SECTION("a signal ends the server at once, with its output closed") {
    const auto asking = children_of(server.pid());
    REQUIRE_FALSE(asking.empty());
    server.child().signal(SIGTERM);
    CHECK(server.finish(seconds(5) * slowness()) == ExitStatus{});
    // Who asks is still there, as nothing can end it; but it is nobody's business any more.
    CHECK(std::none_of(asking.begin(), asking.end(), has_ended));
    mount.end();
    CHECK(wait_until([&] { return std::all_of(asking.begin(), asking.end(), has_ended); }));
  }
}
