#include "tmux/status/status_tokens.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a look is found by its token until others have pushed it out") {
  StatusTokens tokens;
  StatusSnapshot look(true);
  look.add(PaneId{3}, Cursor{});
  const std::string first = tokens.keep(std::move(look));
  CHECK(first.size() <= StatusTokens::kMaxToken);
  REQUIRE(tokens.find(first));
  CHECK(tokens.find(first)->end_of(PaneId{3}) != nullptr);
  CHECK_FALSE(tokens.find(""));
  CHECK_FALSE(tokens.find("x" + first));
  const std::string second = tokens.keep(StatusSnapshot(true));
  for (std::size_t i = 2; i < StatusTokens::kMaxKept; ++i) (void)tokens.keep(StatusSnapshot(true));
  CHECK(tokens.find(first));  // and so the second is the oldest
  (void)tokens.keep(StatusSnapshot(true));
  CHECK(tokens.find(first));
  CHECK_FALSE(tokens.find(second));
}

TEST_CASE("tokens of two processes differ") {
  StatusTokens one;
  StatusTokens two;
  CHECK(one.keep(StatusSnapshot(true)) != two.keep(StatusSnapshot(true)));
}
