#include "tmux/status/status_tokens.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a look is found by its token until others have pushed it out") {
  StatusTokens tokens;
  const std::string first = tokens.keep({{{PaneId{3}, Cursor{}}, {PaneId{4}, std::nullopt}}, true});
  CHECK(first.size() <= StatusTokens::kMaxToken);
  REQUIRE(tokens.find(first));
  CHECK(tokens.find(first)->panes.front().pane == PaneId{3});
  CHECK(tokens.find(first)->panes.front().cursor);
  CHECK_FALSE(tokens.find(first)->panes.back().cursor);
  CHECK_FALSE(tokens.find(""));
  CHECK_FALSE(tokens.find("x" + first));
  const std::string second = tokens.keep({});
  for (std::size_t i = 2; i < StatusTokens::kMaxKept; ++i) (void)tokens.keep({});
  CHECK(tokens.find(first));  // and so the second is the oldest
  (void)tokens.keep({});
  CHECK(tokens.find(first));
  CHECK_FALSE(tokens.find(second));
}

TEST_CASE("tokens of two processes differ, and looks are bounded") {
  StatusTokens one;
  StatusTokens two;
  CHECK(one.keep({}) != two.keep({}));
  const auto kept = [&one](std::size_t panes, bool all) {
    return *one.find(one.keep({std::vector<SeenPane>(panes), all}));
  };
  CHECK(kept(StatusTokens::kMaxPanes, true).all);
  CHECK_FALSE(kept(StatusTokens::kMaxPanes, false).all);
  CHECK_FALSE(kept(StatusTokens::kMaxPanes + 1, true).all);
  CHECK(kept(StatusTokens::kMaxPanes + 1, true).panes.size() == StatusTokens::kMaxPanes);
  CHECK(sizeof(SeenPane) * StatusTokens::kMaxPanes * StatusTokens::kMaxKept <= 4U << 20U);
}
