#include "tools/waits/known_lines.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tools;

TEST_CASE("known lines: a line is known as often as it was seen, whether it was there before or came later") {
  KnownLines known;
  known.add_old("$ make");
  known.add_old("ok");
  known.add_came("ok");
  KnownLines::Comparison shown(known);
  CHECK(shown.is_known("$ make"));
  CHECK_FALSE(shown.is_known("$ make"));
  CHECK(shown.is_known("ok"));
  CHECK(shown.is_known("ok   "));  // spaces on the right cannot be seen
  CHECK_FALSE(shown.is_known("ok"));
  CHECK_FALSE(shown.is_known("new"));
}

TEST_CASE("known lines: what comes while lines are compared is known, too") {
  KnownLines known;
  KnownLines::Comparison shown(known);
  CHECK_FALSE(shown.is_known("ok"));
  known.add_came("ok");
  known.add_came("ok");
  CHECK(shown.is_known("ok"));
}

TEST_CASE("known lines: lines are forgotten once for each time they are removed") {
  KnownLines known;
  known.add_old("ok");
  known.add_old("ok");
  known.add_came("ok");
  known.remove_old("ok");
  known.remove_came("ok");
  known.remove_came("ok");
  known.remove_old("another");
  KnownLines::Comparison shown(known);
  CHECK(shown.is_known("ok"));
  CHECK_FALSE(shown.is_known("ok"));
  known.clear_old();
  CHECK_FALSE(KnownLines::Comparison(known).is_known("ok"));
}

TEST_CASE("known lines: a bounded number of those that came is remembered") {
  KnownLines known;
  known.add_old("old");
  for (std::size_t i = 0; i <= KnownLines::kMaxCame; ++i) known.add_came(std::to_string(i));
  KnownLines::Comparison shown(known);
  CHECK(shown.is_known("old"));
  CHECK_FALSE(shown.is_known("0"));
  CHECK(shown.is_known(std::to_string(KnownLines::kMaxCame)));
}
