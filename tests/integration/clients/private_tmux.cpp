// PrivateTmux: the tmux of a test.
#include "support/private_tmux.hpp"

#include <cstdlib>
#include <sys/stat.h>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace smcp::test;

namespace {

/// A tmux that tells the first who asks that it is just ending.
void make_ending_tmux(const TempDir& dir) {
  const char* const chosen = std::getenv("SESSIONS_MCP_TEST_TMUX");
  const std::string real = chosen == nullptr ? "/usr/bin/tmux" : std::string(chosen) + "/tmux";
  write_file(dir / "tmux", "#!/bin/sh\n[ -e " + dir / "told" + " ] && exec " + real + " \"$@\"\n: >" +
                               dir / "told" + "\necho 'server exited unexpectedly' >&2\nexit 1\n");
  REQUIRE(::chmod((dir / "tmux").c_str(), 0755) == 0);
}

}  // namespace

TEST_CASE("private tmux: a session waits for the end of the server that has just lost its last one") {
  const TempDir dir;
  make_ending_tmux(dir);
  REQUIRE(::setenv("SESSIONS_MCP_TEST_TMUX", dir.path().c_str(), 1) == 0);
  const PrivateTmux server;
  server.must({"new-session", "-d", "-s", "job", "exec cat"});
  CHECK(server.session_names() == std::vector<std::string>{"job"});
}

TEST_CASE("private tmux: what goes to a running server is not asked again") {
  const TempDir dir;
  make_ending_tmux(dir);
  REQUIRE(::setenv("SESSIONS_MCP_TEST_TMUX", dir.path().c_str(), 1) == 0);
  const PrivateTmux server;
  CHECK_THROWS(server.must({"kill-session", "-t", "=job"}));
}
