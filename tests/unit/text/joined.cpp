#include "text/joined.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("joined: nothing before the first word and behind the last, even if a word is empty") {
  CHECK(joined({}, ", ").empty());
  CHECK(joined({"a"}, ", ") == "a");
  CHECK(joined({"", "a", ""}, "|") == "|a|");
}

TEST_CASE("joined: the first of many words, and how many there are") {
  CHECK(first_joined({}, 2).empty());
  CHECK(first_joined({"a", "b"}, 2) == "a, b");
  CHECK(first_joined({"a", "b", "c"}, 2) == "a, b, … (3 in all)");
}
