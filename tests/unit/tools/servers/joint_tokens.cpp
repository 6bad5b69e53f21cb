#include "tools/servers/joint_tokens.hpp"

#include "support/catch.hpp"

using namespace smcp::tools;

TEST_CASE("joint tokens: the last ones are kept, each with what it stands for") {
  JointTokens tokens;
  const std::string first = tokens.keep({{"", "x"}, {"b:", ""}});
  CHECK(first.find(':') == std::string::npos);
  REQUIRE(tokens.find(first) != nullptr);
  CHECK(*tokens.find(first) == JointTokens::Tokens{{"", "x"}, {"b:", ""}});
  CHECK(tokens.find("") == nullptr);
  for (std::size_t i = 1; i < JointTokens::kMaxKept; ++i) CHECK(tokens.keep({}) != first);
  CHECK(tokens.find(first) != nullptr);
  CHECK_FALSE(tokens.keep({}).empty());
  CHECK(tokens.find(first) == nullptr);
}
