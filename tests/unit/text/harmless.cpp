#include "text/harmless.hpp"

#include "support/catch.hpp"

using smcp::harmless;

TEST_CASE("text that a terminal shows is left as it is") {
  CHECK(harmless("") == "");
  CHECK(harmless("make -j8 'a b' \\n é 日本 🚀 ~") == "make -j8 'a b' \\n é 日本 🚀 ~");
}

TEST_CASE("what a terminal obeys becomes an escape sequence of C") {
  CHECK(harmless("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(harmless("\x1b[31m\x07\x7f") == "\\x1b[31m\\x07\\x7f");
  CHECK(harmless(std::string_view("\0", 1)) == "\\x00");
  CHECK(harmless("\xc2\x9b"
                 "31m\xc2\xa0") == "\\x9b31m\xc2\xa0");
  CHECK(harmless("\u202e\u2066\u200f\u2028\u2029x") == "\\u202e\\u2066\\u200f\\u2028\\u2029x");
}

TEST_CASE("each byte that is no UTF-8 is replaced") {
  CHECK(harmless("a\xff\xc3z") == "a\uFFFD\uFFFDz");
  CHECK(harmless("\x9b") == "\uFFFD");
}
