#include "tmux/status/looks.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a look is found by its token until others have pushed it out") {
  Looks looks;
  const std::string first = looks.keep({{{PaneId{3}, Cursor{}}, {PaneId{4}, std::nullopt}}, true});
  CHECK(first.size() <= Looks::kMaxToken);
  REQUIRE(looks.find(first));
  CHECK(looks.find(first)->panes.front().pane == PaneId{3});
  CHECK(looks.find(first)->panes.front().cursor);
  CHECK_FALSE(looks.find(first)->panes.back().cursor);
  CHECK_FALSE(looks.find(""));
  CHECK_FALSE(looks.find("x" + first));
  const std::string second = looks.keep({});
  for (std::size_t i = 2; i < Looks::kMaxLooks; ++i) (void)looks.keep({});
  CHECK(looks.find(first));  // and so the second is the oldest
  (void)looks.keep({});
  CHECK(looks.find(first));
  CHECK_FALSE(looks.find(second));
}

TEST_CASE("tokens of two processes differ, and looks are bounded") {
  Looks one;
  Looks two;
  CHECK(one.keep({}) != two.keep({}));
  const auto kept = [&one](std::size_t panes, bool all) {
    return *one.find(one.keep({std::vector<SeenPane>(panes), all}));
  };
  CHECK(kept(Looks::kMaxPanes, true).all);
  CHECK_FALSE(kept(Looks::kMaxPanes, false).all);
  CHECK_FALSE(kept(Looks::kMaxPanes + 1, true).all);
  CHECK(kept(Looks::kMaxPanes + 1, true).panes.size() == Looks::kMaxPanes);
  CHECK(sizeof(SeenPane) * Looks::kMaxPanes * Looks::kMaxLooks <= 4U << 20U);
}
