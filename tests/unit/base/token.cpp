#include "base/token.hpp"

#include <set>

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("tokens have their size, and are all different") {
  for (const std::size_t size : {0U, 1U, 6U, 11U, 12U, 13U, 24U, 25U}) {
    INFO(size);
    CHECK(is_token(fresh_token(size), size));
  }
  std::set<std::string> made;
  std::set<char> letters;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = fresh_token(25);
    made.insert(token);
    letters.insert(token.back());
  }
  CHECK(made.size() == 1000);
  CHECK(letters.size() == kTokenLetters.size());
}

TEST_CASE("texts that are not a token") {
  CHECK(is_token("k4f9q2", 6));
  for (const char* text : {"", "k4f9q", "k4f9q2x", "K4f9q2", "k4f9q ", "k4f9q-", "k4f9q\xc3"}) {
    INFO(text);
    CHECK_FALSE(is_token(text, 6));
  }
}
