// Inside a service, a tmux server that we start gets a scope of its own where systemd-run can make one; where it cannot,
// the server is started all the same, and doctor says what that means. The systemd-run here is made up.
#include <algorithm>
#include <filesystem>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/e2e/live_server.hpp"
#include "support/e2e/preloaded.hpp"
#include "support/holds.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kInService =
    "0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n";
constexpr const char* kInLogin = "0::/user.slice/user-1000.slice/session-3.scope\n";

/// The socket of a service manager, at which nobody answers.
struct Manager {
  explicit Manager(const PrivateTmux& tmux) : folder(tmux / "run") {
    std::filesystem::create_directories(folder + "/systemd");
    const std::string path = folder + "/systemd/private";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(fd);
  }
  std::string folder;
};

/// A tmux, and a server of ours that believes to be inside the groups; systemd-run is this script.
struct Bed {
  explicit Bed(const std::string& groups, const std::string& run = "INVOCATION_ID=made exec \"$@\"\n")
      : manager(tmux) {
    write_file(tmux / "cgroup", groups);
    std::filesystem::create_directories(tmux / "bin");
    const std::string program = tmux / "bin/systemd-run";
    write_file(program, "#!/bin/sh\necho \"$@\" >> " + (tmux / "asked") +
                            "\nwhile [ \"$1\" != -- ]; do shift; done\nshift\n" + run);
    REQUIRE(::chmod(program.c_str(), 0755) == 0);
    environment =
        merged(tmux.environment(), {{"LD_PRELOAD", preloaded("cgroup")},
                                    {"SMCP_TEST_CGROUP", tmux / "cgroup"},
                                    {"XDG_RUNTIME_DIR", manager.folder},
                                    {"PATH", (tmux / "bin") + ":" + tmux.environment().at("PATH")}});
  }
  void make_session() {
    ServerProcess server({environment, {}});
    const Json made = server.call("new_session", object("name", "job"));
    INFO(text_of(made) << server.log());
    REQUIRE_FALSE(is_error(made));
    CHECK(tmux.session_names() == std::vector<std::string>{"job"});
    REQUIRE_FALSE(is_error(server.call("new_session", object("name", "other"))));
  }
  [[nodiscard]] std::string asked() const {
    return std::filesystem::exists(tmux / "asked") ? read_file(tmux / "asked") : "";
  }
  [[nodiscard]] std::string doctor() const {
    const CommandResult result = run_command({server_binary(), "doctor"}, environment, {}, kPatience * 2);
    INFO(result.output << result.error);
    CHECK(result.exit == ExitStatus{});
    return result.output;
  }

  PrivateTmux tmux;
  Manager manager;
  Environment environment;
};

/// Of systemd-run, before the program.
const std::string kAsked =
    "--user --scope --quiet --collect --description=tmux server, started by sessions-mcp -- ";
/// The end of a trial: systemd-run sets the variable.
const std::string kTrue = "/env -u INVOCATION_ID true\n";

}  // namespace

TEST_CASE("own scope: inside a service, the server is started in one") {
  if (!can_preload("cgroup")) return;
  Bed bed(kInService);
  CHECK(
      holds(bed.doctor(), "inside editor.service; a server that new_session starts gets a scope of its own"));
  std::filesystem::remove(bed.tmux / "asked");
  bed.make_session();
  const std::string asked = bed.asked();
  INFO(asked);
  // A trial, and the one that starts the server; not for the second session.
  CHECK(asked.starts_with(kAsked + "/"));
  CHECK(holds(asked, kTrue + kAsked + "/"));
  CHECK(std::count(asked.begin(), asked.end(), '\n') == 2);
  CHECK_FALSE(holds(bed.tmux.must({"show-environment", "-g"}), "INVOCATION_ID"));
  CHECK(holds(asked, "/tmux -u "));
  CHECK(bed.tmux.must({"show-environment", "-g", "XDG_RUNTIME_DIR"}) ==
        "XDG_RUNTIME_DIR=" + bed.manager.folder);
}

TEST_CASE("own scope: in a login's scope, nothing is asked") {
  if (!can_preload("cgroup")) return;
  Bed bed(kInLogin);
  bed.make_session();
  CHECK(bed.asked().empty());
  CHECK_FALSE(holds(bed.doctor(), "scope"));
}

TEST_CASE("own scope: where it does not work, the server is started plainly, and once") {
  if (!can_preload("cgroup")) return;
  const auto* const run = GENERATE("echo 'Failed to connect to bus' >&2\nexit 1\n", "exec sleep 1000\n");
  INFO(run);
  Bed bed(kInService, run);
  SECTION("new_session") {
    bed.make_session();
    const std::string asked = bed.asked();
    CHECK(asked.starts_with(kAsked));
    CHECK(asked.ends_with(kTrue));
    CHECK(std::count(asked.begin(), asked.end(), '\n') == 1);
  }
  SECTION("doctor") {
    const std::string said = bed.doctor();
    CHECK(holds(said, "note  own scope"));
    CHECK(
        holds(said,
              "ends with it, since `systemd-run --user --scope` does not work here. Start the server from a "
              "login of your own"));
  }
}

TEST_CASE("own scope: without a service manager of the user's, nothing is asked") {
  if (!can_preload("cgroup")) return;
  Bed bed(kInService);
  std::filesystem::remove_all(bed.manager.folder);
  bed.make_session();
  CHECK(bed.asked().empty());
  const std::string said = bed.doctor();
  // It runs now, and that is what counts.
  CHECK(holds(said, "note  server's unit"));
  CHECK(holds(said, "the server runs inside editor.service and ends with it"));
}
