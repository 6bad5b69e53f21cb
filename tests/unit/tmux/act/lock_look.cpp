#include "tmux/act/lock_look.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a look at a typing lock: tmux's time, and the option as it is") {
  CHECK(LockLook::question(PaneId{4}).argv().back() == "%s\t#{@smcp-typing}");
  const auto look = LockLook::parse("1000\tzzzzzz 5\tmore\n");
  REQUIRE(look);
  CHECK(look->now == 1000);
  CHECK(look->lock == "zzzzzz 5\tmore");
  CHECK(LockLook::parse("1000\t\n")->lock.empty());
  for (const char* wrong : {"", "1000", "\tzzzzzz 5", "-1\tzzzzzz 5", "noon\tzzzzzz 5"})
    CHECK_FALSE(LockLook::parse(wrong));
}
