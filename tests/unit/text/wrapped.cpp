#include "text/wrapped.hpp"

#include "support/catch.hpp"

using smcp::characters_in;
using smcp::wrapped;

TEST_CASE("wrapped: lines break between words, at the width and not before") {
  CHECK(wrapped("", 0, 0, 10).empty());
  CHECK(wrapped("aa bb cc", 0, 0, 5) == "aa bb\ncc");
  CHECK(wrapped("aa bb cc", 0, 0, 4) == "aa\nbb\ncc");
  CHECK(wrapped("aa bb cc", 0, 2, 5) == "aa bb\n  cc");
  CHECK(wrapped("aa bb cc", 2, 2, 7) == "aa bb\n  cc");
  CHECK(wrapped("aa bb cc", 3, 2, 7) == "aa\n  bb cc");
  CHECK(wrapped("a  b", 0, 0, 80) == "a b");
}

TEST_CASE("wrapped: a word that is too long stands alone") {
  CHECK(wrapped("a bbbbbbbb c", 0, 0, 4) == "a\nbbbbbbbb\nc");
}

TEST_CASE("wrapped: line breaks stay, and empty lines are empty") {
  CHECK(wrapped("aa\nbb", 0, 2, 80) == "aa\n  bb");
  CHECK(wrapped("aa\n\nbb", 0, 2, 80) == "aa\n\n  bb");
}

TEST_CASE("wrapped: characters count, not bytes") {
  CHECK(characters_in("a…é") == 3);
  CHECK(characters_in("\xff\xfe") == 2);
  CHECK(wrapped("ää öö", 0, 0, 5) == "ää öö");
  CHECK(wrapped("ää öö", 0, 0, 4) == "ää\nöö");
}
