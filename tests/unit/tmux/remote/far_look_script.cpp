#include "tmux/remote/far_look_script.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("far look script: only paths of terminals are put into it, and no more than are looked at") {
  CHECK(look_script({{"/dev/pts/3", "/dev/ttys004"}}) == "v /dev/pts/3 /dev/ttys004");
  CHECK(look_script({}).empty());
  for (const std::string path :
       {"", "/dev/pts/3;rm", "/dev/pts/3 x", "/dev/$(x)", "pts/3", "/tmp/x", "/dev/pts/*", "-a"})
    CHECK(look_script({{path}}).empty());
  const std::string script = look_script({std::vector<std::string>(kMaxLookedAt + 5, "/dev/pts/3")});
  CHECK(std::count(script.begin(), script.end(), ' ') == kMaxLookedAt);
}

TEST_CASE("far look script: some processes, and all") {
  CHECK(look_script({{}, false, {12, 7}}) == "c=' 12 7'\nv");
  CHECK(look_script({{"/dev/pts/3"}, true}) == "z=1\nv /dev/pts/3");
  CHECK(look_script({{}, true, {5}}) == "z=1\nc=' 5'\nv");
}
