#include "tmux/remote/far_facts.hpp"

#include <filesystem>
#include <sstream>
#include <unistd.h>
#include <utility>
#include <vector>

#include "shell/local_processes.hpp"
#include "shell/login_shells.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace smcp::tmux;
using smcp::test::Environment;
using smcp::test::TempDir;

namespace {

/// What this machine's sh says of itself.
FarFacts told(const Environment& environment, const std::string& socket_path = "",
              const std::string& sh = "/bin/sh") {
  FarFacts facts;
  // The test is no sshd, to be ended with the input.
  const std::string script = greeting("token", socket_path) + "trap - 0\n";
  std::istringstream lines(test::run_command({"setsid", "-w", sh}, environment, script).output);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("token ")) facts.take(line.substr(6));
  }
  return facts;
}

/// A folder with the programs that a machine has, all of them busybox.
void install_busybox(const TempDir& dir) {
  for (const char* const name : {"sh", "id", "uname", "ls", "od", "dd", "readlink"})
    std::filesystem::create_symlink("/usr/bin/busybox", dir / name);
}

}  // namespace

TEST_CASE("what a machine tells of itself") {
  const TempDir dir;
  const TempDir programs;
  std::vector<std::pair<std::string, std::string>> machines{{"/bin/sh", "/usr/bin:/bin"},
                                                            {"/bin/bash", "/usr/bin:/bin"}};
  if (std::filesystem::exists("/usr/bin/busybox")) {
    install_busybox(programs);
    std::filesystem::create_symlink("/usr/bin/tmux", programs / "tmux");
    machines.emplace_back(programs / "sh", programs.path());
  }
  for (const auto& [sh, path] : machines) {
    const FarFacts facts = told({{"PATH", path}, {"HOME", dir.path()}, {"TMUX_TMPDIR", dir.path()}}, "", sh);
    INFO(sh);
    CHECK(facts.complete);
    CHECK(facts.system == "Linux");
    CHECK(facts.user == std::to_string(::getuid()));
    CHECK(facts.home == dir.path());
    CHECK(facts.tmux_program.ends_with("/tmux"));
    CHECK(facts.tmux_version.starts_with("tmux "));
    CHECK(facts.has_proc);
    CHECK(facts.id.boot == shell::LocalProcesses().machine()->boot);
    CHECK(facts.id.pid_namespace == shell::LocalProcesses().machine()->pid_namespace);
    CHECK(facts.little_endian);
    CHECK(facts.shells.find("/bin/bash\n") != std::string::npos);
    CHECK(facts.shells.find('#') == std::string::npos);
    CHECK(facts.socket_path == dir / ("tmux-" + facts.user + "/default"));
    // While its folder is not there, anybody could make it.
    CHECK_FALSE(facts.own_socket);
    std::filesystem::create_directory(dir / ("tmux-" + facts.user));
    std::filesystem::permissions(dir / ("tmux-" + facts.user), std::filesystem::perms::owner_all);
    CHECK(told({{"PATH", path}, {"HOME", dir.path()}, {"TMUX_TMPDIR", dir.path()}}, "", sh).own_socket);
    std::filesystem::remove(dir / ("tmux-" + facts.user));
  }
}

TEST_CASE("whose the socket's folder is") {
  const TempDir dir;
  const Environment environment{{"PATH", "/usr/bin:/bin"}, {"HOME", dir.path()}, {"TMUX_TMPDIR", dir.path()}};
  const std::string folder = dir / ("tmux-" + std::to_string(::getuid()));
  using std::filesystem::perms;
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, perms::owner_all);
  CHECK(told(environment).own_socket);
  std::filesystem::permissions(folder, perms::owner_all | perms::group_all);
  CHECK(told(environment).own_socket);  // as tmux has it
  for (const perms other : {perms::others_exec, perms::others_read, perms::others_write}) {
    std::filesystem::permissions(folder, perms::owner_all | other);
    CHECK_FALSE(told(environment).own_socket);
  }
  if (::getuid() == 0) {
    std::filesystem::permissions(folder, perms::owner_all);
    REQUIRE(::chown(folder.c_str(), 65534, 65534) == 0);
    CHECK_FALSE(told(environment).own_socket);
  }
  std::filesystem::rename(folder, dir / "elsewhere");
  std::filesystem::permissions(dir / "elsewhere", perms::owner_all);
  std::filesystem::create_directory_symlink(dir / "elsewhere", folder);
  CHECK_FALSE(told(environment).own_socket);
}

TEST_CASE("the socket by tmux's rules, or as it is given") {
  const TempDir dir;
  const Environment environment{{"PATH", "/usr/bin:/bin"}, {"HOME", dir.path()}};
  const std::string name = "/tmux-" + std::to_string(::getuid()) + "/default";
  CHECK(told(environment).socket_path == "/tmp" + name);
  Environment gone = environment;
  gone["TMUX_TMPDIR"] = dir / "gone";
  CHECK(told(gone).socket_path == "/tmp" + name);
  std::filesystem::create_directory(dir / "a b");
  std::filesystem::create_directory_symlink(dir / "a b", dir / "link");
  Environment link = environment;
  link["TMUX_TMPDIR"] = dir / "link";
  CHECK(told(link).socket_path == dir / "a b" + name);
  CHECK(told(environment, "/a 'b'/$x").socket_path == "/a 'b'/$x");
  CHECK(told(environment, "/a").own_socket);
  CHECK(told(environment, "x/y").socket_path == dir / "x/y");
}

TEST_CASE("a machine with next to no programs says less, never wrong") {
  const TempDir dir;
  const FarFacts facts = told({{"PATH", dir.path()}, {"HOME", ""}});
  CHECK(facts.complete);
  CHECK(facts.home == "/");
  const FarFacts less = told({{"PATH", dir.path()}, {"HOME", dir.path()}});  // an empty HOME leads to /bin
  CHECK(less.id.boot == shell::LocalProcesses().machine()->boot);
  CHECK(less.id.pid_namespace.empty());
  FarFacts odd;
  for (const char* const answer : {"", "x", "o", "o ok", "p", "p tmux", "h relative", "v"}) odd.take(answer);
  CHECK(odd.tmux_program.empty());
  CHECK(odd.home == "/");
  CHECK_FALSE(odd.own_socket);
  CHECK_FALSE(odd.complete);
  for (int i = 0; i < 10'000; ++i) odd.take("l /bin/shell");
  CHECK(odd.shells.size() <= shell::kMaxShellsFile);
  CHECK(odd.shells.size() > shell::kMaxShellsFile - 20);
}

TEST_CASE("a tmux that prints on and on is read no further than a version goes") {
  const TempDir programs;
  test::write_file(programs / "tmux", "#!/bin/sh\nexec yes 'no version'\n");
  std::filesystem::permissions(programs / "tmux", std::filesystem::perms::owner_all);
  const FarFacts facts = told({{"PATH", programs.path() + ":/usr/bin:/bin"}, {"HOME", "/"}});
  CHECK(facts.complete);
  CHECK(facts.tmux_version.starts_with("no version"));
  CHECK(facts.tmux_version.size() < 300);
}
