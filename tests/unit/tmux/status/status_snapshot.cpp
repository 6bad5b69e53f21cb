#include "tmux/status/status_snapshot.hpp"

#include "support/catch.hpp"
#include "tmux/status/status_tokens.hpp"

using namespace smcp::tmux;

namespace {

Cursor ending_at(std::int64_t row) {
  Cursor cursor;
  cursor.end = row;
  return cursor;
}

}  // namespace

TEST_CASE("a look knows where the output of its panes ended, and which panes are new since") {
  StatusSnapshot look(true);
  look.add(PaneId{3}, ending_at(7));
  look.add(PaneId{4}, std::nullopt);
  REQUIRE(look.end_of(PaneId{3}) != nullptr);
  CHECK(look.end_of(PaneId{3})->end == 7);
  CHECK(look.end_of(PaneId{4}) == nullptr);
  CHECK(look.end_of(PaneId{5}) == nullptr);
  CHECK_FALSE(look.is_new(PaneId{3}));
  CHECK_FALSE(look.is_new(PaneId{4}));
  CHECK(look.is_new(PaneId{5}));
}

TEST_CASE("a look at some of the panes does not tell which are new") {
  StatusSnapshot look(false);
  look.add(PaneId{3}, ending_at(7));
  CHECK_FALSE(look.is_new(PaneId{5}));
}

TEST_CASE("the same pane in two sessions is one") {
  StatusSnapshot look(true);
  look.add(PaneId{3}, ending_at(7));
  look.add(PaneId{3}, ending_at(8));
  CHECK(look.end_of(PaneId{3})->end == 7);
}

TEST_CASE("looks are bounded: the panes beyond are not known, and so no pane is new") {
  StatusSnapshot look(true);
  for (std::uint32_t i = 0; i < StatusSnapshot::kMaxPanes; ++i) look.add(PaneId{i}, ending_at(7));
  CHECK(look.is_new(PaneId{StatusSnapshot::kMaxPanes}));
  look.add(PaneId{0}, ending_at(7));  // is in it already
  CHECK(look.is_new(PaneId{StatusSnapshot::kMaxPanes}));
  look.add(PaneId{StatusSnapshot::kMaxPanes}, ending_at(7));
  CHECK(look.end_of(PaneId{StatusSnapshot::kMaxPanes - 1}) != nullptr);
  CHECK(look.end_of(PaneId{StatusSnapshot::kMaxPanes}) == nullptr);
  CHECK_FALSE(look.is_new(PaneId{StatusSnapshot::kMaxPanes}));
  CHECK_FALSE(look.is_new(PaneId{StatusSnapshot::kMaxPanes + 1}));
  constexpr std::size_t kNode = 6 * sizeof(void*);  // of a map, and the allocator's own part
  CHECK((sizeof(std::pair<const PaneId, std::optional<Cursor>>) + kNode) * StatusSnapshot::kMaxPanes *
            StatusTokens::kMaxKept <=
        4U << 20U);
}
