#include "tmux/link/synchronised.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("synchronised panes are read back, and told without the one that is typed into") {
  CHECK(parse_synchronised("")->empty());
  const std::string answer = "%1:70:/dev/pts/3 %2:71:/dev/pts/4 %30:80:/dev/pts/12 ";
  const auto panes = parse_synchronised(answer);
  REQUIRE(panes);
  REQUIRE(panes->size() == 3);
  CHECK(panes->back().id == PaneId{30});
  CHECK(panes->back().pid == 80);
  CHECK(panes->back().tty == "/dev/pts/12");
  CHECK(synchronised_text(*panes) == answer);
  CHECK(others_than(PaneId{2}, *panes) == std::vector<PaneId>{{1}, {30}});
  CHECK(others_than(PaneId{9}, *panes).size() == 3);
  CHECK(others_than(PaneId{9}, {{PaneId{5}, 1, ""}, {PaneId{4}, 1, ""}, {PaneId{5}, 1, ""}}) ==
        std::vector<PaneId>{{4}, {5}});
  for (const char* other :
       {"%1", "%1:2:x", "%1 ", "%1:x ", "1:2:x ", " ", "%1:2:x  ", "%x:2:y ", "%1:a:y "}) {
    INFO(other);
    CHECK_FALSE(parse_synchronised(other));
  }
}

TEST_CASE("a dead pane has no process") {
  CHECK(PaneTerminal::parse("%1::/dev/pts/3")->pid == 0);
  CHECK(PaneTerminal::parse("%1:0:")->tty.empty());
}

TEST_CASE("panes are listed for people, not all of very many") {
  CHECK(list_of({PaneId{1}}) == "%1");
  CHECK(list_of({PaneId{1}, PaneId{12}}) == "%1, %12");
  const std::string many = list_of(std::vector<PaneId>(21, PaneId{7}));
  CHECK(many.ends_with("%7, %7 … (21 in all)"));
}
