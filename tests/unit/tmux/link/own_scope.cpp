#include "tmux/link/own_scope.hpp"

#include <filesystem>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "io/uv_loop.hpp"
#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp;
using namespace smcp::tmux;
using smcp::test::ScopedVariable;
using smcp::test::TempDir;

namespace {

using Words = std::vector<std::string>;

void make_program(const std::string& path, const std::string& text) {
  test::write_file(path, "#!/bin/sh\n" + text);
  REQUIRE(::chmod(path.c_str(), 0755) == 0);
}

void make_socket(const std::string& folder) {
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

bool works(const std::string& text, std::chrono::milliseconds* took = nullptr) {
  const TempDir dir;
  make_program(dir / "run", text);
  uv::Loop loop;
  std::optional<bool> answer;
  const auto begun = std::chrono::steady_clock::now();
  const OwnScope scope{{dir / "run", "--"}, "/run/user/7"};
  std::unique_ptr<ScopeTrial> trial;
  trial = std::make_unique<ScopeTrial>(loop, scope, Words{"PATH=/usr/bin:/bin"}, [&](bool it_works) {
    answer = it_works;
    if (took != nullptr)
      *took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    trial.reset();
  });
  CHECK_FALSE(answer);
  loop.run();
  REQUIRE(answer);
  return *answer;
}

}  // namespace

TEST_CASE("own scope: there is a way only with systemd-run and the socket of the user's manager") {
  const TempDir dir;
  std::filesystem::create_directories(dir / "bin");
  const ScopedVariable path("PATH", (dir / "bin").c_str());
  const std::string own = dir / std::to_string(::geteuid());
  CHECK_FALSE(OwnScope::find({}, dir.path()));
  make_program(dir / "bin/systemd-run", "");
  CHECK_FALSE(OwnScope::find({}, dir.path()));
  make_socket(own);
  Words prefix = {dir / "bin/systemd-run",
                  "--user",
                  "--scope",
                  "--quiet",
                  "--collect",
                  "--description=tmux server, started by sessions-mcp",
                  "--"};
  CHECK(OwnScope::find({}, dir.path()).prefix == prefix);
  make_program(dir / "bin/env", "");
  const OwnScope scope = OwnScope::find({}, dir.path());
  prefix.insert(prefix.end(), {dir / "bin/env", "-u", "INVOCATION_ID"});
  CHECK(scope.prefix == prefix);
  Words environment = {"A=1"};
  scope.complete(environment);
  CHECK(environment == Words{"A=1", "XDG_RUNTIME_DIR=" + own});
  scope.complete(environment);
  CHECK(environment.size() == 2);
  // The variable takes precedence.
  CHECK_FALSE(OwnScope::find({"XDG_RUNTIME_DIR=" + (dir / "elsewhere")}, dir.path()));
  make_socket(dir / "elsewhere");
  CHECK(OwnScope::find({"XDG_RUNTIME_DIR=" + (dir / "elsewhere")}, dir.path()));
}

TEST_CASE("own scope: it is tried with a program that does nothing") {
  CHECK(works("shift; exec \"$@\"\n"));
  CHECK(works("[ \"$1 $2\" = '-- true' ] && [ \"$XDG_RUNTIME_DIR\" = /run/user/7 ]\n"));
  CHECK_FALSE(works("exit 1\n"));
  CHECK_FALSE(works("kill -9 $$\n"));
}

TEST_CASE("own scope: a manager that does not answer is not waited for") {
  std::chrono::milliseconds took{0};
  CHECK_FALSE(works("exec sleep 1000\n", &took));
  CHECK(took >= ScopeTrial::kTimeAllowed);
}
