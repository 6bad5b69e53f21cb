#include "tools/waits/recent_lines.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using Lines = std::deque<std::string>;

namespace {

tmux::Tail tail(const std::string& text) {
  tmux::Tail tail({.lines = 100, .bytes = 4096});
  tail.feed(text);
  tail.finish();
  return tail;
}

}  // namespace

TEST_CASE(
    "recent lines: those that come are added, a last line that has changed is replaced, blank ones are left "
    "out") {
  RecentLines recent(3);
  CHECK(recent.above().empty());
  recent.show(tail("one\n\n$"));
  CHECK(recent.lines() == Lines{"one", "$"});
  CHECK(recent.above() == "one");
  recent.add(tail("$ make\ntwo"), true);
  CHECK(recent.lines() == Lines{"one", "$ make", "two"});
  recent.add(tail("\n$"), false);
  CHECK(recent.lines() == Lines{"$ make", "two", "$"});
  CHECK(recent.above() == "two");
  recent.show(tail("new"));
  CHECK(recent.lines() == Lines{"new"});
}
