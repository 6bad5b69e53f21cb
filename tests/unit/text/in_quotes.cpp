#include "text/in_quotes.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("a text in quotes is whole up to its bound, and cut between characters beyond it") {
  CHECK(in_quotes("") == "\"\"");
  CHECK(in_quotes("one \"two\"") == "\"one \"two\"\"");
  const std::string most(kMaxInQuotes, 'x');
  CHECK(in_quotes(most) == "\"" + most + "\"");
  CHECK(in_quotes(most + "y") == "\"" + most + "…\"");
  const std::string odd = std::string(kMaxInQuotes - 1, 'x');
  CHECK(in_quotes(odd + "é") == "\"" + odd + "…\"");
}
