#include "base/unique_function.hpp"

#include <memory>
#include <string>

#include "support/catch.hpp"

using smcp::UniqueFunction;

TEST_CASE("a unique function owns what it captures and moves") {
  auto owned = std::make_unique<int>(7);
  UniqueFunction<int(int)> f = [owned = std::move(owned)](int x) { return *owned + x; };
  REQUIRE(f);
  UniqueFunction<int(int)> g = std::move(f);
  CHECK_FALSE(f);  // NOLINT(bugprone-use-after-move): empty after a move by contract
  CHECK(g(1) == 8);
  g = nullptr;
  CHECK_FALSE(g);
}

TEST_CASE("arguments are passed on as they are") {
  UniqueFunction<std::string(std::string, std::unique_ptr<int>)> f =
      [](std::string text, std::unique_ptr<int> n) { return text + std::to_string(*n); };
  CHECK(f("a", std::make_unique<int>(1)) == "a1");
}
