// The tests' own tmux.
#include "support/private_tmux.hpp"

#include "support/catch.hpp"
#include "support/process_figures.hpp"

using namespace smcp::test;

TEST_CASE("private tmux: nothing that was started in it outlives it, whatever signals it blocks") {
  pid_t pid = 0;
  {
    const PrivateTmux tmux;
    tmux.start_job("job",
                   "trap '' HUP TERM; setsid sleep 1000 & echo $! >$HOME/pid; mv $HOME/pid $HOME/started");
    const std::string started = tmux / "started";
    REQUIRE(wait_until([&] { return !read_file(started).empty(); }));
    pid = std::stoi(read_file(started));
    REQUIRE_FALSE(has_ended(pid));
  }
  CHECK(has_ended(pid));
}
